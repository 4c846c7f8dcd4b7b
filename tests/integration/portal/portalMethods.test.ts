import { describe, expect, test } from 'vitest'
import { userQuery } from '../../../electron/adapters/portal/methods/userFilter'
import { connectAsAdmin, connectToDemo, failureOf, timeoutFor } from '../../support/portal/portalParts'
import { answers, connectToScript, runBatch } from '../../support/portal/scriptedPortal'
import { agentName, truthAbout } from '../../support/demoPortal/truth'

const cleo = truthAbout('Cleo Marsh')
const ben = truthAbout('Ben Harrow')

describe('the client against the demo portal', () => {
  test('profile tells the owner of the webhook', async () => {
    const { portal, gateway, api } = await connectToDemo()
    const admin = gateway.connect(portal.adminWebhook, { allowLoopback: true })

    await expect(api.profile()).resolves.toEqual({ id: '4', isAdmin: false, name: agentName })
    await expect(admin.profile()).resolves.toMatchObject({ id: '1', isAdmin: true })
  })

  test('scope tells what the webhook may ask', async () => {
    const { api } = await connectToDemo()

    await expect(api.scope()).resolves.toEqual(['user'])
  })

  test('server.time is the portal’s own clock, in whole seconds', async () => {
    const at = Date.UTC(2026, 9, 1, 12, 0, 7, 400)
    const { api } = await connectToDemo({ now: () => at })

    await expect(api.serverTime()).resolves.toBe(at - 400)
  })

  test('method.get tells a method from a made-up name', async () => {
    const { api } = await connectToDemo()

    await expect(api.methodGet('user.get')).resolves.toEqual({ isExisting: true, isAvailable: true })
    await expect(api.methodGet('user.nothing')).resolves.toMatchObject({ isExisting: false })
  })

  test('an address finds its person, whatever its case, and nobody else', async () => {
    const { api } = await connectToDemo()

    const users = await api.usersByAddress('CLEO.Marsh@HarbourPine.example')

    expect(users).toHaveLength(1)
    expect(users[0]).toMatchObject({ id: '27', name: cleo.name, email: cleo.email, active: true, lastLogin: 'never' })
    expect(users[0]?.registered).toBeTypeOf('number')
  })

  test('the signs of a mask stand for themselves', async () => {
    const { api } = await connectToDemo()

    await expect(api.usersByAddress('cleo_marsh@harbourpine.example')).resolves.toEqual([])
    await expect(api.usersByAddress('%@harbourpine.example')).resolves.toEqual([])
  })

  test('an address that two people hold finds both', async () => {
    const { api } = await connectToDemo()

    expect((await api.usersByAddress('front.desk@harbourpine.example')).map((user) => user.id).sort()).toEqual(['37', '41'])
  })

  test('a last login comes as a moment', async () => {
    const startedAt = Date.UTC(2026, 9, 1, 12)
    const { api } = await connectToDemo({ now: () => startedAt })

    const [user] = await api.usersByAddress(ben.email)

    expect(user?.lastLogin).toBe(startedAt - 75 * 3_600_000)
  })

  test('the two invitation sets part the pending from the settled', async () => {
    const { api } = await connectToDemo()

    await expect(api.userIdsByInvitation(cleo.email, true)).resolves.toEqual(['27'])
    await expect(api.userIdsByInvitation(cleo.email, false)).resolves.toEqual([])
    await expect(api.userIdsByInvitation(ben.email, true)).resolves.toEqual([])
    await expect(api.userIdsByInvitation(ben.email, false)).resolves.toEqual(['8'])
  })

  test('an id finds its person or nobody', async () => {
    const { api } = await connectToDemo()

    await expect(api.userById('27')).resolves.toMatchObject({ name: cleo.name })
    await expect(api.userById('26')).resolves.toBeUndefined()
  })

  test('a name is searched, and the current user is the owner', async () => {
    const { api } = await connectToDemo()

    expect((await api.searchUsers('Marsh')).map((user) => user.name)).toContain(cleo.name)
    await expect(api.currentUser()).resolves.toMatchObject({ id: '4', name: agentName })
  })

  test('a reduced scope hides the last login instead of denying it', async () => {
    const { portal, api } = await connectToDemo()
    portal.setFault('scope-reduced')

    const [user] = await api.usersByAddress(cleo.email)

    expect(user).toMatchObject({ id: '27', lastLogin: undefined })
  })

  test('a scope that hides addresses is refused: the portal answers with everybody', async () => {
    const { portal, api } = await connectToDemo()
    portal.setFault('scope-reduced=user_brief')

    await expect(api.usersByAddress(cleo.email)).rejects.toMatchObject({ code: 'scopeMissing', details: { reason: 'addressHidden' } })
    await expect(api.userIdsByInvitation(cleo.email, true)).rejects.toMatchObject({ code: 'scopeMissing' })
  })
})

describe('about the portal and its people', () => {
  test.each([[true, 'en_selfhosted'], [false, 'en_ent250']])('on-premise %j is known by the licence', async (onPremise, licence) => {
    const { api } = await connectToDemo({ onPremise })

    await expect(api.appInfo()).resolves.toEqual({ scopes: ['user'], licence, isOnPremise: onPremise })
  })

  test('a portal that refuses app.info to webhooks says so', async () => {
    const { api } = await connectToScript(answers({ 'app.info': { error: 'ACCESS_DENIED', words: 'Application context required', status: 403 } }))

    expect((await failureOf(api.appInfo())).code).toBe('noRights')
  })

  test('departments come all, with their parents', async () => {
    const { api, portal } = await connectAsAdmin()
    const departments = await api.departments()

    expect(departments.find(({ parent }) => parent === undefined)).toBeDefined()
    const ids = new Set(departments.map(({ id }) => id))
    for (const { parent, name } of departments) {
      expect(parent === undefined || ids.has(parent)).toBe(true)
      expect(name).not.toBe('')
    }
    expect(portal.requests().filter(({ method }) => method === 'batch')).toHaveLength(1)
  })

  test('more than a page of departments takes one more request', async () => {
    const { api, portal } = await connectAsAdmin({ people: 20_000 })
    const departments = await api.departments()

    expect(departments.length).toBeGreaterThan(50)
    expect(new Set(departments.map(({ id }) => id)).size).toBe(departments.length)
    expect(portal.requests().filter(({ method }) => method === 'batch').length).toBe(2)
  })

  const departmentRows = (count: number) => Array.from({ length: count }, (_, index) => ({ ID: String(index + 1), NAME: `D${index}` }))
  const departmentPortal = (count: number, parts: { readonly total?: (count: number) => number | undefined; readonly page?: (start: number) => number }) =>
    connectToScript((call) =>
      runBatch(call, (_method, params) => {
        const start = parts.page?.(Number(params['start'])) ?? Number(params['start'])
        const total = parts.total === undefined ? count : parts.total(count)
        return { result: departmentRows(count).slice(start, start + 50), ...(total === undefined ? {} : { total }) }
      }),
    )

  test.each([0, 1, 49, 50, 51, 100, 101, 2550, 2551])('%i departments are all there, counted or not, whatever lies past the last page', async (count) => {
    const past = (start: number): number => (start < count ? start : 0)
    for (const total of [(all: number) => all, () => undefined]) {
      for (const page of [past, (start: number) => start]) {
        const { api } = await departmentPortal(count, { total, page })
        expect(await api.departments()).toHaveLength(count)
      }
    }
  })

  test('a list that is cut is an error', async () => {
    const { api } = await departmentPortal(120, { page: () => 0 })

    expect(await failureOf(api.departments())).toMatchObject({ code: 'badAnswerFromPortal', details: { reason: 'listIncomplete' } })
  })

  test('a count that is far too large is not chased', async () => {
    const { api, calls } = await departmentPortal(120, { total: () => 1_000_000_000 })

    expect((await failureOf(api.departments())).code).toBe('badAnswerFromPortal')
    expect(calls.length).toBeLessThanOrEqual(3)
  })

  test('a list without an end is an error', async () => {
    let next = 0
    const { api } = await connectToScript((call) => runBatch(call, () => ({ result: Array.from({ length: 50 }, () => ({ ID: String((next += 1)), NAME: 'D' })), total: 10_000_000 })))

    expect(await failureOf(api.departments())).toMatchObject({ code: 'badAnswerFromPortal', details: { reason: 'listEndless' } })
  })

  test('an account tells whether it belongs to somebody outside', async () => {
    const { api } = await connectAsAdmin()

    await expect(api.accountKind('8')).resolves.toEqual({ isNetwork: false, isExtranet: false, isBot: false, externalAuth: 'socservices' })
    await expect(api.accountKind('27')).resolves.toMatchObject({ externalAuth: 'default' })
    expect((await failureOf(api.accountKind('999999'))).code).toBe('notFound')
    expect((await failureOf(api.accountKind(''))).code).toBe('badRequest')
  })
})

describe('the event log', () => {
  test('tells who was let in how, newest first', async () => {
    const { portal, api } = await connectAsAdmin()
    portal.signIn(8)
    const entries = await api.eventLog({ userId: '8', limit: 5 })

    expect(entries[0]).toMatchObject({ auditType: 'USER_AUTHORIZE', userId: '8', method: 'external' })
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort((a, b) => b - a))
    expect(entries.every(({ userId }) => userId === '8')).toBe(true)
  })

  test('keeps to kinds, moments and numbers of entries', async () => {
    const { portal, api } = await connectAsAdmin({ people: 300 })
    const since = Date.now() - 5000
    portal.signIn(8)
    const sinceThen = await api.eventLog({ since })
    const logins = await api.eventLog({ auditTypes: ['USER_AUTHORIZE'], limit: 120 })

    expect(sinceThen.map(({ userId }) => userId)).toEqual(['8'])
    expect(logins.length).toBeGreaterThan(50)
    expect(logins.length).toBeLessThanOrEqual(120)
    expect(logins.every(({ auditType }) => auditType === 'USER_AUTHORIZE')).toBe(true)
    expect(new Set(logins.map((entry) => JSON.stringify(entry))).size).toBe(logins.length)
    await expect(api.eventLog({ auditTypes: [] })).resolves.toEqual([])
  })

  test('asks REST 3.0 with lists as filters', async () => {
    const { api, calls, secret } = await connectToScript(answers({ 'main.eventlog.list': { result: { items: [] } } }))
    await api.eventLog({ userId: '751', auditTypes: ['USER_LOGIN', 'USER_BLOCKED'], since: Date.UTC(2026, 0, 22, 0, 0, 7, 900), limit: 20 })

    expect(calls[0]?.path).toBe(`/rest/api/1/${secret}/main.eventlog.list`)
    expect(calls[0]?.params).toEqual({
      select: ['id', 'timestampX', 'auditTypeId', 'userId', 'description'],
      filter: [['userId', '=', 751], ['auditTypeId', 'in', ['USER_LOGIN', 'USER_BLOCKED']], ['timestampX', '>=', '2026-01-22T00:00:07+00:00']],
      order: { id: 'DESC' },
      pagination: { page: 1, limit: 20 },
    })
  })

  test('entries that do not fit are left out, and the search ends', async () => {
    const entry = { timestampX: '2026-01-22T02:52:25+02:00', auditTypeId: 'USER_AUTHORIZE', userId: 9 }
    const { api, calls } = await connectToScript(answers({ 'main.eventlog.list': { result: { items: Array.from({ length: 10 }, () => entry) } } }))

    await expect(api.eventLog({ userId: '8', limit: 10 })).resolves.toEqual([])
    await expect(api.eventLog({ auditTypes: ['USER_LOGIN'], limit: 10 })).resolves.toEqual([])
    await expect(api.eventLog({ since: Date.UTC(2026, 1, 1), limit: 10 })).resolves.toEqual([])
    expect(calls).toHaveLength(30)
  })

  test('is for administrators', async () => {
    const { portal, gateway } = await connectAsAdmin({ scopes: ['user', 'main'] })
    const agent = gateway.connect(portal.webhook, { allowLoopback: true })

    expect((await failureOf(agent.eventLog({}))).code).toBe('noRights')
    const unscoped = await connectToDemo()
    expect((await failureOf(unscoped.api.eventLog({}))).code).toBe('scopeMissing')
  })
})

test('a filter key that is not in the list does not compile', () => {
  const queries = [
    userQuery({ '=EMAIL': 'a@x.example' }),
    // @ts-expect-error without the sign it would be a mask
    userQuery({ EMAIL: 'a@x.example' }),
    // @ts-expect-error not a field of REST: the portal would drop it and answer with everybody
    userQuery({ LOGIN: 'a' }),
    // @ts-expect-error the number 0 is not understood, only the text
    userQuery({ '=EMAIL': 'a@x.example', CONFIRM_CODE: 0 }),
    // @ts-expect-error alone it would list the whole company
    userQuery({ CONFIRM_CODE: '0' }),
    // @ts-expect-error nothing at all
    userQuery({}),
  ]
  expect(queries.every((query) => query['ADMIN_MODE'] === true && Array.isArray(query['select']))).toBe(true)
})

describe('reach', () => {
  test('the front page of a portal answers', async () => {
    const { portal, gateway } = await connectToDemo()

    await expect(gateway.reach(portal.portalHost, { baseUrl: portal.url })).resolves.toMatchObject({ answer: 'answers' })
  })

  test('a renamed portal tells where it went', async () => {
    const { portal, gateway } = await connectToDemo({ faults: ['renamed=https://newname.bitrix24.example'] })

    await expect(gateway.reach(portal.portalHost, { baseUrl: portal.url })).resolves.toMatchObject({ answer: 'renamed', movedTo: 'newname.bitrix24.example' })
  })

  test.each([
    ['reset', 'network'],
    ['time-out', 'timeout'],
    ['html-502', 'portalError'],
    ['overload', 'portalError'],
  ])('with %s it ends in %s', async (fault, code) => {
    const { portal, gateway } = await connectToDemo({ faults: [fault], client: timeoutFor(fault) })

    await expect(gateway.reach(portal.portalHost, { baseUrl: portal.url })).rejects.toMatchObject({ code })
  })

  test('a security block leaves the front page standing', async () => {
    const { portal, gateway } = await connectToDemo({ faults: ['portal-blocked'] })

    await expect(gateway.reach(portal.portalHost, { baseUrl: portal.url })).resolves.toMatchObject({ answer: 'answers' })
  })

  test('plain http is refused for anything but loopback, and what is no host finds none', async () => {
    const { gateway } = await connectToDemo()

    await expect(gateway.reach('x.example', { baseUrl: 'http://x.example' })).rejects.toMatchObject({ code: 'hostNotFound' })
    await expect(gateway.reach('http://x.example')).rejects.toMatchObject({ code: 'hostNotFound' })
    await expect(gateway.reach('not a host')).rejects.toMatchObject({ code: 'hostNotFound' })
  })
})
