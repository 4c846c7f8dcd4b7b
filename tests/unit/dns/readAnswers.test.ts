import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAddresses, readExchanges, readFailure, readTexts } from '../../../electron/adapters/dns/readAnswers'
import { dnsSilences } from '../../../electron/core/ports'

test.each([
  ['ENODATA', { kind: 'none' }],
  ['ENOTFOUND', { kind: 'noSuchDomain' }],
  ['ESERVFAIL', { kind: 'unknown', why: 'serverFailed' }],
  ['EREFUSED', { kind: 'unknown', why: 'refused' }],
  ['ETIMEOUT', { kind: 'unknown', why: 'timedOut' }],
  ['ECONNREFUSED', { kind: 'unknown', why: 'offline' }],
  ['EBADRESP', { kind: 'unknown', why: 'garbled' }],
  ['', { kind: 'unknown', why: 'garbled' }],
  ['constructor', { kind: 'unknown', why: 'garbled' }],
])('%j is read', (code, answer) => {
  expect(readFailure(code)).toEqual(answer)
})

test('only two codes say that something is not there', () => {
  fc.assert(
    fc.property(fc.string().filter((code) => code !== 'ENODATA' && code !== 'ENOTFOUND'), (code) => {
      const answer = readFailure(code)
      expect(answer.kind === 'unknown' && dnsSilences.includes(answer.why)).toBe(true)
    }),
  )
})

test('answers are cut to size, and the best host comes first', () => {
  const many = readExchanges(Array.from({ length: 500 }, (_, index) => ({ exchange: `MX${index}.firm.net.`, priority: 500 - index })))

  expect(many.kind === 'records' && many.records.map(({ priority }) => priority)).toEqual(Array.from({ length: 50 }, (_, index) => 1 + index))
  expect(readExchanges([{ exchange: 'MX.Firm.net.', priority: 5 }])).toEqual({ kind: 'records', records: [{ exchange: 'mx.firm.net', priority: 5 }] })
  expect(readTexts([['v=spf1 ', '-all'], ['x'.repeat(5000)]])).toEqual({ kind: 'records', records: ['v=spf1 -all', 'x'.repeat(4096)] })
})

test('an empty answer is none', () => {
  expect([readExchanges([]), readAddresses([]), readTexts([])]).toEqual([{ kind: 'none' }, { kind: 'none' }, { kind: 'none' }])
})
