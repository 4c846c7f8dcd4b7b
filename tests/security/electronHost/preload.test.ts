import { expect, it, vi } from 'vitest'

type Listener = (...args: unknown[]) => void
interface Bridge {
  call(...args: unknown[]): Promise<unknown>
  subscribe(listener: Listener): () => void
}
const seen = vi.hoisted(() => ({ exposed: new Map<string, unknown>(), invoked: [] as unknown[][], listeners: new Map<string, Set<Listener>>() }))
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => seen.exposed.set(name, value) },
  ipcRenderer: {
    invoke: (...words: unknown[]) => {
      seen.invoked.push(words)
      return Promise.resolve('answer')
    },
    on: (channel: string, listener: Listener) => seen.listeners.set(channel, (seen.listeners.get(channel) ?? new Set()).add(listener)),
    removeListener: (channel: string, listener: Listener) => seen.listeners.get(channel)?.delete(listener),
  },
}))
await import('../../../electron/hosts/electron/preload/preload')
const bridge = seen.exposed.get('latchkey') as Bridge

it('6A-20: the page gets two frozen functions under one name', () => {
  expect([...seen.exposed.keys()]).toEqual(['latchkey'])
  expect(Object.keys(bridge).sort()).toEqual(['call', 'subscribe'])
  expect(Object.isFrozen(bridge)).toBe(true)
})

it('6A-20: a call goes out on the one channel with a name and its params, whatever else was given', async () => {
  expect(await bridge.call('app.state', {}, 'more', { channel: 'other' })).toBe('answer')
  expect(seen.invoked).toEqual([['latchkey:call', 'app.state', {}]])
})

it('6A-20: a listener gets the message alone, without the event that carries the sender', () => {
  const got: unknown[][] = []
  const stop = bridge.subscribe((...args) => void got.push(args))
  const listeners = seen.listeners.get('latchkey:event') ?? new Set()
  for (const listener of listeners) listener({ sender: 'ipcRenderer', ports: [] }, { type: 'closing' }, 'more')
  expect(got).toEqual([[{ type: 'closing' }]])
  stop()
  expect(listeners.size).toBe(0)
})
