import { expect, test } from 'vitest'
import { deeds, matrixSetup, type MatrixSetup } from '../../support/portal/faultMatrix'
import { connectAsAdmin, endOf, everythingOf, failureOf, readingMethods, writingMethods } from '../../support/portal/portalParts'
import { askForTokens } from '../../support/demoPortal/callPortal'
import { readPerson } from '../../support/demoPortal/readPerson'
import type { AppTokens } from '../../../electron/core/ports'

/** What becomes of a write that the portal answered with one thing and did another, in every word of the outcome. */

const never = new AbortController().signal
const met = (fault: string, hangsForMs = 15_000): Promise<MatrixSetup> => matrixSetup({ fault, meets: 'write', hangsForMs })

test('accepts-and-ignores: the record shows every field as it was', async () => {
  const { api } = await met('accepts-and-ignores')

  await expect(api.updateUser('8', { email: 'ben.lee@harbourpine.example', active: false, name: 'Bert', lastName: 'Lee', departments: [3] })).resolves.toMatchObject({
    confirmedBy: 'portal', differs: ['email', 'active', 'name', 'lastName', 'departments'], alsoHeldBy: [],
    user: { id: '8', active: true, name: 'Ben Harrow', email: 'ben.harrow@harbourpine.example', departments: [7] },
  })
})

test('accepts-and-ignores: who was invited is nowhere, and can be invited then', async () => {
  const { portal, api } = await met('accepts-and-ignores')
  const { id } = await api.addUser({ email: 'tess.moor@harbourpine.example', departments: [1] })

  expect(await api.userById(id)).toBeUndefined()
  expect(await api.usersByAddress('tess.moor@harbourpine.example')).toEqual([])
  expect(portal.mails()).toEqual([])
  await api.addUser({ email: 'tess.moor@harbourpine.example', departments: [1] })
  expect(await deeds.addUser.done(portal)).toBe(1)
})

test('changes-later: the record differs at once, and shows the change when it is asked again', async () => {
  const { portal, api, sent } = await met('changes-later=4')

  await expect(api.updateUser('8', { lastName: 'Lee', active: false })).resolves.toMatchObject({ confirmedBy: 'portal', differs: ['active', 'lastName'], user: { id: '8', active: true } })
  await expect.poll(() => api.userById('8'), { interval: 1 }).toMatchObject({ name: 'Ben Lee', active: false })
  expect(sent.filter((method) => method === 'user.update')).toHaveLength(1)
  expect((await readPerson(portal, 8))?.LAST_NAME).toBe('Lee')
})

test('changes-another: the record is as it was, and the one who holds the address now is named', async () => {
  const { portal, api } = await met('changes-another')

  await expect(api.updateUser('8', { email: 'ben.lee@harbourpine.example' })).resolves.toMatchObject({
    confirmedBy: 'portal', differs: ['email'], alsoHeldBy: ['9'], user: { id: '8', email: 'ben.harrow@harbourpine.example' },
  })
  expect((await readPerson(portal, 9))?.EMAIL).toBe('ben.lee@harbourpine.example')
})

test('answers-after-time-out: the record confirms the change, whose record it is is asked in one request', async () => {
  const { portal, api, sent } = await met('answers-after-time-out', 400)

  await expect(api.updateUser('8', { email: 'ben.lee@harbourpine.example', active: false })).resolves.toMatchObject({
    confirmedBy: 'lookUp', differs: [], alsoHeldBy: [], user: { id: '8', active: false, email: 'ben.lee@harbourpine.example' },
  })
  expect(sent).toEqual(['user.update', 'batch'])
  expect(portal.requests().filter(({ method }) => method === 'user.update')).toHaveLength(1)
})

test('answers-after-time-out: who was invited is found, once and with one letter', async () => {
  const { portal, api, sent } = await met('answers-after-time-out', 400)
  const { id, confirmedBy } = await api.addUser({ email: 'tess.moor@harbourpine.example', departments: [1] })

  expect(confirmedBy).toBe('lookUp')
  expect(await api.usersByAddress('tess.moor@harbourpine.example')).toMatchObject([{ id }])
  expect(portal.mails()).toMatchObject([{ to: 'tess.moor@harbourpine.example', kind: 'invitation' }])
  expect(sent.filter((method) => method === 'user.add')).toHaveLength(1)
})

test('lost-before: the record is looked at three times, and the failure names the method and what happened', async () => {
  const { api, sent } = await met('lost-before', 80)
  const failure = await failureOf(api.updateUser('8', { active: false }))

  expect(failure).toMatchObject({ code: 'writeUnconfirmed', retry: 'no', details: { method: 'user.update', cause: 'timeout' } })
  expect(sent).toEqual(['user.update', 'batch', 'batch', 'batch'])
})

test('a change that only shows at the third look is confirmed', async () => {
  // Carried out three requests after it was sent, and its own answer is lost: both at once
  const setup = await met('changes-later=2', 400)
  const { portal, api, sent } = setup
  portal.setFault('answers-after-time-out=1')

  await expect(api.updateUser('8', { lastName: 'Lee' })).resolves.toMatchObject({ confirmedBy: 'lookUp', differs: [] })
  expect(sent).toEqual(['user.update', 'batch', 'batch', 'batch'])
})

/** The administrator's application, whose every token is refused until it is renewed. */
async function expiredApp(): Promise<{ readonly api: MatrixSetup['api']; readonly portal: MatrixSetup['portal']; readonly given: AppTokens[]; readonly shown: () => string; readonly secrets: readonly string[] }> {
  const { portal, gateway, log } = await connectAsAdmin({ people: 40 })
  const first = (await askForTokens(portal, { grant_type: 'authorization_code', code: portal.authorizeCode(1) })).body
  const given: AppTokens[] = []
  const tokens = { accessToken: first.access_token, refreshToken: first.refresh_token, expiresAt: 0, clientEndpoint: `${portal.url}/rest/`, memberId: 'a' }
  const { clientId, clientSecret } = portal.app
  const api = gateway.connectApp({ clientId, clientSecret }, tokens, { allowLoopback: true, onTokens: (pair) => void given.push(pair) })
  portal.setFault('token-expired')
  return { api, portal, given, shown: () => log.lines.join('\n'), secrets: [clientSecret, first.access_token, first.refresh_token] }
}

test.each(Object.entries(readingMethods))('token-expired in %s of an application: the right is renewed once, and the call answers', async (_name, read) => {
  const { api, given, shown, secrets } = await expiredApp()
  const end = await endOf<unknown>(read(api, never))

  expect('failure' in end ? end.failure.code : 'value').toBe('value')
  expect(given).toHaveLength(1)
  for (const secret of [...secrets, given[0]?.accessToken ?? '', given[0]?.refreshToken ?? '']) expect(shown() + everythingOf(end)).not.toContain(secret)
})

test.each(Object.keys(deeds) as readonly (keyof typeof deeds)[])('token-expired in %s of an application: refused before it was carried out, sent again, done once', async (name) => {
  const { api, portal, given } = await expiredApp()
  const { method, done } = deeds[name]
  const isAskedFirst = deeds[name].asksFirst
  const end = await endOf<unknown>(writingMethods[name](api, never))

  expect('failure' in end ? end.failure.code : 'value').toBe('value')
  expect(given).toHaveLength(1)
  // Where something was asked first, that was what met the old token
  expect(portal.requests().filter((one) => one.method === method)).toHaveLength(isAskedFirst ? 1 : 2)
  expect(await done(portal)).toBe(1)
})

test('token-expired again and again: the right is renewed once, the call is sent twice, and no more', async () => {
  const { portal, api, given } = await expiredApp()
  portal.setFault('token-expired=100')
  const failure = await failureOf(api.notify('27', 'Your account is ready.'))

  expect(failure.code).toBe('tokenExpired')
  expect(given).toHaveLength(1)
  expect(portal.requests()).toHaveLength(2)
  expect(portal.records.notifications()).toEqual([])
})
