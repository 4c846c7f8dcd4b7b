import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAccountKind } from '../../../electron/adapters/portal/schemas/accountKind'
import { readDepartments } from '../../../electron/adapters/portal/schemas/departments'
import { readEventLogPage } from '../../../electron/adapters/portal/schemas/eventLog'
import { readInvitationState } from '../../../electron/adapters/portal/schemas/invitations'
import { readAppInfo, readMethodInfo, readProfile, readScope, readServerTime } from '../../../electron/adapters/portal/schemas/portal'
import { readUser, readUserRecords, readUsers } from '../../../electron/adapters/portal/schemas/users'
import { cleanText, readTime } from '../../../electron/adapters/portal/schemas/values'
import { readNestedId, readNewId, readYes } from '../../../electron/adapters/portal/schemas/written'
import { AppFailure } from '@shared/contract/appError'

const fixture = (name: string): unknown => {
  const body = JSON.parse(readFileSync(join(import.meta.dirname, '../../support/fixtures', name), 'utf8')) as { result: unknown }
  return body.result
}

describe('documented answers', () => {
  test('user.get is read, with dates that cannot be printed', () => {
    expect(readUsers(fixture('user.get.json'))[0]).toEqual({
      id: '1',
      active: true,
      name: 'Vadim Valeev',
      email: 'v.r.valeev@bitrix.com',
      lastLogin: Date.UTC(2024, 6, 25, 13, 6, 54),
      registered: Date.UTC(2024, 6, 15),
      userType: 'employee',
      departments: [1],
    })
  })

  test('profile, scope and server.time are read', () => {
    expect(readProfile(fixture('profile.json'))).toEqual({ id: '1', isAdmin: true, name: 'Vadim Valeev' })
    expect(readScope(fixture('scope.json'))).toEqual(['department', 'entity', 'log', 'user'])
    expect(readServerTime(fixture('server.time.json'))).toBe(Date.UTC(2024, 7, 5, 9, 2, 13))
  })
})

describe('answers with gaps', () => {
  test('an id is enough for a user', () => {
    expect(readUsers([{ ID: 27 }])).toEqual([{ id: '27', active: undefined, name: '', email: undefined, lastLogin: undefined, registered: undefined, userType: undefined, departments: [] }])
  })

  test('a list may be empty in each of PHP’s ways, or a map with gaps', () => {
    expect(readUsers([])).toEqual([])
    expect(readUsers({})).toEqual([])
    expect(readUsers({ 0: { ID: '1' }, 2: { ID: '3' } }).map((user) => user.id)).toEqual(['1', '3'])
  })

  test.each([null, false, 'text', 7, [null], [[]], [{}], [{ ID: 'x' }], [{ ID: -1 }]])('%j is no list of users', (value) => {
    expect(() => readUsers(value)).toThrow('badAnswerFromPortal')
  })

  test.each([
    [true, true], ['Y', true], ['1', true], [1, true], [false, false], ['N', false], ['0', false], [0, false], [{}, undefined], ['?', undefined], [undefined, undefined],
  ])('ACTIVE %j is read as %j', (given, expected) => {
    expect(readUsers([{ ID: 1, ACTIVE: given }])[0]?.active).toBe(expected)
  })

  test.each([
    ['', 'never'], [null, 'never'], [false, 'never'], [{}, undefined], ['24.08.2023 13:19:39', undefined], ['2024-07-23 08:08:50', undefined], ['0000-00-00T00:00:00+00:00', undefined],
    ['2024-07-24T09:01:55+02:00', Date.UTC(2024, 6, 24, 7, 1, 55)],
  ])('LAST_LOGIN %j is %j: what cannot be read is not "never"', (given, expected) => {
    expect(readUsers([{ ID: 1, LAST_LOGIN: given }])[0]?.lastLogin).toBe(expected)
  })

  test.each([[[1, '2', 'x', null, 3.5, -1, { toString: [] }], [1, 2]], [false, []], [{}, []], ['7', [7]], [9, [9]]])('UF_DEPARTMENT %j is read as %j', (given, expected) => {
    expect(readUsers([{ ID: 1, UF_DEPARTMENT: given }])[0]?.departments).toEqual(expected)
  })

  test('an empty profile says that the owner is gone', () => {
    expect(() => readProfile([])).toThrow(expect.objectContaining({ code: 'webhookDead' }) as Error)
    expect(() => readProfile({})).toThrow(expect.objectContaining({ code: 'webhookDead' }) as Error)
  })

  test('a moment needs its offset, a day does not', () => {
    expect(readTime('2026-10-01')).toBe(Date.UTC(2026, 9, 1))
    expect(readTime('2026-10-01T12:00:00')).toBeUndefined()
    expect(readTime('2026-13-01')).toBeUndefined()
    expect(readTime('2026-10-01T12:00:00+0300')).toBe(Date.UTC(2026, 9, 1, 9))
  })
})

describe('texts', () => {
  test('are cleaned of what is not printed or turns the writing around, and cut', () => {
    expect(readUsers([{ ID: 1, NAME: ' Ann\u0000\u202Eb\u2066\n ', LAST_NAME: 5 }])[0]?.name).toBe('Ann  b 5')
    expect(readUsers([{ ID: 1, NAME: 'x'.repeat(5_000_000) }])[0]?.name).toHaveLength(300)
  })

  test('are never cut into half a character', () => {
    expect(cleanText(`${'x'.repeat(299)}\u{1F600}`)).toBe(`${'x'.repeat(299)}\uFFFD`)
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (value) => cleanText(value).isWellFormed() && cleanText(value).length <= 300))
  })

  test('an id has no leading zeros, so that ids compare by their digits', () => {
    expect(readUsers([{ ID: '007' }, { ID: '0' }]).map(({ id }) => id)).toEqual(['7', '0'])
  })

  test('the parts of a name and the number are kept for comparing', () => {
    expect(readUserRecords([{ ID: 1, NAME: 'Ann', LAST_NAME: 'Lee', PERSONAL_MOBILE: '+44 1' }])[0]).toMatchObject({ firstName: 'Ann', lastName: 'Lee', mobile: '+44 1' })
  })
})

describe('app.info', () => {
  test.each([
    [{ SCOPE: ['User', 'im'], LICENSE: 'ru_selfhosted' }, { scopes: ['user', 'im'], licence: 'ru_selfhosted', isOnPremise: true }],
    [{ LICENSE: 'de_ent10000', ID: 5 }, { scopes: [], licence: 'de_ent10000', isOnPremise: false }],
    [{ SCOPE: 'user', LICENSE: 'EN_SELFHOSTED' }, { scopes: [], licence: 'EN_SELFHOSTED', isOnPremise: true }],
    [{ SCOPE: { 0: 'user', 3: 'task' } }, { scopes: ['user', 'task'], licence: undefined, isOnPremise: undefined }],
  ])('%j', (value, expected) => {
    expect(readAppInfo(value)).toEqual(expected)
  })
})

test.each([
  [[{ ID: '15', NAME: 'R&D', SORT: 500, PARENT: '1' }, { ID: 1, NAME: 'Harbour' }], [{ id: 15, name: 'R&D', parent: 1 }, { id: 1, name: 'Harbour', parent: undefined }]],
  [{ 2: { ID: '2', PARENT: '0' } }, [{ id: 2, name: '', parent: undefined }]],
  [[{ ID: '2', NAME: 'A', PARENT: 'x' }], [{ id: 2, name: 'A', parent: undefined }]],
])('departments %j', (value, expected) => {
  expect(readDepartments(value)).toEqual(expected)
})

test('an account is read with what is there, and not taken for somebody else’s', () => {
  expect(readAccountKind({ id: 27, network: false, extranet: 'N', bot: 0, external_auth_id: 'socservices', email: 'x' }, '27')).toEqual({ isNetwork: false, isExtranet: false, isBot: false, externalAuth: 'socservices' })
  expect(readAccountKind({ network: {} }, '27')).toEqual({ isNetwork: undefined, isExtranet: undefined, isBot: undefined, externalAuth: undefined })
  expect(() => readAccountKind({ id: '28' }, '27')).toThrow('badAnswerFromPortal')
})

describe('the event log', () => {
  const entry = (parts: object) => readEventLogPage({ items: [{ timestampX: '2026-01-22T02:52:25+02:00', auditTypeId: 'USER_AUTHORIZE', userId: 751, ...parts }] }).entries[0]

  test('the documented entry is read', () => {
    expect(entry({ description: '{"userId":751,"method":"external"}' })).toEqual({ at: Date.UTC(2026, 0, 22, 0, 52, 25), auditType: 'USER_AUTHORIZE', userId: '751', method: 'external' })
  })

  test.each([
    [undefined], [''], ['text'], [{}], [7], ['[]'], ['{"method":7}'], ['{"method":"two words"}'], ['{"method":"'], [`{"method":"external","x":"${'a'.repeat(9000)}"}`], ['{"__proto__":{"method":"rest"}}'], [`{"method":"${'a'.repeat(41)}"}`],
  ])('a description %j tells no method', (description) => {
    expect(entry({ description })).toMatchObject({ method: undefined, auditType: 'USER_AUTHORIZE' })
  })

  test('an entry without a moment or a kind is left out, but counted', () => {
    expect(readEventLogPage({ items: [{ auditTypeId: 'A' }, { timestampX: '2026-01-22' }] })).toEqual({ entries: [], sent: 2 })
    expect(readEventLogPage({ items: [] })).toEqual({ entries: [], sent: 0 })
    expect(() => readEventLogPage([])).toThrow('badAnswerFromPortal')
  })
})

test.each([
  ['NOT_REGISTERED', 'notRegistered'], ['INVITED', 'invited'], ['INVITE_AWAITING_APPROVE', 'awaitingApproval'], ['ACTIVE', 'active'], ['fired', 'dismissed'],
])('the invitation word %s is %s', (word, state) => {
  expect(readInvitationState([{ email: 'other@x.example', inviteStatus: 'ACTIVE' }, { email: 'Ann@x.example', inviteStatus: word }], 'ann@x.example')).toBe(state)
  expect(readInvitationState({ result: [{ email: 'ann@x.example', status: word }] }, ' ann@x.example')).toBe(state)
})

test.each([[[]], [[{ email: 'other@x.example', inviteStatus: 'INVITED' }]], [[{ email: 'ann@x.example', inviteStatus: 'toString' }]], ['text'], [null]])('%j tells no invitation state', (value) => {
  expect(() => readInvitationState(value, 'ann@x.example')).toThrow('badAnswerFromPortal')
})

describe('what writes answer', () => {
  test.each([[12, '12'], ['12', '12'], ['012', '12'], [0, undefined], ['0', undefined], [true, undefined], [null, undefined], [-1, undefined], [1.5, undefined], [[12], undefined]])('%j is the new id %j', (value, id) => {
    expect(readNewId(value)).toBe(id)
  })

  test.each([[{ task: { id: '3711' } }, '3711'], [{ task: { ID: 4 } }, '4'], [{ task: [] }, undefined], [{ task: null }, undefined], [[], undefined], [true, undefined]])('%j holds the task %j', (value, id) => {
    expect(readNestedId(value, 'task')).toBe(id)
  })

  test.each([[true, true], [1, true], ['Y', true], [{ result: true }, true], [false, false], [{ result: false }, false], ['N', false], [null, undefined], [{}, undefined], [[], undefined], [12, undefined]])('%j says %j', (value, yes) => {
    expect(readYes(value)).toBe(yes)
  })
})

const readers = {
  readUsers, readUser, readProfile, readScope, readServerTime, readMethodInfo, readAppInfo, readDepartments, readEventLogPage, readNewId, readYes,
  readAccountKind: (value: unknown) => readAccountKind(value, '1'),
  readInvitationState: (value: unknown) => readInvitationState(value, 'a@x.example'),
  readNestedId: (value: unknown) => readNestedId(value, 'item'),
}

test.each(Object.entries(readers))('%s ends in a value or in a failure that repeats nothing, whatever it is given', (_name, reader) => {
  const key = fc.constantFrom('ID', 'id', 'NAME', 'EMAIL', 'items', 'item', 'result', 'SCOPE', 'LICENSE', 'timestampX', 'auditTypeId', 'description', 'email', 'inviteStatus', '__proto__', 'toString')
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.constantFrom('hushhush', '', '0', '7', 'Y', '2026-10-01T12:00:00+00:00', {}, []), fc.jsonValue({ maxDepth: 1 })),
    value: fc.oneof({ maxDepth: 3 }, tie('leaf'), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 6 })),
  }))
  fc.assert(
    fc.property(value, (given) => {
      try {
        reader(given)
      } catch (error) {
        expect(error).toBeInstanceOf(AppFailure)
        expect(JSON.stringify(error) + String((error as AppFailure).stack)).not.toContain('hushhush')
      }
    }),
    { numRuns: 400 },
  )
})
