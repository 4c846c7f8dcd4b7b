import { describe, expect, it } from 'vitest'
import { call, openPortal } from '../support/demoPortal/callPortal'
import type { PortalReply, UserRow } from '../support/demoPortal/callPortal'
import { idsWithAddress, readPerson, stateOf } from '../support/demoPortal/readPerson'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const clock = (): number => startedAtMs

function refused({ status, body }: PortalReply): unknown {
  const { error, error_description, argument } = body as PortalReply['body'] & { argument?: string }
  expect(body).not.toHaveProperty('result')
  return [status, error, error_description, ...(argument === undefined ? [] : [argument])]
}

const newPerson = { EMAIL: 'new.person@harbourpine.example', UF_DEPARTMENT: [5] }

describe('user.add', () => {
  it('makes somebody with an open invitation and sends the mail', async () => {
    const portal = await openPortal({ now: clock })
    const { body } = await call<number>(portal.adminWebhook, 'user.add', { ...newPerson, email: 'New.Person@harbourpine.example', NAME: ' Nova ', LAST_NAME: 'Person', WORK_POSITION: 'Rigger', WORK_PHONE: '12', UF_SKYPE: 'nova', PERSONAL_GENDER: 'F', PERSONAL_BIRTHDAY: '1990-05-04', LOGIN: 'x', PASSWORD: 'y', ACTIVE: 'N' })
    const id = body.result
    expect(id).toBeGreaterThan(108)
    expect(await readPerson(portal, id)).toEqual({
      ID: String(id), ACTIVE: true, NAME: 'Nova', LAST_NAME: 'Person', EMAIL: 'New.Person@harbourpine.example', LAST_LOGIN: '', DATE_REGISTER: '2026-10-14T00:00:00+00:00', IS_ONLINE: 'N', TIMESTAMP_X: {},
      PERSONAL_GENDER: 'F', PERSONAL_BIRTHDAY: '1990-05-04T00:00:00+00:00', WORK_PHONE: '12', WORK_POSITION: 'Rigger', UF_EMPLOYMENT_DATE: '', UF_DEPARTMENT: [5], UF_SKYPE: 'nova', USER_TYPE: 'employee',
    })
    expect(await stateOf(portal, id)).toBe('INVITED')
    expect(await idsWithAddress(portal, newPerson.EMAIL)).toEqual([String(id)])
    expect(portal.mails()).toEqual([{ to: 'New.Person@harbourpine.example', kind: 'invitation', atMs: startedAtMs }])
    portal.signIn(id)
    expect(await stateOf(portal, id)).toBe('ACTIVE')
  })

  it('gives every new person a number that nobody had, at the end of all lists', async () => {
    const portal = await openPortal()
    const ids: number[] = []
    for (let index = 0; index < 30; index += 1) ids.push((await call<number>(portal.adminWebhook, 'user.add', { EMAIL: `p${index}@harbourpine.example`, UF_DEPARTMENT: 5 })).body.result)
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
    const { body } = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '>ID': ids[0]! - 1 }, sort: 'ID', order: 'ASC' })
    expect(body.result.map(({ ID }) => Number(ID))).toEqual(ids)
    expect((await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '%EMAIL': 'p1', '>ID': 108 } })).body.total).toBe(11)
  })

  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['no address', { UF_DEPARTMENT: [5] }, [400, 'ERROR_ARGUMENT', 'wrong_email', '']],
    ['half an address', { ...newPerson, EMAIL: 'new.person@harbourpine' }, [400, 'ERROR_ARGUMENT', 'wrong_email', '']],
    ['a space in it', { ...newPerson, EMAIL: 'new person@harbourpine.example' }, [400, 'ERROR_ARGUMENT', 'wrong_email', '']],
    ['two addresses', { ...newPerson, EMAIL: 'a@b.example,c@d.example' }, [400, 'ERROR_ARGUMENT', 'wrong_email', '']],
    ['no department', { EMAIL: newPerson.EMAIL }, [400, 'ERROR_ARGUMENT', 'no_extranet_field', '']],
    ['an empty list of departments', { ...newPerson, UF_DEPARTMENT: [] }, [400, 'ERROR_ARGUMENT', 'no_extranet_field', '']],
    ['a guest without a group', { EMAIL: newPerson.EMAIL, EXTRANET: 'Y' }, [400, 'ERROR_ARGUMENT', 'no_sonet_group_for_extranet', '']],
    ['a guest with an empty group', { EMAIL: newPerson.EMAIL, EXTRANET: 'Y', SONET_GROUP_ID: [] }, [400, 'ERROR_GROUPID', 'Group code not specified']],
    ['a guest with a group nobody knows', { EMAIL: newPerson.EMAIL, EXTRANET: 'Y', SONET_GROUP_ID: [2, 99] }, [400, 'ERROR_NO_GROUP', 'Group specified incorrectly']],
    ['a list for a name', { ...newPerson, NAME: ['a'] }, [400, 'ERROR_ARGUMENT', 'invalid_type_field', 'NAME']],
  ])('refuses %s', async (_name, params, expected) => {
    const portal = await openPortal()
    expect(refused(await call(portal.adminWebhook, 'user.add', params))).toEqual(expected)
    expect(portal.mails()).toEqual([])
    expect(await idsWithAddress(portal, newPerson.EMAIL)).toEqual([])
  })

  it.each([
    ['an employee', 'ben.harrow@harbourpine.example'],
    ['somebody in capitals', 'BEN.Harrow@HARBOURPINE.example'],
    ['somebody dismissed', 'dispatch@harbourpine.example'],
    ['an open invitation', 'cleo.marsh@harbourpine.example'],
    ['somebody who waits for approval', 'uma.dipper@harbourpine.example'],
    ['a guest whom user.get hides', 'noel.fulmar@timberyard.example'],
    ['an integrator whom user.get never shows', 'pavel.merlin@bluegull.example'],
    ['an e-mail user', 'sol.gannet@quickpost.example'],
    ['a login that is no contact address', 'zora.m@freemail.example'],
  ])('refuses the address of %s with one and the same text', async (_name, address) => {
    const portal = await openPortal()
    expect(refused(await call(portal.adminWebhook, 'user.add', { EMAIL: address, UF_DEPARTMENT: [5] }))).toEqual([400, 'ERROR_ARGUMENT', `A user with the e-mail ${address} already exists.`, ''])
    expect(portal.mails()).toEqual([])
  })

  it('words it in the language of the portal, with every reason where it is told to', async () => {
    const text = async (options: Parameters<typeof openPortal>[0]): Promise<string | undefined> =>
      (await call((await openPortal(options)).adminWebhook, 'user.add', { EMAIL: 'ben.harrow@harbourpine.example', UF_DEPARTMENT: [5] })).body.error_description
    const short = [await text({ language: 'en' }), await text({ language: 'ru' }), await text({ language: 'de' })]
    const long = [await text({ language: 'en', longRefusals: true }), await text({ language: 'ru', longRefusals: true }), await text({ language: 'de', longRefusals: true })]
    expect(new Set(short).size).toBe(3)
    expect(short[1]).toMatch(/\p{Script=Cyrillic}/u)
    for (const [index, words] of long.entries()) expect(words?.split('\n')).toEqual([expect.stringContaining('ben.harrow@') as unknown, short[index]])
  })

  it('refuses a repetition of what it has done: it cannot be sent twice', async () => {
    const portal = await openPortal()
    const first = await call<number>(portal.adminWebhook, 'user.add', newPerson)
    expect((await call(portal.adminWebhook, 'user.add', newPerson)).body.error).toBe('ERROR_ARGUMENT')
    expect(await idsWithAddress(portal, newPerson.EMAIL)).toEqual([String(first.body.result)])
    expect(portal.mails()).toHaveLength(1)
  })

  it('stops at the limit of the plan, which guests do not count in', async () => {
    const portal = await openPortal()
    const active = (await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { ACTIVE: true } })).body.total ?? 0
    const counted = active + 1 // the integrator works here too
    const full = await openPortal({ userLimit: counted })
    expect(refused(await call(full.adminWebhook, 'user.add', newPerson))).toEqual([400, 'ERROR_ARGUMENT', 'user_count_exceeded', ''])
    expect((await call(full.adminWebhook, 'user.add', { EMAIL: newPerson.EMAIL, EXTRANET: 'Y', SONET_GROUP_ID: [2] })).status).toBe(200)
    await call(full.adminWebhook, 'user.update', { ID: 8, ACTIVE: 'N' })
    expect((await call(full.adminWebhook, 'user.add', { ...newPerson, EMAIL: 'second@harbourpine.example' })).status).toBe(200)
    expect(refused(await call(full.adminWebhook, 'user.add', { ...newPerson, EMAIL: 'third@harbourpine.example' }))).toEqual([400, 'ERROR_ARGUMENT', 'user_count_exceeded', ''])
  })

  it('invites a guest into a group, whom an ordinary colleague does not see', async () => {
    const portal = await openPortal()
    const { result: id } = (await call<number>(portal.adminWebhook, 'user.add', { EMAIL: 'guest@timberyard.example', EXTRANET: 'y', SONET_GROUP_ID: 6 })).body
    expect(await readPerson(portal, id)).toMatchObject({ USER_TYPE: 'extranet', UF_DEPARTMENT: [] })
    expect((await call(portal.webhook, 'user.get', { FILTER: { '=EMAIL': 'guest@timberyard.example' } })).body.result).toEqual([])
  })
})

describe('user.update', () => {
  it('writes what may be written and ignores the rest with true', async () => {
    const portal = await openPortal({ now: clock })
    const before = (await readPerson(portal, 8))!
    const reply = await call(portal.adminWebhook, 'user.update', {
      id: 8, NAME: 'Benjamin', PERSONAL_MOBILE: '', PERSONAL_NOTES: 'left-handed', UF_DEPARTMENT: [7, 5], UF_EMPLOYMENT_DATE: '2025-01-02',
      LAST_LOGIN: '2020-01-01', DATE_REGISTER: '2020-01-01', IS_ONLINE: 'Y', LOGIN: 'ben', PASSWORD: 'x', CONFIRM_CODE: 'abc', NO_SUCH_FIELD: 'x', USER_TYPE: 'bot',
    })
    expect([reply.status, reply.body.result]).toEqual([200, true])
    expect(await readPerson(portal, 8)).toEqual({ ...before, NAME: 'Benjamin', PERSONAL_MOBILE: '', PERSONAL_NOTES: 'left-handed', UF_DEPARTMENT: [7, 5], UF_EMPLOYMENT_DATE: '2025-01-02T00:00:00+00:00' })
    expect(await stateOf(portal, 8)).toBe('ACTIVE')
    expect((await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '%PERSONAL_NOTES': 'handed', '>TIMESTAMP_X': '2026-10-14' } })).body.result.map(({ ID }) => ID)).toEqual(['8'])
    expect(portal.mails()).toEqual([])
  })

  it('moves people between the four states', async () => {
    const portal = await openPortal()
    const update = async (id: number, ACTIVE: unknown): Promise<string> => {
      expect((await call(portal.adminWebhook, 'user.update', { ID: id, ACTIVE })).body.result).toBe(true)
      return stateOf(portal, id)
    }
    expect(await stateOf(portal, 8)).toBe('ACTIVE')
    expect(await update(8, 'N')).toBe('FIRED')
    expect(await update(8, 'Y')).toBe('ACTIVE')
    expect(await update(31, true)).toBe('ACTIVE')
    expect(await update(31, false)).toBe('FIRED')
    // an open invitation is not dismissed: it waits for approval
    expect(await stateOf(portal, 27)).toBe('INVITED')
    expect(await update(27, 'N')).toBe('INVITE_AWAITING_APPROVE')
    expect(await update(27, 'Y')).toBe('INVITED')
    expect(portal.mails()).toEqual([])
  })

  it('changes the contact address and leaves the login', async () => {
    const portal = await openPortal()
    expect((await call(portal.adminWebhook, 'user.update', { ID: 31, EMAIL: 'placeholder@harbourpine.example' })).body.result).toBe(true)
    expect(await idsWithAddress(portal, 'dispatch@harbourpine.example')).toEqual([])
    expect(await idsWithAddress(portal, 'placeholder@harbourpine.example')).toEqual(['31'])
    expect((await call(portal.adminWebhook, 'user.add', { EMAIL: 'dispatch@harbourpine.example', UF_DEPARTMENT: [11] })).status).toBe(200)
    // Ines logs in with her address: it stays taken
    await call(portal.adminWebhook, 'user.update', { ID: 74, EMAIL: 'other@harbourpine.example' })
    expect(await idsWithAddress(portal, 'ines.curlew@harbourpine.example')).toEqual([])
    expect((await call(portal.adminWebhook, 'user.add', { EMAIL: 'ines.curlew@harbourpine.example', UF_DEPARTMENT: [16] })).body.error).toBe('ERROR_ARGUMENT')
  })

  it('refuses an address that somebody has, in the language of the portal and with a line break in HTML', async () => {
    const portal = await openPortal({ language: 'de', longRefusals: true })
    const reply = await call(portal.adminWebhook, 'user.update', { ID: 8, EMAIL: 'Cleo.Marsh@harbourpine.example' })
    expect([reply.status, reply.body.error]).toEqual([400, 'ERROR_CORE'])
    expect(reply.body.error_description?.split('<br>')).toEqual([expect.stringContaining('Login') as unknown, expect.stringContaining('E-Mail') as unknown, ''])
    expect(reply.text).toContain('\\u003Cbr\\u003E')
    expect(refused(await call(portal.adminWebhook, 'user.update', { ID: 8, EMAIL: 'no address' }))).toEqual([400, 'ERROR_CORE', 'Falsche E-Mail-Adresse.<br>'])
    expect((await readPerson(portal, 8))?.EMAIL).toBe('ben.harrow@harbourpine.example')
  })

  it('takes an address that one has already, though a colleague has it too', async () => {
    const portal = await openPortal()
    expect((await call(portal.adminWebhook, 'user.update', { ID: 37, EMAIL: 'Front.Desk@harbourpine.example' })).body.result).toBe(true)
    expect(await idsWithAddress(portal, 'front.desk@harbourpine.example')).toEqual(['37', '41'])
  })

  it.each([[{}], [{ ID: 0 }], [{ ID: 26 }], [{ ID: 'eight' }], [{ NAME: 'x' }]])('refuses %j, which names nobody', async (params) => {
    const portal = await openPortal()
    expect(refused(await call(portal.adminWebhook, 'user.update', params))).toEqual([400, 'ERROR_CORE', 'access_denied'])
  })
})
