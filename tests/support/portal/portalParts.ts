import { inspect } from 'node:util'
import { onTestFinished } from 'vitest'
import { createPortalGateway, type PortalGatewayOptions } from '../../../electron/adapters/portal/portalGateway'
import type { InvitationControl, Log, LogFields, PortalApi, PortalGateway, PortalUser } from '../../../electron/core/ports'
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
  /** Through the agent's webhook. */
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

/** The same through the administrator's webhook: what changes people needs the right to. */
export async function connectAsAdmin(options: Parameters<typeof connectToDemo>[0] = {}): Promise<PortalSetup> {
  const setup = await connectToDemo({ intranetInvite: true, ...options })
  const { adminWebhook } = setup.portal
  return { ...setup, api: setup.gateway.connect(adminWebhook, { allowLoopback: true }), secret: secretOf(adminWebhook) }
}

export function secretOf(webhook: string): string {
  return new URL(webhook).pathname.split('/')[3] ?? ''
}

/** Faults that leave the client waiting until its own time is over: by every request, or by one that changes something. */
const hangsAlways = /^(?:time-out|drip)/
const hangsOnWrites = /^(?:lost-before|answers-after-time-out)/

/** Short where the portal hangs on purpose; else long enough that a busy machine is never mistaken for a hanging portal. */
export function timeoutFor(fault: string): { readonly timeoutMs: number } {
  if (hangsAlways.test(fault)) return { timeoutMs: 100 }
  return { timeoutMs: hangsOnWrites.test(fault) ? 400 : 15_000 }
}

/** Turns the event loop until it is so; no clock is involved. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

const cleoAddress = 'cleo.marsh@harbourpine.example'
type CallByName = (api: PortalApi, signal: AbortSignal) => Promise<unknown>

/** Every way to ask the portal, by name. */
export const readingMethods = {
  profile: (api, signal) => api.profile({ signal }),
  scope: (api, signal) => api.scope({ signal }),
  rights: (api, signal) => api.rights({ signal }),
  serverTime: (api, signal) => api.serverTime({ signal }),
  methodGet: (api, signal) => api.methodGet('user.get', { signal }),
  appInfo: (api, signal) => api.appInfo({ signal }),
  usersByAddress: (api, signal) => api.usersByAddress(cleoAddress, { signal }),
  userIdsByInvitation: (api, signal) => api.userIdsByInvitation(cleoAddress, true, { signal }),
  personByAddress: (api, signal) => api.personByAddress(cleoAddress, { signal }),
  peopleByAddresses: (api, signal) => api.peopleByAddresses([cleoAddress, 'nobody@harbourpine.example'], { signal }),
  userById: (api, signal) => api.userById('27', { signal }),
  personCard: (api, signal) => api.personCard('27', { signal }),
  searchUsers: (api, signal) => api.searchUsers('Marsh', { signal }),
  usersWithAddressLike: (api, signal) => api.usersWithAddressLike('cleo.marsh', { signal }),
  usersByMobile: (api, signal) => api.usersByMobile('+44 20 7946 0018', { signal }),
  currentUser: (api, signal) => api.currentUser({ signal }),
  people: async (api, signal) => (await everybody(api.people({ signal }))).length,
  departments: (api, signal) => api.departments({ signal }),
  accountKind: (api, signal) => api.accountKind('27', { signal }),
  eventLog: (api, signal) => api.eventLog({ limit: 10 }, { signal }),
  'invitations.isAvailable': (api, signal) => api.invitations.isAvailable({ signal }),
  'invitations.state': (api, signal) => api.invitations.state(cleoAddress, { signal }),
} as const satisfies Partial<Record<ApiMethodName, CallByName>>

/** Every way to change something in it. */
export const writingMethods = {
  addUser: (api, signal) => api.addUser({ email: 'tess.moor@harbourpine.example', name: 'Tess', lastName: 'Moor', departments: [1] }, { signal }),
  updateUser: (api, signal) => api.updateUser('27', { lastName: 'Marsh-Hale' }, { signal }),
  notify: (api, signal) => api.notify('27', 'Your account is ready.', { signal }),
  sendMessage: (api, signal) => api.sendMessage('27', 'Your account is ready.', { signal }),
  addTask: (api, signal) => api.addTask({ title: 'Call Cleo', description: 'She cannot log in.', responsibleId: '4' }, { signal }),
  addCrmItem: (api, signal) => api.addCrmItem({ entityTypeId: 1, title: 'Cannot log in', description: 'Cleo Marsh' }, { signal }),
  'invitations.inviteAgain': (api, signal) => api.invitations.inviteAgain('27', { signal }),
  'invitations.inviteAgainAt': (api, signal) => api.invitations.inviteAgainAt('27', 'cleo@harbourpine.example', { signal }),
  'invitations.deleteInvitation': (api, signal) => api.invitations.deleteInvitation('27', { signal }),
  'invitations.decideRequest': (api, signal) => api.invitations.decideRequest('43', true, { signal }),
} as const satisfies Partial<Record<ApiMethodName, CallByName>>

/** What a portal can be called for, the invitation controller's actions among it. */
export type ApiMethodName = Exclude<keyof PortalApi, 'invitations'> | `invitations.${keyof InvitationControl}`
export const clientMethods: Record<ApiMethodName, CallByName> = { ...readingMethods, ...writingMethods }
export const clientMethodNames = Object.keys(clientMethods) as readonly ApiMethodName[]

/** All pages of a listing, one after the other. */
export async function everybody(pages: AsyncIterable<readonly PortalUser[]>): Promise<readonly PortalUser[]> {
  const found: PortalUser[] = []
  for await (const page of pages) found.push(...page)
  return found
}

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
  const nobody = (): AsyncIterable<readonly PortalUser[]> => ({ [Symbol.asyncIterator]: () => ({ next: unexpected }) })
  return {
    profile: unexpected, scope: unexpected, rights: unexpected, serverTime: unexpected, methodGet: unexpected, appInfo: unexpected,
    usersByAddress: unexpected, userIdsByInvitation: unexpected, personByAddress: unexpected, peopleByAddresses: unexpected, userById: unexpected, personCard: unexpected,
    searchUsers: unexpected, usersWithAddressLike: unexpected, usersByMobile: unexpected, currentUser: unexpected,
    people: nobody, departments: unexpected, accountKind: unexpected, eventLog: unexpected,
    addUser: unexpected, updateUser: unexpected, notify: unexpected, sendMessage: unexpected, addTask: unexpected, addCrmItem: unexpected,
    invitations: {
      isAvailable: unexpected, state: unexpected, inviteAgain: unexpected, inviteAgainAt: unexpected, deleteInvitation: unexpected, decideRequest: unexpected,
    },
    ...composed(answers),
    ...answers,
  }
}

/** The record of a person from the two single answers it is made of, where a test gives those. */
function composed({ usersByAddress, userIdsByInvitation }: Partial<PortalApi>): Partial<PortalApi> {
  if (usersByAddress === undefined) return {}
  return {
    async personByAddress(address, options) {
      const users = await usersByAddress(address, options)
      if (userIdsByInvitation === undefined) return { users, invitation: undefined }
      const [pending, accepted] = await Promise.all([userIdsByInvitation(address, true, options), userIdsByInvitation(address, false, options)])
      const both = new Set([...pending, ...accepted])
      const isHonoured = pending.length + accepted.length === both.size && users.length === both.size && users.every(({ id }) => both.has(id))
      return { users, invitation: isHonoured ? { pending, accepted } : undefined }
    },
  }
}
