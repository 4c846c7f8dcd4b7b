import type { CaseView } from '@shared/contract/views'
import { shortenAddress } from '../../../electron/core/checks/evidence'

/** Ids, times and what a clock measures: they differ from case to case, whoever it is about. */
const ownOfCase: ReadonlySet<string> = new Set(['caseId', 'code', 'number', 'event', 'at', 'openedAt', 'updatedAt', 'sentAt', 'remindAt', 'tookMs', 'answeredInMs', 'seconds', 'direction'])

/** A screen byte by byte, without what is the case's own; the address it is about is one word. */
export function plainScreen(view: CaseView, address: string): string {
  const facts = view.facts.filter(({ fact }) => fact !== 'clock.skewSeconds').toSorted((one, other) => one.fact.localeCompare(other.fact))
  const text = JSON.stringify({ ...view, facts }, (key, value: unknown) => {
    if (ownOfCase.has(key)) return undefined
    return key === 'evidence' && Array.isArray(value) ? value.filter((line) => !String(line).startsWith('server.time')) : value
  })
  return text.replaceAll(address, 'ADDRESS').replaceAll(shortenAddress(address), 'SHORT').replaceAll(view.case.code, 'CODE')
}
