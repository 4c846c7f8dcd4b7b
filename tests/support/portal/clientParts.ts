import { inspect } from 'node:util'
import { createSendRequest } from '../../../electron/adapters/portal/httpRequest'
import { noLimiter } from '../../../electron/adapters/portal/limiter'
import { webhookAccess } from '../../../electron/adapters/portal/portalAccess'
import { createPortalCall, type PortalCall, type PortalClientParts } from '../../../electron/adapters/portal/portalClient'
import { parseWebhookAddress } from '../../../electron/adapters/portal/webhookAddress'
import { AppFailure } from '@shared/contract/appError'
import { recordingLog } from './portalParts'

export const webhookSecret = 'q1w2e3r4t5y6u7i8o9p0'

export interface CallSetup {
  readonly call: PortalCall
  readonly log: ReturnType<typeof recordingLog>
  /** How long the client wanted to wait, in order; it did not. */
  readonly waits: number[]
  readonly outcomes: (readonly [code: string, movedTo: string | undefined])[]
}

/** The real client over real HTTP, on a webhook of a host that a test has written. */
export function callTo(origin: string, parts: Partial<PortalClientParts> = {}): CallSetup {
  const log = recordingLog()
  const waits: number[] = []
  const outcomes: (readonly [string, string | undefined])[] = []
  const call = createPortalCall({
    access: webhookAccess(parseWebhookAddress(`${origin}/rest/1/${webhookSecret}/`, { allowLoopback: true })),
    send: createSendRequest(),
    limiter: noLimiter,
    log,
    clock: { now: () => Date.now() },
    sleep: (ms, signal) => {
      waits.push(Math.round(ms))
      return signal?.aborted === true ? Promise.reject(new AppFailure('cancelled')) : Promise.resolve()
    },
    random: () => 0.5,
    userAgent: 'latchkey/0.0.0-test',
    timeoutMs: 15_000,
    onOutcome: (code, movedTo) => void outcomes.push([code, movedTo]),
    ...parts,
  })
  return { call, log, waits, outcomes }
}

/** Everything of a value that any log, report or window could ever show: hidden fields, causes and getters too. */
export function shownOf(value: unknown): string {
  const parts = [inspect(value, { depth: Infinity, showHidden: true, getters: true }), JSON.stringify(value)]
  if (value instanceof Error) parts.push(value.message, value.stack ?? '', String(value), shownOf(value.cause))
  if (value instanceof AppFailure) parts.push(JSON.stringify(value.toAppError()))
  return parts.join('\n')
}
