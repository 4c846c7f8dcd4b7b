import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { maxRequestBytes } from '@shared/contract/events'
import { methodNames, type Handlers } from '@shared/contract/methods'
import type { Log } from '../../../electron/core/ports'
import { createDispatch } from '../../../electron/rpc/dispatch'

const door = vi.hoisted(() => ({ handlers: new Map<string, (event: unknown, ...words: unknown[]) => Promise<unknown>>() }))
vi.mock('electron', () => ({ ipcMain: { handle: (channel: string, handler: (event: unknown, ...words: unknown[]) => Promise<unknown>) => door.handlers.set(channel, handler) } }))
const { answerCall, sendEvent, serveCalls } = await import('../../../electron/hosts/electron/ipcTransport')

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const ours = { url: 'app://bundle/', parent: null }
const carriedOut: string[] = []
beforeEach(() => void carriedOut.splice(0))
/** Every method answers only that it was reached. */
const handlers = Object.fromEntries(methodNames.map((name) => [name, () => {
  carriedOut.push(name)
  return {}
}])) as unknown as Handlers
const dispatch = createDispatch(handlers, silent)
const codeOf = async (words: readonly unknown[]): Promise<string> => {
  const answer = await answerCall(ours, words, dispatch)
  return answer.ok ? 'ok' : answer.error.code
}

it('lets the real page reach the core, so that the refusals below mean something', async () => {
  expect(await codeOf(['app.quit', {}])).toBe('ok')
  expect(carriedOut).toEqual(['app.quit'])
})

describe('6A-17: who calls', () => {
  it.each([null, undefined, { url: 'app://bundle/', parent: ours }, { url: 'about:blank', parent: null }, { url: 'https://example.com/', parent: null }, { url: 'app://bundle.evil/', parent: null }])('%j is refused and nothing is carried out', async (frame) => {
    expect(await answerCall(frame, ['app.quit', {}], dispatch)).toMatchObject({ ok: false, error: { code: 'notAllowed' } })
    expect(carriedOut).toEqual([])
  })
  it('the one channel passes the frame that called', async () => {
    serveCalls(dispatch)
    expect([...door.handlers.keys()]).toEqual(['latchkey:call'])
    const handler = door.handlers.get('latchkey:call')!
    expect(await handler({ senderFrame: ours }, 'app.quit', {})).toEqual({ ok: true, value: {} })
    expect(await handler({ senderFrame: null }, 'app.quit', {})).toMatchObject({ ok: false, error: { code: 'notAllowed' } })
  })
})

describe('IPC arguments', () => {
  it.each([[[]], [['app.quit']], [['app.quit', {}, {}]], [['app.quit', {}, undefined]]])('exactly two are taken: %j', async (words) => {
    expect(await codeOf(words)).toBe('badRequest')
    expect(carriedOut).toEqual([])
  })
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', '', 'app', 'app.', 'app.quit ', 'APP.QUIT', 'app.quit\u0000', 'a'.repeat(5_000), 7, null, undefined, {}, ['app.quit'], { toString: () => 'app.quit' }])('the name %j is unknown', async (name) => {
    expect(await codeOf([name, {}])).toBe('unknownMethod')
    expect(carriedOut).toEqual([])
  })
  it('what is larger than a request may be is refused before it is parsed', async () => {
    expect(await codeOf(['app.quit', { text: 'a'.repeat(maxRequestBytes) }])).toBe('tooLarge')
    expect(await codeOf(['app.quit', { text: 'я'.repeat(maxRequestBytes / 2) }])).toBe('tooLarge')
    expect(carriedOut).toEqual([])
  })
  it('what JSON cannot carry is refused', async () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    let deep: unknown = {}
    for (let level = 0; level < 50_000; level += 1) deep = [deep]
    for (const params of [undefined, () => 1, Symbol('x'), 1n, { value: 1n }, cycle, deep]) expect(await codeOf(['app.quit', params])).toBe('badRequest')
    expect(carriedOut).toEqual([])
  })
  it('what a structured clone hides in maps and buffers does not reach a handler', async () => {
    let reached: unknown
    await answerCall(ours, ['app.quit', { map: new Map([['a', 1]]), bytes: new Uint8Array([1]), at: new Date(0) }], (_name, raw) => {
      reached = raw
      return Promise.resolve({ ok: true, value: {} })
    })
    expect(reached).toEqual({ map: {}, bytes: { 0: 1 }, at: '1970-01-01T00:00:00.000Z' })
  })
  it.each(methodNames)('%s refuses an unknown key, extra prototypes and random values without carrying anything out', async (name) => {
    expect(await codeOf([name, { latchkeyUnknownKey: 1 }])).toBe('badRequest')
    expect(await codeOf([name, JSON.parse('{"__proto__":{"caseId":"x"},"constructor":1}')])).toBe('badRequest')
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.array(fc.anything(), { maxLength: 3 }), fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }).map((key) => `x${key}`), fc.jsonValue(), { minKeys: 1, maxKeys: 3 })), async (params) => {
        expect(await codeOf([name, params])).toBe('badRequest')
      }),
      { numRuns: 25 },
    )
    expect(carriedOut).toEqual([])
  })
})

it('an event goes to a page that is there, on the one channel, and to none that is gone', () => {
  const sent: unknown[][] = []
  const page = (gone: boolean): Parameters<typeof sendEvent>[0] => ({ isDestroyed: () => gone, send: (...words: unknown[]) => void sent.push(words) })
  const event = { type: 'closing', data: { reason: 'quit' } } as const
  sendEvent(page(true), event)
  sendEvent(page(false), event)
  expect(sent).toEqual([['latchkey:event', event]])
})
