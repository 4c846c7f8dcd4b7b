import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import type { PortalLogEntry } from '../ports'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip, failureWord, isoTime } from './evidence'

type Logins = 'succeeded' | 'failed' | 'blocked' | 'none'

const success = 'USER_AUTHORIZE'
const failure = 'USER_LOGIN'
const block = 'USER_BLOCKED'
const lookBackMs = 30 * 86_400_000
/** One page (bitrix24.md §1.5). */
const mostEntries = 50
/** An app that signed in on somebody's behalf: it says nothing about the person (bitrix24.md §2.12). */
const methodsOfApps: readonly string[] = ['appPassword', 'rest']

/** The log is there for administrators, with its own scope, and not on every plan: without it nothing is known, and nothing is wrong. */
const withoutLog: Partial<Record<ErrorCode, string>> = { scopeMissing: 'noScope', noRights: 'notAdministrator', subscriptionNeeded: 'notOnPlan', notFound: 'noLog' }

/**
 * How the last attempts to log in ended, by the portal's event log (bitrix24.md §2.12). In the cloud the password is checked
 * at Bitrix24 Network: there the log shows no wrong one (§0.7), and "the last one worked" does not mean that none failed.
 */
export async function recentLogins(context: CheckContext): Promise<CheckOutcome> {
  const { api, signal } = context
  if (api === undefined) throw new AppFailure('notConnected')
  const userId = textFact(context, 'person.id')
  const since = context.now() - lookBackMs
  const line = (answer: string): string => clip(`main.eventlog.list {"userId":${userId},"auditTypeId":"${[success, failure, block].join('|')}","timestampX":">=${isoTime(since).slice(0, 10)}"} → ${answer}`)

  let entries: readonly PortalLogEntry[]
  try {
    entries = await api.eventLog({ userId, auditTypes: [success, failure, block], since, limit: mostEntries }, { signal })
  } catch (error) {
    const reason = error instanceof AppFailure ? withoutLog[error.code] : undefined
    if (!(error instanceof AppFailure) || reason === undefined) throw error
    return outcome('unknown', reason, { evidence: [line(failureWord(error))] })
  }

  const attempts = entries.filter(({ auditType, method }) => auditType !== success || method === undefined || !methodsOfApps.includes(method))
  const lastSuccess = attempts.find(({ auditType }) => auditType === success)
  const lastFailure = attempts.find(({ auditType }) => auditType !== success)
  const sinceSuccess = lastSuccess === undefined ? attempts : attempts.slice(0, attempts.indexOf(lastSuccess))
  const evidence = [line(`${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`), ...[lastSuccess, lastFailure].flatMap((entry) => (entry === undefined ? [] : [`last ${entry.auditType} ${isoTime(entry.at)}`]))]
  // A page full of apps: the person's own attempts may lie behind it
  if (attempts.length === 0 && entries.length >= mostEntries) return outcome('unknown', 'onlyApps', { evidence })

  const logins = endOf(sinceSuccess, lastSuccess)
  const failed = sinceSuccess.filter(({ auditType }) => auditType === failure).length
  return outcome(results[logins], logins === 'succeeded' && lastSuccess?.method === 'external' ? 'succeededAtNetwork' : logins, {
    values: { 'log.logins': logins, ...(lastFailure === undefined ? {} : { 'log.lastFailure': lastFailure.at }) },
    numbers: { failed },
    words: { count: failed, ...(lastSuccess === undefined ? {} : { lastLoginAt: lastSuccess.at }) },
    evidence,
  })
}

const results = { succeeded: 'ok', failed: 'problem', blocked: 'problem', none: 'unknown' } as const satisfies Record<Logins, CheckOutcome['result']>

function endOf(sinceSuccess: readonly PortalLogEntry[], lastSuccess: PortalLogEntry | undefined): Logins {
  if (sinceSuccess.some(({ auditType }) => auditType === block)) return 'blocked'
  if (sinceSuccess.length > 0) return 'failed'
  return lastSuccess === undefined ? 'none' : 'succeeded'
}
