import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPortalGateway } from '../../../electron/adapters/portal/portalGateway'
import type { AppTokens, PortalApi, PortalGateway } from '../../../electron/core/ports'
import { AppFailure, errorCodes } from '@shared/contract/appError'
import { shownOf } from '../../support/portal/clientParts'
import { documentedShapes, reachShape, tokensShape } from '../../support/portal/documentedShape'
import { dawdlingAnswer, hostileAnswer, type HostileAnswer } from '../../support/portal/hostileAnswer'
import { hostilePortal, type Answered, type HostilePortal } from '../../support/portal/hostilePortal'
import { clientMethods, everybody, recordingLog, type ApiMethodName } from '../../support/portal/portalParts'

/**
 * Whatever a host answers, a call ends in a value of the documented shape or in a failure of the closed list, in time,
 * without the secret and without another word about it; and what changes something is sent once.
 */

const webhookSecret = 'q1w2e3r4t5y6u7i8o9p0'
const [clientSecret, refreshToken, code] = ['cl13nts3cr3tcl13nts3cr3t', 'r3fr3shr3fr3shr3fr3sh', 'c0d3c0d3c0d3c0d3']
const accessToken = (id: number): string => `acc3ss${id}x0x0x0x0x0x0x0x0`
const never = new AbortController().signal
type Ask = (api: PortalApi) => Promise<unknown>

/** How many requests of a call come before the one that matters: they may be answered honestly. */
const asksBefore: Readonly<Record<ApiMethodName, number>> = {
  profile: 0, scope: 0, rights: 0, serverTime: 0, methodGet: 0, appInfo: 0, usersByAddress: 0, userIdsByInvitation: 0, personByAddress: 0, peopleByAddresses: 0, userById: 0, personCard: 0, searchUsers: 0, usersWithAddressLike: 0, usersByMobile: 0, currentUser: 0, accountKind: 0,
  people: 1, departments: 0, eventLog: 0,
  addUser: 1, updateUser: 1, notify: 0, sendMessage: 0, addTask: 0, addCrmItem: 0,
  'invitations.isAvailable': 0, 'invitations.state': 1, 'invitations.inviteAgain': 1, 'invitations.inviteAgainAt': 1, 'invitations.deleteInvitation': 2, 'invitations.decideRequest': 1,
}
const asks: Readonly<Record<ApiMethodName, Ask>> = {
  ...(Object.fromEntries(Object.entries(clientMethods).map(([name, call]) => [name, (api: PortalApi) => call(api, never)])) as Record<ApiMethodName, Ask>),
  people: (api) => everybody(api.people()),
  // As many as fit on one page would end the listing
  eventLog: (api) => api.eventLog({ limit: 12, userId: '27' }),
}
const methodNames = Object.keys(asksBefore) as readonly ApiMethodName[]
/** REST methods that change something (bitrix24.md §2). */
const writes = /^(?:user\.(?:add|update)|im\.(?:notify|message)\..*add|tasks\.task\.add|crm\.item\.add|intranet\.invite\.(?!getemails))/
/** All that a portal can say to a write and mean that it was not carried out: too much at once, or an old token (bitrix24.md §1.4). */
const refusedBefore = /^429|QUERY_LIMIT_EXCEEDED|OPERATION_TIME_LIMIT|EXPIRED_TOKEN|INVALID_TOKEN/i

const [wanted, runsEach] = [10_000, 240]
/** Far above what any call takes on a busy machine: who waits for longer hangs. */
const hangsAfterMs = 20_000
const untouched = JSON.stringify([Object.prototype, Array.prototype, Function.prototype].map((prototype) => Object.getOwnPropertyNames(prototype)))

let host: HostilePortal
let usual: PortalGateway
/** Where the host dawdles, the client's time is short. */
let hasty: PortalGateway
/** Connections of its own: a front page is thrown away unread. */
let ofFrontPages: PortalGateway
let log: ReturnType<typeof recordingLog>
let [lastId, hostileSent] = [0, 0]
const unheard: unknown[] = []
const onUnheard = (reason: unknown): void => void unheard.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', onUnheard)
  process.on('uncaughtExceptionMonitor', onUnheard)
  host = await hostilePortal()
  log = recordingLog()
  const parts = { log, clock: { now: () => Date.now() }, version: '0.0.0-test', random: () => 0.5, sleep: () => Promise.resolve() }
  usual = createPortalGateway({ ...parts, timeoutMs: 15_000 })
  hasty = createPortalGateway({ ...parts, timeoutMs: 300 })
  ofFrontPages = createPortalGateway({ ...parts, timeoutMs: 2000 })
})
afterAll(async () => {
  await host.stop()
  process.off('unhandledRejection', onUnheard)
  process.off('uncaughtExceptionMonitor', onUnheard)
})

/** How a call is made, and which secrets it carries to the host, which then may repeat them. */
interface Way {
  secretsOf(id: number): readonly string[]
  ask(trial: Trial): Promise<unknown>
}
interface Trial {
  readonly gateway: PortalGateway
  /** 0 stands for the front page, which no address can tell apart. */
  readonly id: number
  readonly outcomes: (readonly [code: string, movedTo: string | undefined])[]
}
interface Ending {
  readonly end: { readonly value: unknown } | { readonly thrown: unknown } | 'hangs'
  readonly answered: readonly Answered[]
  /** Everything that anybody is told of it. */
  readonly shown: string
  readonly secrets: readonly string[]
}

/** One call against a script. */
async function tried(gateway: PortalGateway, honestly: number, answers: readonly HostileAnswer[], way: Way, id = (lastId += 1)): Promise<Ending> {
  const secrets = way.secretsOf(id)
  const outcomes: Trial['outcomes'][number][] = []
  const logged = log.lines.length
  host.begin(id, { honestly, answers, secrets })
  let timer: NodeJS.Timeout | undefined
  const hangs = new Promise<'hangs'>((resolve) => (timer = setTimeout(() => resolve('hangs'), hangsAfterMs)))
  const end = await Promise.race([way.ask({ gateway, id, outcomes }).then((value) => ({ value }), (thrown: unknown) => ({ thrown })), hangs])
  clearTimeout(timer)
  const answered = host.end(id)
  hostileSent += answered.filter(({ isHostile }) => isHostile).length
  const failure = end !== 'hangs' && 'thrown' in end ? shownOf(end.thrown) : ''
  return { end, answered, shown: [failure, JSON.stringify(outcomes), ...log.lines.slice(logged)].join('\n'), secrets }
}

function judge({ end, answered, shown, secrets }: Ending, shape: (value: unknown) => string | undefined, mayTimeOut = false): void {
  if (end === 'hangs') throw new Error('the call does not end')
  if (!mayTimeOut && 'thrown' in end && end.thrown instanceof AppFailure && end.thrown.code === 'timeout') throw new Error('the call waited for an answer that had come')
  if ('thrown' in end) {
    if (!(end.thrown instanceof AppFailure)) throw new Error('a foreign error came out', { cause: end.thrown })
    if (!errorCodes.includes(end.thrown.code) || end.thrown.code === 'internal') throw new Error(`the failure is ${end.thrown.code}`)
  } else {
    const complaint = shape(end.value)
    if (complaint !== undefined) throw new Error(`the value is none that is documented: ${complaint}`)
  }
  if (secrets.some((secret) => shown.toLowerCase().includes(secret))) throw new Error('a secret can be seen')
  const sent = answered.filter(({ method }) => writes.test(method))
  if (sent.slice(0, -1).some(({ text }) => !refusedBefore.test(text))) throw new Error(`a write was sent ${sent.length} times`)
  const now = JSON.stringify([Object.prototype, Array.prototype, Function.prototype].map((prototype) => Object.getOwnPropertyNames(prototype)))
  if (now !== untouched) throw new Error('a prototype was changed')
}

const overWebhook = (ask: Ask): Way => ({
  secretsOf: () => [webhookSecret],
  ask: ({ gateway, id, outcomes }) => ask(gateway.connect(`${host.origin}/rest/${id}/${webhookSecret}/`, { allowLoopback: true, onOutcome: (outcome, movedTo) => void outcomes.push([outcome, movedTo]) })),
})
const overApp = (ask: Ask): Way => ({
  secretsOf: (id) => [accessToken(id), clientSecret, refreshToken],
  ask({ gateway, id, outcomes }) {
    const tokens: AppTokens = { accessToken: accessToken(id), refreshToken, expiresAt: 0, clientEndpoint: `${host.origin}/rest/`, memberId: '' }
    const options = { allowLoopback: true, onTokens: () => undefined, onOutcome: (outcome: string, movedTo?: string) => void outcomes.push([outcome, movedTo]) }
    return ask(gateway.connectApp({ clientId: `local.${id}`, clientSecret }, tokens, options))
  },
})
/** The portal itself is the authorisation server, once a person was sent there. */
const exchange: Way = {
  secretsOf: () => [clientSecret, code],
  ask({ gateway, id }) {
    gateway.authorizeAddress(host.origin, `local.${id}`, '')
    return gateway.exchangeCode({ clientId: `local.${id}`, clientSecret }, code)
  },
}
const reach: Way = { secretsOf: () => ['n0s3cr3tg03sth3r3'], ask: ({ gateway }) => gateway.reach('portal.example', { baseUrl: host.origin }) }

/** Refused as expired first, so that the right is renewed: what comes then is from the authorisation server. */
const expired: HostileAnswer = {
  status: '401 Unauthorized', body: { kind: 'json', value: { error: 'expired_token', error_description: '' } }, encoding: 'utf8', headers: ['Content-Type: application/json'], framing: 'length', packing: 'none', before: [], behind: '', end: 'keep',
}
const some = (answer: fc.Arbitrary<HostileAnswer>): fc.Arbitrary<HostileAnswer[]> => fc.array(answer, { minLength: 1, maxLength: 4 })
const runs = (numRuns: number): fc.Parameters<unknown> => ({ numRuns, plugins: [fc.interruptAfterTimeLimit(100_000, { failOnInterrupt: true })] })

describe.concurrent('whatever comes back', { timeout: 120_000 }, () => {
  test.each(methodNames)('%s ends well', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: asksBefore[name] }), some(hostileAnswer), async (honestly, answers) => {
        judge(await tried(usual, honestly, answers, overWebhook(asks[name])), documentedShapes[name])
      }),
      runs(runsEach),
    )
  })

  test.each(methodNames)('%s of an application ends well, its renewal too', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), some(hostileAnswer), async (isRenewed, answers) => {
        judge(await tried(usual, 0, isRenewed ? [expired, ...answers] : answers, overApp(asks[name])), documentedShapes[name])
      }),
      runs(40),
    )
  })

  test('a code is exchanged or refused', async () => {
    await fc.assert(
      fc.asyncProperty(some(hostileAnswer), async (answers) => {
        judge(await tried(usual, 0, answers, exchange), tokensShape)
      }),
      runs(runsEach),
    )
  })

  test('a front page is a portal, or it is not', async () => {
    await fc.assert(
      fc.asyncProperty(some(hostileAnswer), async (answers) => {
        judge(await tried(ofFrontPages, 0, answers, reach, 0), reachShape)
      }),
      // Where one waits, each smaller example would wait as long
      { ...runs(runsEach), endOnFailure: true },
    )
  })

  test.each(methodNames)('%s ends in time where the host dawdles', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: asksBefore[name] }), dawdlingAnswer, async (honestly, answer) => {
        judge(await tried(hasty, honestly, [answer], overWebhook(asks[name])), documentedShapes[name], true)
      }),
      runs(2),
    )
  })
})

test('ten front pages one after the other leave room for a call: none keeps its connection', async () => {
  const gateway = createPortalGateway({ log, clock: { now: () => Date.now() }, version: '0.0.0-test', timeoutMs: 2000 })
  const endings: Ending['end'][] = []
  for (let asked = 0; asked < 10 && !endings.some((end) => end === 'hangs' || 'thrown' in end); asked += 1) endings.push((await tried(gateway, 1, [expired], reach, 0)).end)
  endings.push((await tried(gateway, 1, [expired], overWebhook(asks.scope))).end)

  expect(endings.filter((end) => end === 'hangs' || 'thrown' in end)).toEqual([])
})

test('afterwards ten thousand answers have come, and nobody is left waiting or unheard', () => {
  expect(hostileSent).toBeGreaterThanOrEqual(wanted)
  expect(unheard).toEqual([])
})
