import { onTestFinished } from 'vitest'
import { createSendRequest, type SendRequest } from '../../../electron/adapters/portal/httpRequest'
import { createLimiter } from '../../../electron/adapters/portal/limiter'
import { webhookAccess } from '../../../electron/adapters/portal/portalAccess'
import { createPortalApi } from '../../../electron/adapters/portal/portalApi'
import { createPortalCall } from '../../../electron/adapters/portal/portalClient'
import { parseWebhookAddress } from '../../../electron/adapters/portal/webhookAddress'
import type { PortalApi } from '../../../electron/core/ports'
import { startDemoPortal, type DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { AppFailure } from '@shared/contract/appError'
import { idsWithAddress, readPerson } from '../demoPortal/readPerson'
import { recordingLog, secretOf, type writingMethods } from './portalParts'

/** The cloud's bucket for most plans (bitrix24.md §1.7), counted here once more. */
const [threshold, drainPerSecond] = [50, 2]

/** When a call meets the fault. `write`: the one request that changes something; `fromWrite`: that one and whatever is asked after it. */
export type Meeting = 'always' | 'fromWrite' | 'write'
export interface MatrixOptions {
  /** As the portal takes it, with its argument. */
  readonly fault: string
  readonly meets: Meeting
  /** How long a request waits that meets a portal which never answers. Every other one waits long: a busy machine is no fault. */
  readonly hangsForMs?: number
}
export interface MatrixSetup {
  readonly portal: DemoPortal
  readonly api: PortalApi
  readonly log: ReturnType<typeof recordingLog>
  readonly secret: string
  /** Methods of the requests that left, in order; a batch is one. */
  readonly sent: readonly string[]
  /** How many more the bucket allows now, by this file's own count of what was sent. */
  room(): number
  /** How many more the client's own limiter lets out now; it is empty then. */
  takeAll(): Promise<number>
  /** Lets so much time pass, for the portal too. */
  pass(ms: number): void
}

/** The real client on a real demo portal with the cloud's limits; both live in a time that only passes by waiting. */
export async function matrixSetup({ fault, meets, hangsForMs = 15_000 }: MatrixOptions): Promise<MatrixSetup> {
  let nowMs = Date.UTC(2026, 9, 14, 10, 42, 7)
  const pass = (ms: number): void => void (nowMs += ms)
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted === true) return Promise.reject(new AppFailure('cancelled'))
    pass(ms)
    return Promise.resolve()
  }
  const portal = await startDemoPortal({ people: 40, limits: 'standard', intranetInvite: true, now: () => nowMs })
  onTestFinished(() => portal.stop())

  const sent: string[] = []
  let [level, countedAtMs] = [0, nowMs]
  const leak = (): void => {
    level = Math.max(0, level - ((nowMs - countedAtMs) / 1000) * drainPerSecond)
    countedAtMs = nowMs
  }
  const realSend = createSendRequest()
  let hasMet = false
  const send: SendRequest = async (request) => {
    sent.push(methodOf(request.url))
    leak()
    level += 1
    const isFirstWrite = request.isWrite === true && !hasMet
    if (meets !== 'always' && isFirstWrite) portal.setFault(fault)
    hasMet ||= isFirstWrite
    const isMet = meets === 'always' || isFirstWrite || (meets === 'fromWrite' && hasMet)
    try {
      const answer = await realSend({ ...request, timeoutMs: isMet ? hangsForMs : request.timeoutMs })
      if (answer.text.includes('QUERY_LIMIT_EXCEEDED')) level = Math.max(level, threshold)
      return answer
    } finally {
      if (meets === 'write' && isFirstWrite) portal.clearFaults()
    }
  }

  const log = recordingLog()
  const clock = { now: () => nowMs }
  const limiter = createLimiter({ sleep, now: clock.now, plan: 'standard' })
  const access = webhookAccess(parseWebhookAddress(portal.adminWebhook, { allowLoopback: true }))
  const call = createPortalCall({ access, send, limiter, log, clock, sleep, random: () => 0.5, userAgent: 'latchkey/0.0.0-test', timeoutMs: 15_000, steadyNow: clock.now })
  if (meets === 'always') portal.setFault(fault)
  return {
    portal, api: createPortalApi({ call, sleep, clock }), log, secret: secretOf(portal.adminWebhook), sent, pass,
    room() {
      leak()
      return Math.floor(threshold - level + 1e-6)
    },
    async takeAll() {
      for (let taken = 0; ; taken += 1) {
        const isLet = await limiter.take({ patienceMs: 0 }).then(() => true, (error: unknown) => (isByLimiter(error) ? false : Promise.reject(error as Error)))
        if (!isLet) return taken
      }
    },
  }
}

/** Refused on this side, and nothing was sent. */
export function isByLimiter(error: unknown): boolean {
  return error instanceof AppFailure && error.code === 'rateLimited' && error.details?.['by'] === 'limiter'
}

function methodOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1)?.replace(/\.json$/, '').toLowerCase() ?? ''
}

export type WriteName = keyof typeof writingMethods
interface Deed {
  /** What is sent to the portal. */
  readonly method: string
  /** Whether it asks something first, so that a fault which is always there keeps the write from being sent. */
  readonly asksFirst: boolean
  /** Whether the record shows afterwards that it was done (bitrix24.md §2): messages, tasks and letters cannot be seen. */
  readonly canBeSeen: boolean
  /** How often the portal did it, by what is on the portal. What can be done twice without a trace counts as once. */
  done(portal: DemoPortal): Promise<number> | number
}
const mailsTo = (address: string) => (portal: DemoPortal): number => portal.mails().filter(({ to }) => to === address).length

/** What the calls of `writingMethods` do to the portal. */
export const deeds: Readonly<Record<WriteName, Deed>> = {
  addUser: {
    method: 'user.add', asksFirst: true, canBeSeen: true,
    async done(portal) {
      const found = await idsWithAddress(portal, 'tess.moor@harbourpine.example')
      return Math.max(found.length, mailsTo('tess.moor@harbourpine.example')(portal))
    },
  },
  updateUser: { method: 'user.update', asksFirst: false, canBeSeen: true, done: async (portal) => ((await readPerson(portal, 27))?.LAST_NAME === 'Marsh-Hale' ? 1 : 0) },
  notify: { method: 'im.notify.system.add', asksFirst: false, canBeSeen: false, done: ({ records }) => records.notifications().filter(({ toUserId }) => toUserId === 27).length },
  sendMessage: { method: 'im.message.add', asksFirst: false, canBeSeen: false, done: ({ records }) => records.messages().filter(({ dialogId }) => dialogId === '27').length },
  addTask: { method: 'tasks.task.add', asksFirst: false, canBeSeen: false, done: ({ records }) => records.tasks().filter(({ responsibleId }) => responsibleId === 4).length },
  addCrmItem: { method: 'crm.item.add', asksFirst: false, canBeSeen: false, done: ({ records }) => records.crmItems().filter(({ assignedById }) => assignedById === 1).length },
  'invitations.inviteAgain': { method: 'intranet.invite.reinvite', asksFirst: true, canBeSeen: false, done: mailsTo('cleo.marsh@harbourpine.example') },
  'invitations.inviteAgainAt': { method: 'intranet.invite.reinvitewithchangecontact', asksFirst: true, canBeSeen: false, done: mailsTo('cleo@harbourpine.example') },
  'invitations.deleteInvitation': { method: 'intranet.invite.deleteinvitation', asksFirst: true, canBeSeen: true, done: async (portal) => ((await readPerson(portal, 27)) === undefined ? 1 : 0) },
  'invitations.decideRequest': { method: 'intranet.invite.confirmuserrequest', asksFirst: true, canBeSeen: true, done: async (portal) => ((await readPerson(portal, 43))?.ACTIVE === true ? 1 : 0) },
}
