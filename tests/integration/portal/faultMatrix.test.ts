import { describe, expect, test } from 'vitest'
import { readFaults, writeFaults } from '../../../electron/demo-portal/startDemoPortal'
import { errorCodes, type ErrorCode } from '@shared/contract/appError'
import { deeds, isByLimiter, matrixSetup, type MatrixSetup, type Meeting, type WriteName } from '../../support/portal/faultMatrix'
import { endOf, everythingOf, failureOf, readingMethods, writingMethods } from '../../support/portal/portalParts'

const never = new AbortController().signal
type ReadName = keyof typeof readingMethods
type End = ErrorCode | 'value'

const readNames = Object.keys(readingMethods) as readonly ReadName[]
const writeNames = Object.keys(writingMethods) as readonly WriteName[]

/** Methods behind the scope `user` (bitrix24.md §2); the rest are basic or have a scope of their own. */
const ofUsers: readonly ReadName[] = ['usersByAddress', 'userIdsByInvitation', 'personByAddress', 'peopleByAddresses', 'userById', 'personCard', 'searchUsers', 'usersWithAddressLike', 'usersByMobile', 'currentUser', 'people']

/** What becomes of a write that meets a fault, told by what the fault does to it (bitrix24.md §1.4, §2.7). */
type Fate =
  /** Carried out, and the answer can be read. */
  | 'fine'
  /** Carried out, and the answer is lost. */
  | 'doneUnheard'
  /** Not carried out, and nothing that came back says so. */
  | 'lostUnheard'
  /** Refused before it was carried out, for as long as the fault lasts. */
  | 'notNow'
  /** Refused before it was carried out: asking again is of no use. */
  | { readonly refused: ErrorCode; readonly only?: readonly WriteName[]; readonly except?: Partial<Record<WriteName, ErrorCode>>; readonly isDone?: true }

interface Row {
  /** As it is set; the bare name unless said. */
  readonly set?: string
  readonly read: End
  readonly onlyReads?: readonly ReadName[]
  /** How often a read is sent before it gives up; once unless said. */
  readonly tries?: number
  readonly write: Fate
  readonly hangsForMs?: number
}

/**
 * What each fault that reading meets must end in: by bitrix24.md §1.4 for what the portal says, by the promises of
 * `PortalApi` for what it does not say.
 */
const rows: Readonly<Record<string, Row>> = {
  slow: { set: 'slow=20', read: 'value', write: 'fine' },
  reset: { read: 'network', tries: 3, write: 'lostUnheard' },
  'time-out': { read: 'timeout', write: 'lostUnheard', hangsForMs: 80 },
  // From this machine plain http is believed, so the redirect of a hotspot would be a new name: the page it is
  'captive-portal': { set: 'captive-portal=511', read: 'captivePortal', write: { refused: 'captivePortal' } },
  renamed: { read: 'portalRenamed', write: { refused: 'portalRenamed' } },
  'html-502': { read: 'portalError', tries: 2, write: 'lostUnheard' },
  'html-200': { read: 'notBitrix', write: 'lostUnheard' },
  'reset-midway': { read: 'network', tries: 3, write: 'doneUnheard' },
  drip: { set: 'drip=20', read: 'timeout', write: 'doneUnheard', hangsForMs: 400 },
  'gzip-broken': { read: 'badAnswerFromPortal', write: 'doneUnheard' },
  '500': { read: 'portalError', tries: 2, write: 'lostUnheard' },
  'rate-limit': { read: 'rateLimited', tries: 3, write: 'notNow' },
  // Never met with a second request: it may be the block that only Support lifts (§0.8)
  overload: { read: 'portalBlocked', write: { refused: 'portalBlocked' } },
  'portal-blocked': { read: 'portalBlocked', write: { refused: 'portalBlocked' } },
  'rest-paid-only': { read: 'subscriptionNeeded', write: { refused: 'subscriptionNeeded' } },
  'webhook-dead': { read: 'webhookDead', write: { refused: 'webhookDead' } },
  // A webhook has no token
  'token-expired': { read: 'value', write: 'fine' },
  'operating-limit': { read: 'overloaded', write: { refused: 'overloaded' } },
  // The words of ERROR_ARGUMENT are localised: in user.add, what is no fixed word says that the address is taken (§2.7)
  'localised-error': { read: 'portalError', write: { refused: 'portalError', except: { addUser: 'addressTaken' } } },
  'scope-missing': { read: 'scopeMissing', onlyReads: ofUsers, write: { refused: 'scopeMissing', only: ['addUser', 'updateUser'] } },
  // The smaller scopes read, and refuse both writes inside `result` (§1.4)
  'scope-reduced': { read: 'value', write: { refused: 'scopeMissing', only: ['addUser', 'updateUser'] } },
  'clock-skew': { read: 'value', write: 'fine' },
  // This fault lies: what it calls refused has been carried out
  'result-holds-error': { read: 'scopeMissing', write: { refused: 'scopeMissing', isDone: true } },
  'missing-total': { read: 'value', write: 'fine' },
  'unknown-fields': { read: 'value', write: 'fine' },
  truncated: { read: 'badAnswerFromPortal', write: 'doneUnheard' },
  bom: { read: 'value', write: 'fine' },
  'wrong-encoding': { read: 'value', write: 'fine' },
}

test('every fault that reading meets has a row', () => {
  expect(Object.keys(rows).sort()).toEqual([...readFaults].sort())
})

/** Nothing that could be shown anywhere holds the secret, and the bucket is what was sent and no more. */
async function leftBehind({ log, secret, room, takeAll }: MatrixSetup, end: Awaited<ReturnType<typeof endOf>>): Promise<{ readonly isSecretKept: boolean; readonly isCountRight: boolean }> {
  const shown = log.lines.join('\n') + ('failure' in end ? everythingOf(end.failure) + JSON.stringify(end.failure.toAppError()) : '')
  const expected = room()
  return { isSecretKept: log.lines.length > 0 && !shown.includes(secret), isCountRight: (await takeAll()) === expected }
}
const clean = { isSecretKept: true, isCountRight: true }

function endIn(end: Awaited<ReturnType<typeof endOf>>): End {
  if (!('failure' in end)) return 'value'
  expect(errorCodes).toContain(end.failure.code)
  return end.failure.code
}

async function forEvery<Name extends string, Told>(names: readonly Name[], tell: (name: Name) => Promise<Told>): Promise<Record<Name, Told>> {
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await tell(name)] as const))) as Record<Name, Told>
}
function table<Name extends string, Told>(names: readonly Name[], tell: (name: Name) => Told): Record<Name, Told> {
  return Object.fromEntries(names.map((name) => [name, tell(name)])) as Record<Name, Told>
}

describe.each(Object.entries(rows))('the fault %s', (name, { set = name, read, onlyReads = readNames, tries = 1, write, hangsForMs }) => {
  const options = (meets: Meeting) => ({ fault: set, meets, ...(hangsForMs === undefined ? {} : { hangsForMs }) })

  test('in every read', async () => {
    const told = await forEvery(readNames, async (method) => {
      const setup = await matrixSetup(options('always'))
      const end = await endOf<unknown>(readingMethods[method](setup.api, never))
      const sends = 'failure' in end ? setup.sent.length : 0
      return { end: endIn(end), sends, ...(await leftBehind(setup, end)) }
    })

    expect(told).toEqual(
      table(readNames, (method) => {
        const end = onlyReads.includes(method) ? read : 'value'
        return { end, sends: end === 'value' ? 0 : tries, ...clean }
      }),
    )
  })

  test('leaves the bucket as it is: so many calls go out, and the next one is not sent', async () => {
    const { portal, api, sent, room, pass } = await matrixSetup(options('always'))
    await endOf(api.profile())
    portal.clearFaults()
    // Another method than the one that was refused: that one may have to rest
    for (const untilPassedMs of [0, 7000, 60_000]) {
      pass(untilPassedMs)
      const before = sent.length
      const allowed = room()
      for (let index = 0; index < allowed; index += 1) await api.scope({ patienceMs: 0 })
      const refusal = await failureOf(api.scope({ patienceMs: 0 }))
      expect({ isByLimiter: isByLimiter(refusal), sent: sent.length - before }).toEqual({ isByLimiter: true, sent: allowed })
    }
  })

  test('in every write from its beginning: nothing is sent where something had to be asked first', async () => {
    const told = await forEvery(writeNames, async (method) => {
      const setup = await matrixSetup(options('always'))
      const end = await endOf<unknown>(writingMethods[method](setup.api, never))
      setup.portal.clearFaults()
      return { isRefused: 'failure' in end, writes: seenBy(setup, method), done: await deeds[method].done(setup.portal), ...(await leftBehind(setup, end)) }
    })
    const asksInVain = (method: WriteName): boolean => deeds[method].asksFirst && read !== 'value' && (onlyReads === readNames || method === 'addUser' || method === 'invitations.deleteInvitation')

    for (const method of writeNames) {
      expect({ method, ...told[method] }).toMatchObject({ method, ...clean })
      if (asksInVain(method)) expect({ method, ...told[method] }).toMatchObject({ method, isRefused: true, writes: 0, done: 0 })
      else expect({ method, done: told[method].done <= 1, writes: told[method].writes <= (write === 'notNow' ? 3 : 1) }).toEqual({ method, done: true, writes: true })
    }
  })

  test.each(['fromWrite', 'write'] as const)('in every write, met %s', async (meets) => {
    const told = await forEvery(writeNames, (method) => toldOfWrite(method, options(meets)))

    expect(told).toEqual(table(writeNames, (method) => ({ ...expectedOf(method, write, meets), ...clean })))
  })
})

/** What a write ended in, how often it came to the portal, and how often the portal did it. */
interface Told {
  readonly end: End
  readonly confirmedBy?: string
  readonly writes: number
  readonly done: number
}

async function toldOfWrite(method: WriteName, options: Parameters<typeof matrixSetup>[0]): Promise<Told & typeof clean> {
  const setup = await matrixSetup(options)
  const end = await endOf<unknown>(writingMethods[method](setup.api, never))
  setup.portal.clearFaults()
  const confirmedBy = 'value' in end && typeof end.value === 'object' && end.value !== null && 'confirmedBy' in end.value ? String(end.value.confirmedBy) : undefined
  return { end: endIn(end), ...(confirmedBy === undefined ? {} : { confirmedBy }), writes: seenBy(setup, method), done: await deeds[method].done(setup.portal), ...(await leftBehind(setup, end)) }
}

/** What the portal saw; what left this side must be the same. */
function seenBy({ portal, sent }: MatrixSetup, name: WriteName): number {
  const { method } = deeds[name]
  const seen = portal.requests().filter((one) => one.method === method).length
  expect(sent.filter((one) => one === method)).toHaveLength(seen)
  return seen
}

/** Only these two say how they were confirmed. */
function confirmed(method: WriteName, confirmedBy: 'portal' | 'lookUp'): Pick<Told, 'confirmedBy'> {
  return method === 'addUser' || method === 'updateUser' ? { confirmedBy } : {}
}

function expectedOf(method: WriteName, fate: Fate, meets: 'fromWrite' | 'write'): Told {
  const fine: Told = { end: 'value', ...confirmed(method, 'portal'), writes: 1, done: 1 }
  switch (fate) {
    case 'fine':
      return fine
    case 'doneUnheard':
      return meets === 'write' && deeds[method].canBeSeen ? { ...fine, ...confirmed(method, 'lookUp') } : { end: 'writeUnconfirmed', writes: 1, done: 1 }
    case 'lostUnheard':
      return { end: 'writeUnconfirmed', writes: 1, done: 0 }
    case 'notNow':
      return meets === 'write' ? { ...fine, writes: 2 } : { end: 'rateLimited', writes: 3, done: 0 }
    default: {
      const { refused, only = writeNames, except = {}, isDone } = fate
      return only.includes(method) ? { end: except[method] ?? refused, writes: 1, done: isDone === true ? 1 : 0 } : fine
    }
  }
}

const silent = { hangsForMs: 400 }
/** Faults that only a write meets: what the portal answers and what it does are two things (demo-portal/faults). */
const writeRows: Readonly<Record<string, { readonly hangsForMs?: number; readonly told: (method: WriteName) => Told }>> = {
  'accepts-and-ignores': { told: (method) => ({ ...expectedOf(method, 'fine', 'write'), done: 0 }) },
  // Told right after the call: what can be put off is not done by then
  'changes-later': { told: (method) => ({ ...expectedOf(method, 'fine', 'write'), done: deeds[method].canBeSeen || method === 'invitations.inviteAgain' || method === 'invitations.inviteAgainAt' ? 0 : 1 }) },
  // The letter does go to the new address, in somebody else's name
  'changes-another': { told: (method) => ({ ...expectedOf(method, 'fine', 'write'), done: method === 'invitations.inviteAgainAt' ? 1 : 0 }) },
  'lost-before': { ...silent, told: (method) => expectedOf(method, 'lostUnheard', 'write') },
  'answers-after-time-out': { ...silent, told: (method) => expectedOf(method, 'doneUnheard', 'write') },
}

test('every fault that only writing meets has a row', () => {
  expect(Object.keys(writeRows).sort()).toEqual([...writeFaults].sort())
})

test.each(Object.entries(writeRows))('the fault %s in every write', async (fault, { told, hangsForMs = 15_000 }) => {
  const seen = await forEvery(writeNames, (method) => toldOfWrite(method, { fault, meets: 'write', hangsForMs }))

  expect(seen).toEqual(table(writeNames, (method) => ({ ...told(method), ...clean })))
})
