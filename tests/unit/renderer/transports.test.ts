import { beforeEach, describe, expect, it } from 'vitest'
import { eventTypes, type AppEvent } from '@shared/contract/events'
import { createHttpTransport } from '@/transport/httpTransport'
import { createIpcTransport } from '@/transport/ipcTransport'
import type { LinkState, Transport } from '@/transport/transport'
import { sampleState } from '../../support/renderer/sampleViews'

interface Sent { readonly address: string; readonly init: RequestInit }
class FakeEvents extends EventTarget {
  closed = false
  close(): void {
    this.closed = true
  }
  say(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }))
  }
}

let sent: Sent[]
let answers: Record<string, () => Response>
let events: FakeEvents | undefined
const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status })

beforeEach(() => {
  sent = []
  events = undefined
  answers = { '/session': () => json({ ok: true, value: {} }), '/rpc': () => json({ ok: true, value: sampleState() }) }
})
const create = (token?: string): { readonly transport: Transport; readonly states: LinkState[] } => {
  const transport = createHttpTransport({
    token,
    fetch: (input, init) => {
      const address = input as string
      sent.push({ address, init: init ?? {} })
      const answer = answers[address]
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('Failed to fetch'))
    },
    openEvents: () => {
      events = new FakeEvents()
      return events as unknown as EventSource
    },
  })
  const states: LinkState[] = []
  transport.onLinkState((state) => states.push(state))
  return { transport, states }
}

describe('the browser transport', () => {
  it('trades the token for a session once, in a body, then listens', async () => {
    const { transport } = create('A'.repeat(43))
    expect(await transport.start()).toBe('ready')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ address: '/session', init: { method: 'POST', credentials: 'same-origin', body: JSON.stringify({ token: 'A'.repeat(43) }), headers: { 'content-type': 'application/json', 'x-app-request': '1' } } })
    expect(events).toBeDefined()
  })

  it('says that a link was used before', async () => {
    answers['/session'] = () => json({ ok: false, error: { code: 'linkUsed', message: '', retry: 'no' } }, 401)
    expect(await create('A'.repeat(43)).transport.start()).toBe('linkUsed')
    expect(events).toBeUndefined()
  })

  it('goes on with its cookie after a reload, and says so without one', async () => {
    expect(await create().transport.start()).toBe('ready')
    answers['/rpc'] = () => json({ ok: false, error: { code: 'notSignedIn', message: '', retry: 'no' } }, 401)
    const { transport, states } = create()
    expect(await transport.start()).toBe('notSignedIn')
    expect(states).toEqual(['notSignedIn'])
  })

  it('sends every call with the header that forces a preflight', async () => {
    const { transport } = create()
    const result = await transport.call('app.state', {})
    expect(result.ok).toBe(true)
    expect(sent[0]).toMatchObject({ address: '/rpc', init: { method: 'POST', body: '{"method":"app.state","params":{}}', headers: { 'x-app-request': '1' } } })
  })

  it('answers an error instead of rejecting, whatever comes back', async () => {
    const { transport, states } = create()
    answers['/rpc'] = () => new Response('<html>', { status: 200 })
    expect(await transport.call('app.state', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
    answers['/rpc'] = () => json({}, 413)
    expect(await transport.call('app.state', {})).toMatchObject({ ok: false, error: { code: 'tooLarge' } })
    delete answers['/rpc']
    expect(await transport.call('app.state', {})).toMatchObject({ ok: false, error: { code: 'internal', retry: 'later' } })
    expect(states).toEqual(['gone'])
  })

  it('passes every kind of event on until nobody listens', async () => {
    const { transport } = create()
    await transport.start()
    const heard: string[] = []
    const stop = transport.subscribe((event) => heard.push(event.type))
    for (const type of eventTypes.filter((name) => name !== 'closing')) events?.say(type, {})
    expect(heard).toEqual(eventTypes.filter((name) => name !== 'closing'))
    stop()
    events?.say('caseChanged', {})
    expect(heard).toHaveLength(eventTypes.length - 1)
  })

  it('takes a farewell as an end, not as a lost connection', async () => {
    const { transport, states } = create()
    await transport.start()
    events?.say('closing', { reason: 'quit' })
    delete answers['/rpc']
    await transport.call('app.state', {})
    expect(states).toEqual(['ended'])
    expect(events?.closed).toBe(true)
  })

  it('asks once what a broken stream means', async () => {
    const { transport, states } = create()
    await transport.start()
    delete answers['/rpc']
    events?.dispatchEvent(new Event('error'))
    await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    expect(states).toEqual(['gone'])
  })

  it('tells everybody to ask anew when the stream comes back after a gap', async () => {
    const { transport, states } = create()
    await transport.start()
    events?.dispatchEvent(new Event('open'))
    expect(states).toEqual([])
    events?.dispatchEvent(new Event('open'))
    expect(states).toEqual(['ready'])
  })

  it('hands a file in at its one-use place', async () => {
    const { transport } = create()
    answers['/upload/ticket-ticket-ticket'] = () => json({ ok: true, value: { fileId: 'file-file-file-file' } })
    expect(await transport.upload?.('ticket-ticket-ticket', new Blob(['text']))).toEqual({ ok: true, value: { fileId: 'file-file-file-file' } })
    expect(sent[0]?.init.method).toBe('PUT')
    answers['/upload/again'] = () => json({}, 413)
    expect(await transport.upload?.('again', new Blob(['text']))).toMatchObject({ ok: false, error: { code: 'tooLarge' } })
    expect(transport.downloadUrl?.('abc')).toBe('/download/abc')
  })
})

describe('the window transport', () => {
  it('passes calls and events through the two functions of the preload', async () => {
    const calls: unknown[][] = []
    let tell: ((event: AppEvent) => void) | undefined
    const transport = createIpcTransport({
      call: (...all) => {
        calls.push(all)
        return Promise.resolve({ ok: true, value: sampleState() })
      },
      subscribe: (listener) => {
        tell = listener
        return () => {
          tell = undefined
        }
      },
    })
    expect((await transport.call('app.state', {})).ok).toBe(true)
    expect(calls).toEqual([['app.state', {}]])
    const stop = transport.subscribe(() => undefined)
    stop()
    expect(tell).toBeUndefined()
  })

  it('answers an error where the call is rejected or the answer is no Result', async () => {
    const rejecting = createIpcTransport({ call: () => Promise.reject(new Error('gone')), subscribe: () => () => undefined })
    expect(await rejecting.call('app.state', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
    const odd = createIpcTransport({ call: () => Promise.resolve('hello'), subscribe: () => () => undefined })
    expect(await odd.call('app.state', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})
