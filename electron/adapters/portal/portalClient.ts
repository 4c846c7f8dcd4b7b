import type { CallOptions, Clock, ConnectOptions, Log } from '../../core/ports'
import { AppFailure } from '@shared/contract/appError'
import { hasEnded } from './hasEnded'
import type { SendRequest } from './httpRequest'
import type { Limiter } from './limiter'
import { createOperatingBudget } from './operatingBudget'
import { chargedMethods, operatingTimes, refusedForTime } from './operatingTimes'
import type { CallParams, PortalAccess } from './portalAccess'
import { portalFailure } from './portalErrors'
import { portalMethods, type PortalMethod } from './portalMethods'
import { readAnswer, serverDateOf } from './readAnswer'
import { backOffMs, nextStep } from './retryPolicy'
import type { Sleep } from './sleep'

/** Asks the portal and answers the `result`. What a result looks like is read by the methods. */
export type PortalCall = (method: PortalMethod, params: CallParams, options?: PortalCallOptions) => Promise<unknown>

export interface PortalCallOptions extends CallOptions {
  /** Given the body of an answer with status 200 before anything of it is read, once an attempt: what is asked at once leaves before that work. */
  readonly onBody?: (body: Uint8Array) => void
}

export interface PortalClientParts {
  readonly access: PortalAccess
  readonly send: SendRequest
  /** One for all that talk to the same portal. */
  readonly limiter: Limiter
  readonly log: Log
  readonly clock: Clock
  readonly sleep: Sleep
  readonly random: () => number
  readonly userAgent: string
  readonly timeoutMs: number
  readonly onOutcome?: ConnectOptions['onOutcome']
  /** Milliseconds that only grow, for the work each method has cost. */
  readonly steadyNow?: () => number
}

/** How long a call waits for its turn unless it is told otherwise. */
const defaultPatienceMs = 10_000
/** A batch of fifty look-ups is far smaller; a portal takes two megabytes. */
const maxBodyBytes = 256 * 1024

/** Asks one portal, with the repetitions that can help and within its limits. The right lives in `access`: no object shows it. */
export function createPortalCall(parts: PortalClientParts): PortalCall {
  const { access, send, limiter, log, clock, sleep, random, onOutcome } = parts
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'User-Agent': parts.userAgent }
  const budget = createOperatingBudget(parts.steadyNow)

  const attempt = async (method: PortalMethod, sent: CallParams, { signal, onBody }: PortalCallOptions): Promise<unknown> => {
    const rule = portalMethods[method]
    const body = JSON.stringify(sent)
    if (Buffer.byteLength(body) > maxBodyBytes) throw portalFailure('tooLarge')
    const answer = await send({
      method: 'POST', url: access.urlOf(method, rest(method)), isLoopback: access.isLoopback, headers, body,
      timeoutMs: parts.timeoutMs, signal, onBody, isWrite: rule.class === 'write',
    })
    const { kind, host, isLoopback } = access
    const { result, time } = readAnswer(answer, { method, kind, host, isLoopback, holdsSecret: (text) => access.holdsSecret(text) })
    budget.note(operatingTimes(method, sent, { result, time, serverDate: serverDateOf(answer) }))
    budget.used(refusedForTime(method, sent, result))
    return result
  }

  const run = async (method: PortalMethod, params: CallParams, options: PortalCallOptions): Promise<unknown> => {
    const { signal, patienceMs = defaultPatienceMs } = options
    const startedAt = clock.now()
    const charged = chargedMethods(method, params)
    let patienceLeftMs = patienceMs
    let [made, portalErrors, isRenewed] = [0, 0, false]

    const waitForBudget = async (failure?: AppFailure): Promise<void> => {
      const waitMs = Math.ceil(budget.waitMs(charged))
      if (waitMs === 0) return
      if (waitMs > patienceLeftMs) throw portalFailure('overloaded', { ...failure?.details, seconds: Math.ceil(waitMs / 1000), by: 'budget' })
      patienceLeftMs -= waitMs
      await sleep(waitMs, signal)
      budget.rested(charged)
    }

    for (;;) {
      let sent = params
      try {
        await waitForBudget()
        const askedAt = clock.now()
        await limiter.take({ signal, patienceMs: patienceLeftMs })
        patienceLeftMs -= Math.min(patienceLeftMs, Math.max(0, clock.now() - askedAt))
        sent = await unlessRefused(() => access.authorize(params, signal), () => limiter.giveBack(), signal)
        made += 1
        const result = await attempt(method, sent, options)
        log.debug('portal', 'methodAnswered', { method, tookMs: clock.now() - startedAt, attempts: made })
        return result
      } catch (error) {
        const failure = error instanceof AppFailure ? error : portalFailure('internal')
        log.info('portal', 'methodFailed', { method, code: failure.code, portalCode: failure.details?.['portalCode'], attempt: made, tookMs: clock.now() - startedAt })
        if (failure.code === 'portalError') portalErrors += 1
        if (failure.details?.['portalCode'] === 'QUERY_LIMIT_EXCEEDED') limiter.fill()
        if (failure.details?.['portalCode'] === 'OPERATION_TIME_LIMIT') budget.used(charged)

        const step = nextStep(failure, { class: portalMethods[method].class, made, portalErrors, isRenewed })
        if (step === 'stop' || (step === 'renew' && (await access.renew?.(failure, sent, signal)) !== true)) throw failure
        if (step === 'renew') [made, isRenewed] = [made - 1, true]
        if (step === 'resetWait') await waitForBudget(failure)
        if (step === 'backOff') await sleep(backOffMs(made, random()), signal)
      }
    }
  }

  return async (method, params, options = {}) => {
    try {
      const result = await run(method, params, options)
      onOutcome?.('ok')
      return result
    } catch (error) {
      const failure = error instanceof AppFailure ? error : portalFailure('internal')
      const movedTo = failure.details?.['movedTo']
      onOutcome?.(failure.code, ...(typeof movedTo === 'string' ? [movedTo] : []))
      throw failure
    }
  }
}

/** The last moment before sending: who is refused or has left by then has used no place of the limiter. */
async function unlessRefused<T>(prepare: () => Promise<T> | T, giveBack: () => void, signal: AbortSignal | undefined): Promise<T> {
  try {
    const prepared = await prepare()
    if (hasEnded(signal)) throw portalFailure('cancelled')
    return prepared
  } catch (error) {
    giveBack()
    throw error
  }
}

function rest(method: PortalMethod): 'classic' | 'v3' {
  return portalMethods[method].rest
}
