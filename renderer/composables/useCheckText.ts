import type { CheckRow } from '@shared/contract/views'
import { useI18n } from 'vue-i18n'
import { rawMessage } from './locale'
import { useFormat } from './useFormat'

const timeWords: ReadonlySet<string> = new Set(['registeredAt', 'lastLoginAt'])

export interface CheckText {
  title(check: string): string
  /** Why it ended as it did: the fuller sentence where all its words are known, else the plain one. */
  sentence(row: Pick<CheckRow, 'check' | 'reason' | 'words' | 'state'>): string
  /** For the ear: the whole row in one sentence. */
  spoken(row: CheckRow): string
}

export function useCheckText(): CheckText {
  const { t, te, locale } = useI18n()
  const format = useFormat()

  const shown = (word: string, value: string | number): string => {
    if (typeof value === 'string') return value
    return timeWords.has(word) ? format.date(value) : format.number(value)
  }
  const fuller = (row: Pick<CheckRow, 'check' | 'reason' | 'words'>): string | undefined => {
    const key = `checks.${row.check}.with.${row.reason ?? ''}`
    const raw = rawMessage(locale.value, key) ?? rawMessage('en', key)
    if (raw === undefined) return undefined
    const needed = [...raw.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? [])
    const filled: Record<string, string> = {}
    for (const word of needed) {
      const value = row.words[word]
      if (value === undefined) return undefined
      filled[word] = shown(word, value)
    }
    return t(key, filled)
  }
  const text: CheckText = {
    title: (check) => (te(`checks.${check}.title`) ? t(`checks.${check}.title`) : check),
    sentence: (row) => {
      if (row.state === 'running') return t('guided.asking')
      if (row.reason === undefined) return row.state === 'pending' ? t('guided.queued') : ''
      const full = fuller(row)
      if (full !== undefined) return full
      for (const key of [`checks.${row.check}.reasons.${row.reason}`, `checks.general.${row.reason}`]) if (te(key)) return t(key)
      return ''
    },
    spoken: (row) => t('guided.spoken', { title: text.title(row.check), state: t(`states.check.${row.state}`), sentence: text.sentence(row) }),
  }
  return text
}
