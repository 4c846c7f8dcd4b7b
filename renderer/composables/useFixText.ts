import type { FixRow } from '@shared/contract/views'
import { useI18n } from 'vue-i18n'
import { useFactText } from './useFactText'

export interface FixText {
  title(fix: string): string
  /** As the button says it, with whose account. */
  action(fix: string, account: string | undefined): string
  /** What it does, in a sentence. */
  does(fix: string): string
  /** A row of the preview: a fact, or a word of its own. */
  label(word: string): string
  value(word: string, value: string | number | undefined): string
  note(word: string): string
  /** Why it does not run. */
  refusal(word: string): string
  /** Why it ended as it did: what the re-check saw, or what the portal answered. */
  reason(word: string): string
  /** Of one request a person: what became of how many. */
  parts(counts: NonNullable<FixRow['parts']>): string
}

export function useFixText(): FixText {
  const { t, te } = useI18n()
  const facts = useFactText()
  const worded = (key: string, otherwise: string): string => (te(key) ? t(key) : otherwise)
  return {
    title: (fix) => worded(`fixes.${fix}.title`, fix),
    action: (fix, account) => (te(`fixes.${fix}.confirm`) ? t(`fixes.${fix}.confirm`, { account: account ?? t('fixWords.somebody') }) : worded(`fixes.${fix}.title`, fix)),
    does: (fix) => worded(`fixes.${fix}.does`, ''),
    label: (word) => worded(`fixWords.labels.${word}`, facts.label(word)),
    value: (word, value) => (value === undefined || value === '' ? t('fix.nothing') : facts.value(word, value)),
    note: (word) => worded(`fixWords.notes.${word}`, word),
    refusal: (word) => worded(`fixWords.reasons.${word}`, word),
    parts: ({ sent, refused, unconfirmed, notSent }) =>
      [t('fix.parts.sent', { n: sent }), ...(refused > 0 ? [t('fix.parts.refused', { n: refused })] : []), ...(unconfirmed > 0 ? [t('fix.parts.unconfirmed', { n: unconfirmed })] : []), ...(notSent > 0 ? [t('fix.parts.notSent', { n: notSent })] : [])].join(' · '),
    reason: (word) => worded(`fixWords.proofs.${word}`, worded(`fixWords.reasons.${word}`, worded(`errors.${word}.title`, ''))),
  }
}
