import { describe, expect, it } from 'vitest'
import { createSessions, readSessionCookies, sessionCookie } from '../../../electron/hosts/browser/security/sessions'
import { randomIds } from '../../support/browserHost'

describe('6B-4: sessions', () => {
  it('sets a cookie with exactly these flags', () => {
    expect(sessionCookie(40123, 'value')).toBe('app_session_40123=value; HttpOnly; SameSite=Strict; Path=/')
  })

  it('knows the value it gave out and no other', () => {
    const sessions = createSessions(randomIds)
    const value = sessions.open()
    expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(sessions.has([value])).toBe(true)
    for (const other of ['', value.slice(1), `${value}x`, randomIds.token(32)]) expect(sessions.has([other])).toBe(false)
    expect(sessions.has([])).toBe(false)
  })

  it('keeps several browsers apart and ends all at once', () => {
    const sessions = createSessions(randomIds)
    const values = [sessions.open(), sessions.open(), sessions.open()]
    expect(values.every((value) => sessions.has([value]))).toBe(true)
    sessions.endAll()
    expect(values.some((value) => sessions.has([value]))).toBe(false)
    expect(sessions.has([sessions.open()])).toBe(true)
  })

  it('lets the oldest go when there are too many', () => {
    const sessions = createSessions(randomIds)
    const first = sessions.open()
    const rest = Array.from({ length: 16 }, () => sessions.open())
    expect(sessions.has([first])).toBe(false)
    expect(rest.every((value) => sessions.has([value]))).toBe(true)
  })

  it('is not kept out by a few planted cookies of its name, and looks at no more than a few', () => {
    const sessions = createSessions(randomIds)
    const value = sessions.open()
    expect(sessions.has(['planted', 'planted', 'planted', value])).toBe(true)
    expect(sessions.has(['a', 'b', 'c', 'd', value])).toBe(false)
  })

  it('is forgotten by the next run', () => {
    const value = createSessions(randomIds).open()
    expect(createSessions(randomIds).has([value])).toBe(false)
  })

  it('reads its own cookie out of a header', () => {
    expect(readSessionCookies('a=1; app_session_7=one;app_session_7=two ; app_session_70=three', 7)).toEqual(['one', 'two'])
    expect(readSessionCookies(undefined, 7)).toEqual([])
  })
})
