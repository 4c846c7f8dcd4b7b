import { describe, expect, test } from 'vitest'
import { connectToDemo, timeoutFor } from '../../support/portal/portalParts'
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
