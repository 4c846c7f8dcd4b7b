import { inspect } from 'node:util'
import { onTestFinished } from 'vitest'
import { createPortalGateway, type PortalGatewayOptions } from '../../../electron/adapters/portal/portalGateway'
import type { Log, LogFields, PortalApi, PortalGateway, PortalUser } from '../../../electron/core/ports'
import { startDemoPortal, type DemoPortal, type DemoPortalOptions } from '../../../electron/demo-portal/startDemoPortal'
import { AppFailure } from '@shared/contract/appError'

/** A log that keeps its lines for the test to read. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = []
  const write = (level: string) => (area: string, event: string, fields?: LogFields) => void lines.push(JSON.stringify({ level, area, event, ...fields }))
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

export interface PortalSetup {
  readonly portal: DemoPortal
  readonly gateway: PortalGateway
  readonly api: PortalApi
  readonly log: ReturnType<typeof recordingLog>
  /** How long the client wanted to wait before each repetition. */
  readonly waits: number[]
  readonly secret: string
}

/** The demo portal over real HTTP, and the real client on it; waits between attempts are noted, not waited. */
export async function connectToDemo(options: DemoPortalOptions & { readonly client?: Partial<PortalGatewayOptions> } = {}): Promise<PortalSetup> {
  const portal = await startDemoPortal(options)
  onTestFinished(() => portal.stop())
  const log = recordingLog()
  const waits: number[] = []
  const gateway = createPortalGateway({
    log,
    clock: { now: () => Date.now() },
    version: '0.0.0-test',
    sleep: (ms, signal) => {
      waits.push(ms)
      return signal?.aborted === true ? Promise.reject(new AppFailure('cancelled')) : Promise.resolve()
    },
    ...options.client,
  })
  return { portal, gateway, api: gateway.connect(portal.webhook, { allowLoopback: true }), log, waits, secret: secretOf(portal.webhook) }
}

export function secretOf(webhook: string): string {
  return new URL(webhook).pathname.split('/')[3] ?? ''
}

/** Short where the portal hangs on purpose; else long enough that a busy machine is never mistaken for a hanging portal. */
export function timeoutFor(fault: string): { readonly timeoutMs: number } {
  return { timeoutMs: fault.startsWith('time-out') ? 200 : 15_000 }
}

/** Turns the event loop until it is so; no clock is involved. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

/** Every way to call the portal, by name. */
export const clientMethods = {
  profile: (api, signal) => api.profile({ signal }),
  scope: (api, signal) => api.scope({ signal }),
  serverTime: (api, signal) => api.serverTime({ signal }),
  methodGet: (api, signal) => api.methodGet('user.get', { signal }),
  usersByAddress: (api, signal) => api.usersByAddress('cleo.marsh@harbourpine.example', { signal }),
  userIdsByInvitation: (api, signal) => api.userIdsByInvitation('cleo.marsh@harbourpine.example', true, { signal }),
  userById: (api, signal) => api.userById('27', { signal }),
  searchUsers: (api, signal) => api.searchUsers('Marsh', { signal }),
  currentUser: (api, signal) => api.currentUser({ signal }),
} as const satisfies Record<keyof PortalApi, (api: PortalApi, signal: AbortSignal) => Promise<unknown>>
export const clientMethodNames = Object.keys(clientMethods) as readonly (keyof PortalApi)[]

/** Everything of an error that could end in a log, a report or a window. */
export function everythingOf(error: unknown): string {
  const asError = error instanceof Error ? [error.message, error.stack, inspect(error.cause, { depth: 10, showHidden: true })] : []
  return [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error), ...asError].join('\n')
}

/** What a call ended in: its value or its failure. Anything else is thrown on. */
export async function endOf<T>(call: Promise<T>): Promise<{ readonly value: T } | { readonly failure: AppFailure }> {
  try {
    return { value: await call }
  } catch (error) {
    if (error instanceof AppFailure) return { failure: error }
    throw error
  }
}

export async function failureOf(call: Promise<unknown>): Promise<AppFailure> {
  const end = await endOf(call)
  if ('failure' in end) return end.failure
  throw new Error('the call succeeded')
}

export function portalUser(parts: Partial<PortalUser> = {}): PortalUser {
  return { id: '27', active: true, name: 'Cleo Marsh', email: 'cleo.marsh@harbourpine.example', lastLogin: 'never', registered: undefined, userType: 'employee', departments: [5], ...parts }
}

/** A PortalApi of fixed answers, for judging what a check makes of them; what is not given must not be called. */
export function fixedApi(answers: Partial<PortalApi>): PortalApi {
  const unexpected = () => Promise.reject(new Error('this method must not be called'))
  return {
    profile: unexpected, scope: unexpected, serverTime: unexpected, methodGet: unexpected, usersByAddress: unexpected,
    userIdsByInvitation: unexpected, userById: unexpected, searchUsers: unexpected, currentUser: unexpected, ...answers,
  }
}
