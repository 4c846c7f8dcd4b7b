import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAppLife, watchParent } from '../../../electron/hosts/electron/appLife'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the end of the app', () => {
  it('closes first and then exits, once, whoever asks again', async () => {
    const seen: string[] = []
    const life = createAppLife({
      limitMs: 1_000,
      close: (reason) => {
        seen.push(`close ${reason}`)
        return Promise.resolve()
      },
      exit: (code) => seen.push(`exit ${code}`),
    })
    expect(life.isEnding()).toBe(false)
    life.end('signal')
    life.end('quit', 2)
    expect(life.isEnding()).toBe(true)
    await vi.runAllTimersAsync()
    expect(seen).toEqual(['close signal', 'exit 0'])
  })
  it('exits with the code it was given, also when closing fails', async () => {
    const codes: number[] = []
    createAppLife({ limitMs: 1_000, close: () => Promise.reject(new Error('disk')), exit: (code) => codes.push(code) }).end('quit', 3)
    await vi.runAllTimersAsync()
    expect(codes).toEqual([3])
  })
  it('exits when the limit is over, although closing hangs', async () => {
    const codes: number[] = []
    createAppLife({ limitMs: 1_000, close: () => new Promise(() => undefined), exit: (code) => codes.push(code) }).end('signal')
    await vi.advanceTimersByTimeAsync(999)
    expect(codes).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(codes).toEqual([0])
  })
})

describe('the parent', () => {
  it('that stays is no reason to end; one that goes is, once and within a second', () => {
    let parent = 100
    let gone = 0
    watchParent(() => parent, () => (gone += 1))
    vi.advanceTimersByTime(60_000)
    expect(gone).toBe(0)
    parent = 1
    vi.advanceTimersByTime(1_000)
    expect(gone).toBe(1)
    vi.advanceTimersByTime(60_000)
    expect(gone).toBe(1)
  })
  it('is not watched any more once that was stopped', () => {
    let parent = 100
    let gone = 0
    const stop = watchParent(() => parent, () => (gone += 1))
    stop()
    parent = 1
    vi.advanceTimersByTime(10_000)
    expect(gone).toBe(0)
  })
})
