import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import { isPhoneNumber } from '@shared/domain/address/phoneNumber'
import { checkDefinition, type CheckDefinition, type CheckName, type generalReasons } from '@shared/domain/checks'
import { factDefinition, type FactName, type FactValue } from '@shared/domain/facts'
import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { checkRunners } from './checkRunners'
import { failureWord } from './evidence'

export type { CheckContext, CheckOutcome, CheckRunner } from './checkContext'

type GeneralReason = (typeof generalReasons)[number]

/**
 * Runs one check to its end, whatever happens: within its limit, never throwing, every failure told as a reason.
 * A check that may not run asks nothing of anybody.
 */
export async function runCheck(name: CheckName, context: CheckContext, limitMs: number = checkDefinition(name).limitMs): Promise<CheckOutcome & { readonly tookMs: number }> {
  const startedAt = context.now()
  const refused = reasonNotToRun(checkDefinition(name), context)
  const ended = refused === undefined ? await runWithin(name, context, limitMs) : outcome('notRun', refused)
  return { ...ended, tookMs: Math.max(0, Math.round(context.now() - startedAt)) }
}

function reasonNotToRun(definition: CheckDefinition, context: CheckContext): GeneralReason | undefined {
  if (definition.needs.some((fact) => isMissing(fact, context.facts[fact]))) return 'needsFact'
  if (definition.right === 'lookUp' && definition.needs.some((fact) => isNumberForAddress(fact, context.facts[fact]))) return 'phoneNumber'
  // SECURITY: looking people up from the employee's door would make this an account-probing tool, also where a connection exists
  if (definition.right === 'lookUp' && context.door === 'employee') return 'employeeDoor'
  if (definition.right !== 'none' && context.api === undefined) return 'needsConnection'
  if (definition.right === 'lookUp' && !context.canLookUp) return 'needsScope'
  return undefined
}

/** Who was asked for an address and said "not sure" gave none. */
function isMissing(fact: FactName, value: FactValue | undefined): boolean {
  return value === undefined || value === '' || (value === 'unsure' && factDefinition(fact).type === 'text')
}

/** Nobody is found by `=EMAIL` and a number, which would look like an address that nobody has. */
function isNumberForAddress(fact: FactName, value: FactValue | undefined): boolean {
  const definition = factDefinition(fact)
  return definition.type === 'text' && definition.format === 'address' && isPhoneNumber(String(value))
}

async function runWithin(name: CheckName, context: CheckContext, limitMs: number): Promise<CheckOutcome> {
  if (context.signal.aborted) return outcome('notRun', 'skippedByPerson')
  const ending = new AbortController()
  let stop: (reason: CheckOutcome) => void = () => undefined
  const stopped = new Promise<CheckOutcome>((resolve) => {
    stop = resolve
  })
  // The word first, then the abort: the failure that the abort causes must not speak for the check
  const timer = setTimeout(() => {
    stop(outcome('unknown', 'timedOut'))
    ending.abort()
  }, limitMs)
  const onAbort = (): void => {
    stop(outcome('notRun', 'skippedByPerson'))
    ending.abort()
  }
  context.signal.addEventListener('abort', onAbort, { once: true })
  try {
    const running = Promise.resolve()
      .then(() => checkRunners[name]({ ...context, signal: ending.signal }))
      .catch((error: unknown) => ofFailure(error))
    return await Promise.race([stopped, running])
  } finally {
    clearTimeout(timer)
    context.signal.removeEventListener('abort', onAbort)
  }
}

const reasons: Partial<Record<ErrorCode, GeneralReason>> = {
  notConnected: 'needsConnection',
  network: 'offline',
  hostNotFound: 'offline',
  tls: 'offline',
  tlsIntercepted: 'offline',
  certificateDate: 'offline',
  proxy: 'offline',
  captivePortal: 'offline',
  timeout: 'timedOut',
  portalBlocked: 'portalBlocked',
  rateLimited: 'rateLimited',
  overloaded: 'rateLimited',
  scopeMissing: 'needsScope',
  webhookDead: 'portalRefused',
  webhookInsecure: 'portalRefused',
  tokenExpired: 'portalRefused',
  appRemoved: 'portalRefused',
  confirmationAwaited: 'portalRefused',
  noRights: 'portalRefused',
  notFound: 'portalRefused',
  portalGone: 'portalRefused',
  portalRenamed: 'portalRefused',
  subscriptionNeeded: 'portalRefused',
}

function ofFailure(error: unknown): CheckOutcome {
  // Not one of ours: a mistake in a check. It must not take the case with it, and it knows nothing.
  if (!(error instanceof AppFailure)) return outcome('unknown', 'unreadable')
  if (error.code === 'cancelled') return outcome('notRun', 'skippedByPerson')
  const movedTo = error.details?.['movedTo']
  return outcome('unknown', reasons[error.code] ?? 'unreadable', { words: movedTo === undefined ? {} : { movedTo }, evidence: [`→ ${failureWord(error)}`] })
}
