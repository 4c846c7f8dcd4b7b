import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip, shortenAddress } from '../../../electron/core/checks/evidence'

test.each([
  ['cleo.marsh@harbourpine.example', 'cleo.m…@harbourpine.example'],
  ['ben@a.example', 'b…@a.example'],
  ['x@a.example', '…@a.example'],
  ['wilhelmina.zwanenburgh@a.example', 'wilhel…@a.example'],
  ['no address', 'no add…'],
])('%s is shortened to %s', (address, shortened) => {
  expect(shortenAddress(address)).toBe(shortened)
})

test('a shortened address is never the address', () => {
  fc.assert(fc.property(fc.emailAddress(), (address) => shortenAddress(address) !== address))
})

test('a line fits its event', () => {
  expect(clip('a'.repeat(400))).toHaveLength(300)
  expect(clip('short')).toBe('short')
})
