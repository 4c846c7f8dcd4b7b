import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppFailure } from '@shared/contract/appError'
import { methodNames, type Handlers } from '@shared/contract/methods'
import type { Log, LogFields } from '../../../electron/core/ports'
import { createDispatch } from '../../../electron/rpc/dispatch'

function setUp(overrides: Partial<Record<string, (params: unknown) => unknown>> = {}) {
  const lines: { readonly event: string; readonly fields: LogFields | undefined }[] = []
  const write = (_: string, event: string, fields?: LogFields): void => void lines.push({ event, fields })
  const log: Log = { debug: write, info: write, warn: write, error: write }
  const calls: string[] = []
  const handlers = Object.fromEntries(methodNames.map((name) => [name, overrides[name] ?? (() => calls.push(name))])) as unknown as Handlers
  return { dispatch: createDispatch(handlers, log), lines, calls }
}
const errorOf = (result: Awaited<ReturnType<ReturnType<typeof createDispatch>>>): string | undefined => (result.ok ? undefined : result.error.code)

describe('dispatch', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'cases.nothing', '', 7, null, undefined, {}, ['app.state']])('knows no method %j', async (name) => {
    const { dispatch, calls } = setUp()
    expect(errorOf(await dispatch(name, {}))).toBe('unknownMethod')
    expect(calls).toEqual([])
  })

  it('names the field that does not fit, and not its value', async () => {
    const { dispatch, calls } = setUp()
    const result = await dispatch('cases.view', { caseId: 'Cleo Marsh' })
    expect(result).toMatchObject({ ok: false, error: { code: 'badRequest', details: { field: 'caseId' } } })
    expect(JSON.stringify(result)).not.toContain('Cleo')
    expect(calls).toEqual([])
  })

  it('refuses a secret in a text before the handler sees it', async () => {
    const { dispatch, calls } = setUp()
    const result = await dispatch('flows.match', { message: 'my password: hunter2!' })
    expect(result).toMatchObject({ ok: false, error: { code: 'secretFound', details: { field: 'message' } } })
    expect(calls).toEqual([])
  })

  it('refuses a secret inside a union', async () => {
    const id = '11111111-1111-4111-8111-111111111111'
    const { dispatch } = setUp()
    const result = await dispatch('flow.answer', { caseId: id, commandId: id, revision: 1, step: 'address', visit: 1, value: 'password: hunter2!' })
    expect(errorOf(result)).toBe('secretFound')
  })

  it('passes an AppFailure on as data', async () => {
    const { dispatch } = setUp({ 'app.state': () => { throw new AppFailure('rateLimited', { retry: 'later', details: { seconds: 12 } }) } })
    expect(await dispatch('app.state', {})).toEqual({ ok: false, error: { code: 'rateLimited', message: 'rateLimited', retry: 'later', details: { seconds: 12 } } })
  })

  it('turns a foreign error into internal and logs its class alone', async () => {
    const { dispatch, lines } = setUp({ 'app.state': () => { throw new TypeError('Cleo Marsh is undefined') } })
    expect(errorOf(await dispatch('app.state', {}))).toBe('internal')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ event: 'threw', fields: { method: 'app.state', error: 'TypeError' } })
    expect(JSON.stringify(lines)).not.toContain('Cleo')
  })

  it('refuses a result that is not the contract’s', async () => {
    const { dispatch, lines } = setUp({ 'flows.list': () => ({ flows: [], extra: 'something' }) })
    expect(errorOf(await dispatch('flows.list', {}))).toBe('internal')
    expect(lines[0]?.event).toBe('resultRefused')
  })

  it('never rejects, whatever comes', async () => {
    const { dispatch } = setUp()
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...methodNames), fc.string()), fc.anything(), async (name, raw) => {
        const result = await dispatch(name, raw)
        expect(typeof result.ok).toBe('boolean')
      }),
      { numRuns: 500 },
    )
  })
})
