import { AppFailure } from '@shared/contract/appError'
import type { CallOptions, PortalUserChange, UserChangeOutcome } from '../../../core/ports'
import { callBatch, valueOf, type BatchCommand } from '../batch'
import { sendOnce, type WriteParts } from '../confirmWrite'
import type { PortalCall } from '../portalClient'
import { portalFailure } from '../portalErrors'
import { fold, withAddress } from '../rowsWithAddress'
import { readUserRecords, readUsers, type UserRecord } from '../schemas/users'
import { cleanText } from '../schemas/values'
import { readYes } from '../schemas/written'
import { filled, userNumber } from './askedFor'
import { stateOfHolder } from './userAdd'
import { userQuery } from './userFilter'

const fields = ['email', 'active', 'name', 'lastName', 'departments'] as const satisfies readonly (keyof PortalUserChange)[]
type Shown = Omit<UserChangeOutcome, 'confirmedBy'>

/**
 * Changes a user and reads the record back: the portal says `true` to keys it ignores, and to fields that the caller may
 * not write (bitrix24.md §2.8).
 */
export async function updateUser(parts: WriteParts, userId: string, asGiven: PortalUserChange, options?: CallOptions): Promise<UserChangeOutcome> {
  const change = asGiven.email === undefined ? asGiven : { ...asGiven, email: filled(asGiven.email).trim() }
  const asked = fields.filter((field) => change[field] !== undefined)
  if (asked.length === 0) throw portalFailure('badRequest', { field: 'change' })
  const params = paramsOf(userId, change)
  const look = (): Promise<Shown> => readBack(parts.call, userId, change, asked, options)
  try {
    const { answer, confirmedBy } = await sendOnce<Shown | 'yes'>(
      parts,
      {
        method: 'user.update',
        params,
        read: (result) => (readYes(result) === true ? 'yes' : undefined),
        lookUp: async () => {
          const shown = await look()
          return shown.differs.length === 0 ? shown : undefined
        },
      },
      options,
    )
    return { confirmedBy, ...(answer === 'yes' ? await shownOrNothing(look, asked) : answer) }
  } catch (error) {
    if (change.email !== undefined && isAboutTheRecord(error)) await refuseTakenAddress(parts.call, userId, change.email, error, options)
    throw error
  }
}

function paramsOf(userId: string, { email, active, name, lastName, departments }: PortalUserChange): Readonly<Record<string, unknown>> {
  return {
    ID: userNumber(userId),
    EMAIL: email,
    // Read as true and false, written as Y and N (bitrix24.md §4)
    ACTIVE: active === undefined ? undefined : active ? 'Y' : 'N',
    NAME: name,
    LAST_NAME: lastName,
    UF_DEPARTMENT: departments,
  }
}

/** The record and, where the address was changed, whoever else holds it: one request. */
async function readBack(call: PortalCall, userId: string, change: PortalUserChange, asked: readonly (keyof PortalUserChange)[], options?: CallOptions): Promise<Shown> {
  const byId: BatchCommand<readonly UserRecord[]> = { method: 'user.get', params: userQuery({ ID: userId }), read: readUserRecords }
  const { email } = change
  const byAddress: readonly BatchCommand<readonly string[]>[] =
    email === undefined ? [] : [{ method: 'user.get', params: userQuery({ '=EMAIL': email }), read: (result) => withAddress(readUsers(result), email).map(({ id }) => id) }]
  const [record, ...holders] = await callBatch(call, [byId, ...byAddress] as const, options)
  const found = valueOf(record).find(({ user }) => user.id === userId)
  return {
    user: found?.user,
    differs: asked.filter((field) => found === undefined || !shows(found, change, field)),
    alsoHeldBy: holders.flatMap((outcome) => valueOf(outcome)).filter((id) => id !== userId),
  }
}

/** The portal said yes; that the record cannot be read now does not make it a failure, and proves nothing either. */
async function shownOrNothing(look: () => Promise<Shown>, asked: readonly (keyof PortalUserChange)[]): Promise<Shown> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof AppFailure) return { user: undefined, differs: asked, alsoHeldBy: [] }
    throw error
  }
}

function shows({ user, firstName, lastName }: UserRecord, change: PortalUserChange, field: keyof PortalUserChange): boolean {
  switch (field) {
    case 'email':
      return fold(user.email ?? '') === fold(change.email ?? '')
    case 'active':
      return user.active === change.active
    case 'name':
      return (firstName ?? '') === cleanText(change.name ?? '')
    case 'lastName':
      return (lastName ?? '') === cleanText(change.lastName ?? '')
    case 'departments':
      return sameNumbers(user.departments, change.departments ?? [])
  }
}

function sameNumbers(some: readonly number[], others: readonly number[]): boolean {
  const [left, right] = [new Set(some), new Set(others)]
  return left.size === right.size && [...left].every((number) => right.has(number))
}

/** ERROR_CORE with words of its own: a field was not taken, and the words are localised (bitrix24.md §2.8). */
function isAboutTheRecord(error: unknown): error is AppFailure {
  return error instanceof AppFailure && error.code === 'portalError' && error.details?.['portalCode'] === 'ERROR_CORE'
}

/** Whether the address is the field that was not taken is told by who holds it, not by the words. */
async function refuseTakenAddress(call: PortalCall, userId: string, address: string, refusal: AppFailure, options?: CallOptions): Promise<void> {
  const { alsoHeldBy } = await shownOrNothing(() => readBack(call, userId, { email: address }, [], options), [])
  if (alsoHeldBy.length === 0) return
  throw portalFailure('addressTaken', { ...refusal.details, state: await stateOfHolder(call, address, options) })
}
