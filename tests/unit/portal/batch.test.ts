import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callBatch, valueOf, type BatchCommand } from '../../../electron/adapters/portal/batch'
import { readScope, readServerTime } from '../../../electron/adapters/portal/schemas/portal'
import { readUsers } from '../../../electron/adapters/portal/schemas/users'
import { AppFailure } from '@shared/contract/appError'
import type { PortalMethod } from '../../../electron/adapters/portal/portalMethods'
import { failureOf } from '../../support/portal/portalParts'

const users: BatchCommand<ReturnType<typeof readUsers>> = { method: 'user.get', params: { FILTER: { '=EMAIL': 'a@x.example' } }, read: readUsers }
const scopes: BatchCommand<readonly string[]> = { method: 'scope', params: {}, read: readScope }

/** A portal of one answer, with what was asked of it. */
function portalThatSays(answer: unknown) {
  const asked: { method: PortalMethod; params: Readonly<Record<string, unknown>> }[] = []
  return {
    asked,
    call: (method: PortalMethod, params: Readonly<Record<string, unknown>>) => {
      asked.push({ method, params })
      return Promise.resolve(answer)
    },
  }
}

describe('a batch', () => {
  test('sends each command encoded once, by a name of ours, and goes on after a failure', async () => {
    const { call, asked } = portalThatSays({ result: { c0: [], c1: ['user'] } })
    await callBatch(call, [users, scopes])

    expect(asked).toEqual([{ method: 'batch', params: { halt: 0, cmd: { c0: 'user.get?FILTER%5B%3DEMAIL%5D=a%40x.example', c1: 'scope' } } }])
  })

  test('gives each command its own value, count and next page', async () => {
    const { call } = portalThatSays({ result: { c1: ['user'], c0: [{ ID: 7 }] }, result_error: [], result_total: { c0: '61' }, result_next: { c0: 50 } })
    const [found, scope] = await callBatch(call, [users, scopes])

    expect(found).toMatchObject({ ok: true, total: 61, next: 50 })
    expect(valueOf(found)[0]?.id).toBe('7')
    expect(scope).toEqual({ ok: true, value: ['user'], total: undefined, next: undefined })
  })

  test('reads the types of its commands', async () => {
    const { call } = portalThatSays({ result: { c0: '2026-10-01T12:00:00+00:00' } })
    const [time] = await callBatch(call, [{ method: 'server.time', params: {}, read: readServerTime }])
    const value: number = valueOf(time)

    expect(value).toBe(Date.UTC(2026, 9, 1, 12))
  })

  test('takes empty maps in each of PHP’s ways', async () => {
    for (const empty of [[], {}, undefined]) {
      const { call } = portalThatSays({ result: { c0: ['user'] }, result_error: empty, result_total: empty, result_next: empty })
      await expect(callBatch(call, [scopes])).resolves.toEqual([{ ok: true, value: ['user'], total: undefined, next: undefined }])
    }
  })

  test('a refused command fails alone', async () => {
    const { call } = portalThatSays({ result: { c0: [] }, result_error: { c1: { error: 'insufficient_scope', error_description: '' } } })
    const [found, scope] = await callBatch(call, [users, scopes])

    expect(found.ok).toBe(true)
    expect(scope).toMatchObject({ ok: false, failure: { code: 'scopeMissing' } })
    expect(() => valueOf(scope)).toThrow(AppFailure)
  })

  test('a refusal hidden in a result is one', async () => {
    const { call } = portalThatSays({ result: { c0: { error: 'insufficient_scope', error_description: 'x' } } })
    const [found] = await callBatch(call, [users])

    expect(found).toMatchObject({ ok: false, failure: { code: 'scopeMissing' } })
  })

  test.each([
    ['OVERLOAD_LIMIT', 'portalBlocked'],
    ['QUERY_LIMIT_EXCEEDED', 'rateLimited'],
    ['expired_token', 'tokenExpired'],
    ['INVALID_CREDENTIALS', 'webhookDead'],
    ['PORTAL_DELETED', 'portalGone'],
  ])('%s of one command speaks of the portal and is thrown', async (error, code) => {
    const { call } = portalThatSays({ result: { c0: [] }, result_error: { c1: { error, error_description: '' } } })

    expect((await failureOf(callBatch(call, [users, scopes]))).code).toBe(code)
  })

  test('the operating limit is a method’s own', async () => {
    const { call } = portalThatSays({ result: { c1: ['user'] }, result_error: { c0: { error: 'OPERATION_TIME_LIMIT', error_description: '' } } })
    const [found, scope] = await callBatch(call, [users, scopes])

    expect(found).toMatchObject({ ok: false, failure: { code: 'overloaded' } })
    expect(scope.ok).toBe(true)
  })

  test('a command that is in neither map has failed, one whose result is nothing has not', async () => {
    const { call } = portalThatSays({ result: { c0: null }, result_error: [] })
    const [first, second] = await callBatch(call, [{ ...scopes, read: (value: unknown) => value }, scopes])

    expect(first).toMatchObject({ ok: true, value: null })
    expect(second).toMatchObject({ ok: false, failure: { code: 'badAnswerFromPortal', details: { reason: 'commandMissing' } } })
  })

  test('a result that cannot be read fails its command alone', async () => {
    const { call } = portalThatSays({ result: { c0: 'text', c1: ['user'] } })
    const [found, scope] = await callBatch(call, [users, scopes])

    expect(found).toMatchObject({ ok: false, failure: { code: 'badAnswerFromPortal' } })
    expect(scope.ok).toBe(true)
  })

  test.each([null, [], {}, 'text', 7, { results: {} }])('%j is no answer to a batch', async (answer) => {
    expect((await failureOf(callBatch(portalThatSays(answer).call, [scopes]))).code).toBe('badAnswerFromPortal')
  })

  test('holds one to fifty commands', async () => {
    const { call, asked } = portalThatSays({ result: {} })
    await expect(callBatch(call, [])).rejects.toThrow(RangeError)
    await expect(callBatch(call, Array.from({ length: 51 }, () => scopes))).rejects.toThrow(RangeError)
    expect(asked).toEqual([])
  })

  test('a writing method does not compile', () => {
    // @ts-expect-error user.add is not batchable: a batch is repeated as a whole
    const command: BatchCommand<unknown> = { method: 'user.add', params: {}, read: (value) => value }
    expect(command.method).toBe('user.add')
  })

  test('whatever a hostile host answers, each command ends in a value or a failure without its words', async () => {
    const part = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('c0', 'c1', '__proto__', 'constructor'), fc.oneof(fc.jsonValue(), fc.record({ error: fc.constantFrom('hushhush', 'ERROR_CORE', 7), error_description: fc.constant('hushhush') }))))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.record({ result: part, result_error: part, result_total: part })), async (answer) => {
        try {
          for (const outcome of await callBatch(portalThatSays(answer).call, [users, scopes])) {
            if (!outcome.ok) expect(JSON.stringify(outcome.failure.toAppError())).not.toContain('hushhush')
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AppFailure)
        }
      }),
      { numRuns: 500 },
    )
  })
})
