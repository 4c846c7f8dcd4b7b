import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, openPortal } from '../support/demoPortal/callPortal'
import type { UserRow } from '../support/demoPortal/callPortal'
import { shapeDifferences } from '../support/demoPortal/shape'

function fixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../support/fixtures', `${name}.json`), 'utf8')) as Record<string, unknown>
}

/** In the full time block of the documentation, but not in every example. */
const timeTolerance = { mayBeExtra: ['*.operating_reset_at', '*.operating'] }

describe('answers have the shape of the documented examples', () => {
  it.each(['profile', 'scope', 'server.time', 'user.fields'])('%s', async (method) => {
    const portal = await openPortal()
    const { body } = await call(portal.webhook, method)
    expect(shapeDifferences(fixture(method), body, timeTolerance)).toEqual([])
  })

  it('method.get', async () => {
    const portal = await openPortal()
    const { body } = await call(portal.webhook, 'method.get', { name: 'user.get' })
    expect(shapeDifferences(fixture('method.get'), body, timeTolerance)).toEqual([])
  })

  it('user.get, for everybody', async () => {
    const portal = await openPortal({ people: 50 })
    const { body } = await call<UserRow[]>(portal.webhook, 'user.get')
    expect(body.result).toHaveLength(50)
    // no life sign, no date: empty fields may be left out
    expect(shapeDifferences(fixture('user.get'), body, { ...timeTolerance, mayBeMissing: ['*.LAST_ACTIVITY_DATE'] })).toEqual([])
    for (const row of body.result) expect(Object.hasOwn(row, 'LAST_ACTIVITY_DATE'), row.NAME).toBe(row.LAST_LOGIN !== '')
  })

  it('user.search, which has the rows of user.get', async () => {
    const portal = await openPortal()
    const { body } = await call<UserRow[]>(portal.webhook, 'user.search', { FILTER: { FIND: 'Harrow' } })
    expect(body.result).toHaveLength(1)
    expect(shapeDifferences(fixture('user.get'), body, timeTolerance)).toEqual([])
  })

  it('user.current, which the batch example shows', async () => {
    const portal = await openPortal()
    const { body } = await call<{ result: unknown }>(portal.webhook, 'batch', { cmd: { get_user: 'user.current' } })
    const documented = fixture('batch')
    const shown = documented['result'] as { result: Record<string, unknown>; result_time: Record<string, unknown> }
    expect(shapeDifferences(shown.result['get_user'], (body.result.result as Record<string, unknown>)['get_user'], { mayBeExtra: ['*.USER_TYPE', '*.WORK_POSITION'] })).toEqual([])
  })

  it('batch', async () => {
    const portal = await openPortal()
    const documented = fixture('batch')
    const { result: shown } = documented as { result: Record<string, Record<string, unknown>> }
    // departments are not served yet: the page of people stands in for that list
    const { get_user: user } = shown['result']!
    const stillDocumented = {
      ...documented,
      result: { ...shown, result: { get_user: user, get_department: fixture('user.get')['result'] } },
    }
    const { body } = await call(portal.webhook, 'batch', { cmd: { get_user: 'user.current', get_department: 'user.get?filter[ID]=8' } })
    expect(shapeDifferences(stillDocumented, body, { mayBeExtra: [...timeTolerance.mayBeExtra, '*.USER_TYPE', '*.WORK_POSITION'] })).toEqual([])
  })

  it('batch with failed commands', async () => {
    const portal = await openPortal({ faults: ['scope-missing'] })
    const { body } = await call<{ result_error: Record<string, unknown> }>(portal.webhook, 'batch', { halt: 0, cmd: { get_user: 'user.current', get_department: 'user.get' } })
    expect(shapeDifferences(fixture('batch.error.halt0'), body, timeTolerance)).toEqual([])
    expect(body.result.result_error).toEqual((fixture('batch.error.halt0')['result'] as Record<string, unknown>)['result_error'])
  })
})

describe('the comparison itself', () => {
  it('finds a missing key, an extra key and another kind', () => {
    expect(shapeDifferences({ a: 1, b: 'x' }, { a: '1', c: 2 })).toEqual(['.b: missing', '.a: documented number, answered string', '.c: not documented'])
    expect(shapeDifferences({ list: [{ a: 1 }, { a: 1, b: 2 }] }, { list: [{ a: 3 }, { b: 'x' }] })).toEqual(['.list[].a: missing', '.list[].b: documented number, answered string'])
    expect(shapeDifferences({ map: [] }, { map: {} })).toEqual(['.map: documented list, answered object'])
  })
})
