import { describe, expect, test } from 'vitest'
import { connectToDemo, failureOf } from '../../support/portal/portalParts'
import { answers, connectToScript, runBatch } from '../../support/portal/scriptedPortal'
import { truthAbout } from '../../support/demoPortal/truth'

const cleo = truthAbout('Cleo Marsh')
const ben = truthAbout('Ben Harrow')

describe('a person by address', () => {
  test.each([
    ['an open invitation', cleo.email, { pending: ['27'], accepted: [] }],
    ['an account', ben.email, { pending: [], accepted: ['8'] }],
    ['two accounts', 'front.desk@harbourpine.example', { pending: [], accepted: ['37', '41'] }],
    ['nobody', 'nobody@harbourpine.example', { pending: [], accepted: [] }],
  ])('with %s comes in one request', async (_what, address, invitation) => {
    const { portal, api } = await connectToDemo()
    const person = await api.personByAddress(address)

    expect(person.invitation).toEqual(invitation)
    expect(person.users.map(({ id }) => id)).toEqual([...invitation.pending, ...invitation.accepted])
    expect(portal.requests().map(({ method }) => method)).toEqual(['batch', 'user.get', 'user.search', 'user.search'])
  })

  const rows = [{ ID: '5', EMAIL: 'ann@x.example' }, { ID: '6', EMAIL: 'ann@x.example' }]
  const withSets = (pending: readonly unknown[] | string, accepted: readonly unknown[] | string, users: readonly unknown[] = rows) =>
    connectToScript((call) =>
      runBatch(call, (method, params) => {
        if (method === 'user.get') return { result: users }
        const set = '!CONFIRM_CODE' in (params['FILTER'] as object) ? pending : accepted
        return typeof set === 'string' ? { error: set } : { result: set }
      }),
    )

  test.each([
    ['ignores the filter', rows, rows],
    ['cannot read its value', [], []],
    ['puts one into both', rows, [rows[0]]],
    ['puts one into neither', [rows[0]], []],
    ['puts a stranger into one', [rows[0]], [rows[1], { ID: '7', EMAIL: 'ann@x.example' }]],
    ['repeats one', [rows[0], rows[0]], []],
    ['answers with other people', [rows[0]], [{ ID: '9', EMAIL: 'ben@x.example' }]],
    ['refuses the search', 'OPERATION_TIME_LIMIT', [rows[0]]],
  ])('a portal that %s cannot tell about invitations, and the users are there all the same', async (_what, pending, accepted) => {
    const { api } = await withSets(pending, accepted)

    await expect(api.personByAddress('ann@x.example')).resolves.toMatchObject({ users: [{ id: '5' }, { id: '6' }], invitation: undefined })
  })

  test('sets that part the users cleanly are told', async () => {
    const { api, calls } = await withSets([rows[1]!], [rows[0]!])

    await expect(api.personByAddress('Ann@x.example')).resolves.toMatchObject({ invitation: { pending: ['6'], accepted: ['5'] } })
    const commands = Object.values(calls[0]?.params['cmd'] as Record<string, string>).map((command) => decodeURIComponent(command))
    expect(commands[1]).toContain('FILTER[=EMAIL]=Ann@x.example&FILTER[!CONFIRM_CODE]=0')
    expect(commands[2]).toContain('FILTER[=EMAIL]=Ann@x.example&FILTER[CONFIRM_CODE]=0')
    expect(commands.every((command) => command.includes('ADMIN_MODE=1'))).toBe(true)
  })

  test('what speaks of the whole portal is thrown', async () => {
    const { api } = await withSets('OVERLOAD_LIMIT', [])

    expect((await failureOf(api.personByAddress('ann@x.example'))).code).toBe('portalBlocked')
  })

  test('an ignored address is an error, not a finding', async () => {
    const { api } = await withSets([], [], [{ ID: '9', EMAIL: 'ben@x.example' }])

    expect(await failureOf(api.personByAddress('ann@x.example'))).toMatchObject({ code: 'badAnswerFromPortal', details: { reason: 'filterIgnored' } })
  })
})

describe('several people at once', () => {
  test('come in the order of the addresses, sixteen a batch, each with an invitation state of their own', async () => {
    const { portal, api } = await connectToDemo()
    const named = ['ben.harrow@harbourpine.example', 'nobody@harbourpine.example', 'CLEO.MARSH@harbourpine.example']
    const addresses = Array.from({ length: 33 }, (_, index) => named[index % 3] ?? '')
    const people = await api.peopleByAddresses(addresses)

    expect(people.map(({ users }) => users.map(({ id }) => id).join())).toEqual(addresses.map((_, index) => ['8', '', '27'][index % 3]))
    expect(people.slice(0, 3).map(({ invitation }) => invitation)).toEqual([{ pending: [], accepted: ['8'] }, { pending: [], accepted: [] }, { pending: ['27'], accepted: [] }])
    expect(portal.requests().filter(({ method }) => method === 'batch')).toHaveLength(3)
  })

  test('nobody is asked for with an empty list, and a blank among them is no question', async () => {
    const { portal, api } = await connectToDemo()

    await expect(api.peopleByAddresses([])).resolves.toEqual([])
    expect((await failureOf(api.peopleByAddresses(['ben.harrow@harbourpine.example', ' ']))).code).toBe('badRequest')
    expect(portal.requests()).toHaveLength(0)
  })

  test.each(['portal-blocked', 'webhook-dead'])('%s ends it at the first batch', async (fault) => {
    const { portal, api } = await connectToDemo({ faults: [fault] })
    await failureOf(api.peopleByAddresses(Array.from({ length: 60 }, (_, index) => `p${index}@harbourpine.example`)))

    expect(portal.requests().length).toBeLessThanOrEqual(1)
  })
})

describe('people found by a part', () => {
  test('an address by a piece of it', async () => {
    const { api } = await connectToDemo()

    expect((await api.usersWithAddressLike('Rio.Stork@')).map(({ email }) => email)).toEqual(['rio.stork@harbourpin.example'])
    await expect(api.usersWithAddressLike('nosuchpiece')).resolves.toEqual([])
  })

  test('the signs of a mask widen nothing', async () => {
    const { api } = await connectToDemo()

    await expect(api.usersWithAddressLike('ben_harrow')).resolves.toEqual([])
    await expect(api.usersWithAddressLike('c%marsh')).resolves.toEqual([])
  })

  test.each(['', '  ', 'ab', ' ab ', '%%%%', '___', 'a%b_', '%a%b%'])('a piece as short as %j is refused before anything is sent', async (text) => {
    const { portal, api } = await connectToDemo()

    expect(await failureOf(api.usersWithAddressLike(text))).toMatchObject({ code: 'badRequest' })
    expect(portal.requests()).toHaveLength(0)
  })

  test('a portal that drops the key answers with everybody, and is not believed', async () => {
    const { api } = await connectToScript(answers({ 'user.get': { result: Array.from({ length: 50 }, (_, id) => ({ ID: id, EMAIL: `p${id}@x.example` })) } }))

    expect(await failureOf(api.usersWithAddressLike('harrow'))).toMatchObject({ code: 'badAnswerFromPortal', details: { reason: 'filterIgnored' } })
    await expect(api.usersWithAddressLike('p_9%x')).resolves.toEqual([])
    expect(await failureOf(api.usersByMobile('+44 20 7946 0018'))).toMatchObject({ code: 'scopeMissing', details: { reason: 'mobileHidden' } })
  })

  test('a number is asked for in its usual spellings, and compared by its digits', async () => {
    const { api, calls } = await connectToScript(answers({ 'user.get': { result: [{ ID: 5, PERSONAL_MOBILE: '+442079460018' }] } }))

    expect((await api.usersByMobile(' +44 (20) 7946-0018')).map(({ id }) => id)).toEqual(['5'])
    expect(calls[0]?.params).toMatchObject({ FILTER: { '=PERSONAL_MOBILE': ['+44 (20) 7946-0018', '442079460018', '+442079460018'] } })
    expect(calls[0]?.params['select']).toContain('PERSONAL_MOBILE')
    for (const text of ['', '+', 'abc', '1234']) expect((await failureOf(api.usersByMobile(text))).code).toBe('badRequest')
  })

  test('somebody of the demo company by the number', async () => {
    const { portal, api } = await connectToDemo({ people: 400 })
    const response = await fetch(`${portal.webhook}user.get`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ FILTER: { '!PERSONAL_MOBILE': '' }, select: ['ID', 'PERSONAL_MOBILE'] }) })
    const { result } = (await response.json()) as { result: { ID: string; PERSONAL_MOBILE: string }[] }
    const [first] = result

    expect(first?.PERSONAL_MOBILE).toMatch(/\d{6}/)
    expect((await api.usersByMobile(first!.PERSONAL_MOBILE)).map(({ id }) => id)).toContain(first!.ID)
  })

  test.each(['', ' '])('a blank %j is no question: it would find everybody', async (blank) => {
    const { portal, api } = await connectToDemo()
    for (const asked of [api.usersByAddress(blank), api.personByAddress(blank), api.userIdsByInvitation(blank, true), api.searchUsers(blank), api.userById(blank), api.invitations.state(blank)]) {
      expect((await failureOf(asked)).code).toBe('badRequest')
    }
    expect(portal.requests()).toHaveLength(0)
  })
})
