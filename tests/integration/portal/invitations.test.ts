import { describe, expect, test } from 'vitest'
import { connectAsAdmin, failureOf } from '../../support/portal/portalParts'
import { answers, connectToScript, runBatch, userGet, type DirectoryRow, type Params, type ScriptedAnswer, type ScriptedCall } from '../../support/portal/scriptedPortal'

const namesOf = (calls: readonly ScriptedCall[]): readonly string[] => calls.map(({ method }) => method)
const rowOf = (id: number, email: string, more: Params = {}): DirectoryRow => ({ ID: String(id), EMAIL: email, ACTIVE: true, LAST_LOGIN: '', ...more })
const portalHas = { result: { isExisting: true, isAvailable: true } }

describe('the invitation controller', () => {
  const controller = (others: Readonly<Record<string, ScriptedAnswer | ((call: ScriptedCall) => ScriptedAnswer)>>, has: (name: string) => unknown = () => portalHas.result, people: DirectoryRow[] = []) =>
    connectToScript(
      answers({
        'user.get': ({ params }) => userGet(people, params),
        batch: (call) => runBatch(call, (_method, { name }) => ({ result: has(name as string) })),
        ...others,
      }),
    )

  test('is asked for once, and remembered for ten minutes', async () => {
    let now = 0
    const { gatewayCalls, api } = await (async () => {
      const setup = await connectToScript(answers({ batch: (call) => runBatch(call, () => portalHas) }), { clock: { now: () => now } })
      return { gatewayCalls: setup.calls, api: setup.api }
    })()
    await expect(api.invitations.isAvailable()).resolves.toBe(true)
    now = 599_999
    await api.invitations.isAvailable()
    expect(gatewayCalls).toHaveLength(1)
    now = 600_000
    await api.invitations.isAvailable()
    expect(gatewayCalls).toHaveLength(2)
    now = 1
    await api.invitations.isAvailable()
    expect(gatewayCalls).toHaveLength(3)
  })

  test.each([
    [{ isExisting: false, isAvailable: false }],
    [{ isExisting: true, isAvailable: false }],
    [{ isExisting: false, isAvailable: true }],
    [{}],
  ])('with %j nothing of it is used', async (info) => {
    const { api, calls } = await controller({}, () => info)
    await expect(api.invitations.isAvailable()).resolves.toBe(false)
    const { invitations } = api
    for (const refused of [invitations.state('a@x.example'), invitations.inviteAgain('5'), invitations.inviteAgainAt('5', 'a@x.example'), invitations.deleteInvitation('5'), invitations.decideRequest('5', true)]) {
      expect((await failureOf(refused)).code).toBe('notFound')
    }
    expect(namesOf(calls)).toEqual(['batch'])
  })

  test('each action is known by its own name', async () => {
    const { api } = await controller({ 'intranet.invite.reinvite': { result: { result: true } } }, (name) => (name === 'intranet.invite.deleteInvitation' ? { isExisting: false, isAvailable: false } : portalHas.result))
    await expect(api.invitations.inviteAgain('5')).resolves.toBeUndefined()
    expect((await failureOf(api.invitations.deleteInvitation('5'))).code).toBe('notFound')
  })

  test('a failure to find out is not remembered', async () => {
    let isDown = true
    const { api } = await connectToScript(answers({ batch: (call) => (isDown ? { error: 'OVERLOAD_LIMIT', status: 503 } : runBatch(call, () => portalHas)) }))
    expect((await failureOf(api.invitations.isAvailable())).code).toBe('portalBlocked')
    isDown = false
    await expect(api.invitations.isAvailable()).resolves.toBe(true)
  })

  test('acts with the parameters that its source takes', async () => {
    const yes = { result: { result: true } }
    const { api, calls } = await controller({
      'intranet.invite.getEmailsInviteStatus': { result: [{ email: 'A@x.example', isValidEmail: true, inviteStatus: 'INVITED' }] },
      'intranet.invite.reinvite': yes,
      'intranet.invite.reinviteWithChangeContact': yes,
      'intranet.invite.deleteInvitation': yes,
      'intranet.invite.confirmUserRequest': { result: true },
    })
    const { invitations } = api
    await expect(invitations.state('a@x.example')).resolves.toBe('invited')
    await invitations.inviteAgain('5')
    await invitations.inviteAgainAt('5', ' b@x.example')
    await invitations.deleteInvitation('5')
    await invitations.decideRequest('5', true)
    await invitations.decideRequest('5', false)

    expect(calls.filter(({ method }) => method.startsWith('intranet')).map(({ method, params }) => [method.slice(16), params])).toEqual([
      ['getEmailsInviteStatus', { emails: ['a@x.example'] }],
      ['reinvite', { params: { userId: 5 } }],
      ['reinviteWithChangeContact', { userId: 5, newEmail: 'b@x.example' }],
      ['deleteInvitation', { params: { userId: 5 } }],
      ['confirmUserRequest', { userId: 5, isAccept: 'Y' }],
      ['confirmUserRequest', { userId: 5, isAccept: 'N' }],
    ])
  })

  test.each([
    ['NO_USER_ID', 'portalError'],
    ['USER_NOT_FOUND', 'notFound'],
    ['FAILED', 'portalError'],
    ['NO_PERMISSIONS', 'noRights'],
    ['DELETE_FAILED', 'portalError'],
  ])('its refusal %s is %s', async (error, code) => {
    const { api } = await controller({ 'intranet.invite.reinvite': { error: `INTRANET_CONTROLLER_INVITE_${error}` } })

    expect((await failureOf(api.invitations.inviteAgain('5'))).code).toBe(code)
  })

  test('a bare false is a missing right', async () => {
    const { api } = await controller({ 'intranet.invite.confirmUserRequest': { result: false } })

    expect((await failureOf(api.invitations.decideRequest('5', true))).code).toBe('noRights')
  })

  test('a deleted invitation whose answer was lost shows by its absence, unless the person was hidden before', async () => {
    const people = [rowOf(5, 'a@x.example')]
    const seen = await controller({ 'intranet.invite.deleteInvitation': () => (people.splice(0), 'lost') }, undefined, people)
    await expect(seen.api.invitations.deleteInvitation('5')).resolves.toBeUndefined()
    const hidden = await controller({ 'intranet.invite.deleteInvitation': 'lost' })
    expect((await failureOf(hidden.api.invitations.deleteInvitation('5'))).code).toBe('writeUnconfirmed')
    const still = await controller({ 'intranet.invite.deleteInvitation': 'lost' }, undefined, [rowOf(5, 'a@x.example')])
    expect((await failureOf(still.api.invitations.deleteInvitation('5'))).code).toBe('writeUnconfirmed')
  })

  test('an accepted request whose answer was lost shows by the active person', async () => {
    const people = [rowOf(5, 'a@x.example', { ACTIVE: false })]
    const { api } = await controller({ 'intranet.invite.confirmUserRequest': () => ((people[0] = rowOf(5, 'a@x.example')), 'lost') }, undefined, people)
    await expect(api.invitations.decideRequest('5', true)).resolves.toBeUndefined()
    const waiting = await controller({ 'intranet.invite.confirmUserRequest': 'lost' }, undefined, [rowOf(5, 'a@x.example', { ACTIVE: false })])
    expect((await failureOf(waiting.api.invitations.decideRequest('5', true))).code).toBe('writeUnconfirmed')
  })
})

describe('against the demo portal', () => {
  test('the invitation controller invites again, corrects, deletes and decides', async () => {
    const { portal, api } = await connectAsAdmin()
    const { invitations } = api
    await expect(invitations.isAvailable()).resolves.toBe(true)
    await expect(invitations.state('cleo.marsh@harbourpine.example')).resolves.toBe('invited')
    await expect(invitations.state('uma.dipper@harbourpine.example')).resolves.toBe('awaitingApproval')
    await expect(invitations.state('nobody@harbourpine.example')).resolves.toBe('notRegistered')

    await invitations.inviteAgain('27')
    await invitations.inviteAgainAt('35', 'rio.stork@harbourpine.example')
    await invitations.decideRequest('43', true)
    await invitations.deleteInvitation('48')

    expect(portal.mails().map(({ to }) => to)).toEqual(['cleo.marsh@harbourpine.example', 'rio.stork@harbourpine.example'])
    await expect(invitations.state('uma.dipper@harbourpine.example')).resolves.toBe('invited')
    await expect(api.userById('48')).resolves.toBeUndefined()
    expect((await failureOf(invitations.inviteAgain('8'))).code).toBe('notFound')
  })

  test('a portal without the controller, or a webhook without its scope, has nothing of it', async () => {
    const without = await connectAsAdmin({ intranetInvite: false })
    await expect(without.api.invitations.isAvailable()).resolves.toBe(false)
    const unscoped = await connectAsAdmin({ adminScopes: ['user'] })
    expect((await failureOf(unscoped.api.invitations.inviteAgain('27'))).code).toBe('notFound')
    expect(unscoped.portal.requests().some(({ method }) => method.startsWith('intranet'))).toBe(false)
  })
})
