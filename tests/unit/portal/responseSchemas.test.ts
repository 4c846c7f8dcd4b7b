import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readProfile, readScope, readServerTime, readTime, readUsers } from '../../../electron/adapters/portal/responseSchemas'

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
