import { AppFailure } from '@shared/contract/appError'
import type { CallOptions } from '../../core/ports'
import type { PortalCall } from './portalClient'
import { isDeliveryUnknown, portalFailure } from './portalErrors'
import type { PortalMethod } from './portalMethods'
import type { Sleep } from './sleep'

/** Methods that change something (class `write` in portalMethods.ts): sent once, never repeated, never in a batch. */
export const writeMethods = [
  'user.add',
  'user.update',
  'im.notify.system.add',
  'im.message.add',
  'tasks.task.add',
  'crm.item.add',
  'intranet.invite.reinvite',
  'intranet.invite.reinviteWithChangeContact',
  'intranet.invite.deleteInvitation',
  'intranet.invite.confirmUserRequest',
] as const satisfies readonly PortalMethod[]
export type WriteMethod = (typeof writeMethods)[number]

export interface WriteParts {
  readonly call: PortalCall
  readonly sleep: Sleep
}
export interface Write<Answer> {
  readonly method: WriteMethod
  readonly params: Readonly<Record<string, unknown>>
  /** Undefined: the portal took the write, what it says cannot be read. */
  readonly read: (result: unknown) => Answer | undefined
  /** Whether the record shows that the write was carried out; undefined while it does not. Left out where there is nothing to see. */
  readonly lookUp?: () => Promise<Answer | undefined>
}
export interface Written<Answer> {
  readonly answer: Answer
  readonly confirmedBy: 'portal' | 'lookUp'
}

/** A write that was cut off may still be under way in the portal: the later looks are for that. */
const waitsBeforeLooksMs = [0, 1000, 2000] as const

/**
 * Sends once. Where the answer is lost or cannot be read, the record is looked up; where even that does not tell, it ends
 * in writeUnconfirmed. It never sends twice: user.add is not idempotent (bitrix24.md §2.7).
 */
export async function sendOnce<Answer>({ call, sleep }: WriteParts, write: Write<Answer>, options?: CallOptions): Promise<Written<Answer>> {
  let cause = 'answerUnreadable'
  try {
    const answer = write.read(await call(write.method, write.params, options))
    if (answer !== undefined) return { answer, confirmedBy: 'portal' }
  } catch (error) {
    if (!isDeliveryUnknown(error)) throw error
    cause = error.code
  }
  const seen = write.lookUp === undefined ? undefined : await firstSight(write.lookUp, sleep, options?.signal)
  if (seen === undefined) throw portalFailure('writeUnconfirmed', { method: write.method, cause })
  return { answer: seen, confirmedBy: 'lookUp' }
}

async function firstSight<Answer>(lookUp: () => Promise<Answer | undefined>, sleep: Sleep, signal: AbortSignal | undefined): Promise<Answer | undefined> {
  for (const waitMs of waitsBeforeLooksMs) {
    try {
      if (waitMs > 0) await sleep(waitMs, signal)
      const seen = await lookUp()
      if (seen !== undefined) return seen
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error
      // Whoever cancels now waits no longer; what was sent stays unconfirmed
      if (error.code === 'cancelled') return undefined
    }
  }
  return undefined
}
