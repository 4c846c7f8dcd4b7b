import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createAddressRenewal } from '../../../electron/hosts/browser/addressRenewal'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function setUp(times: number) {
  const printed: string[] = []
  let made = 0
  const renewal = createAddressRenewal({ launchUrl: () => `address ${(made += 1)}`, print: (address) => printed.push(address), everyMs: 60_000, times })
  renewal.start()
  return { renewal, printed }
}

it('prints a fresh address each time the last one has run out', () => {
  const { printed } = setUp(10)
  vi.advanceTimersByTime(59_999)
  expect(printed).toEqual([])
  vi.advanceTimersByTime(1)
  expect(printed).toEqual(['address 1'])
  vi.advanceTimersByTime(60_000)
  expect(printed).toEqual(['address 1', 'address 2'])
})

it('stops when somebody came in, and after its last time by itself', () => {
  const came = setUp(10)
  vi.advanceTimersByTime(60_000)
  came.renewal.stop()
  vi.advanceTimersByTime(600_000)
  expect(came.printed).toEqual(['address 1'])
  const nobody = setUp(3)
  vi.advanceTimersByTime(6_000_000)
  expect(nobody.printed).toHaveLength(3)
})
