import { describe, expect, test } from 'vitest'
import { withAddress, withAddressLike, withMobile } from '../../../electron/adapters/portal/rowsWithAddress'
import { portalUser } from '../../support/portal/portalParts'

const wanted = 'ben@acme.example'
const row = (id: number, email: string | undefined) => portalUser({ id: String(id), email })
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1)

test('rows with the address are kept, whatever the case', () => {
  expect(withAddress([row(1, wanted), row(2, 'BEN@acme.example ')], wanted).map((user) => user.id)).toEqual(['1', '2'])
})

test('a near match of the database beside the right one is dropped', () => {
  expect(withAddress([row(1, wanted), row(2, 'bén@acme.example')], wanted).map((user) => user.id)).toEqual(['1'])
})

test('strangers alone mean that the filter was ignored', () => {
  expect(() => withAddress([row(1, 'ada@acme.example')], wanted)).toThrow('badAnswerFromPortal')
  expect(() => withAddress([row(1, wanted), ...[2, 3, 4, 5, 6, 7].map((id) => row(id, `${id}@acme.example`))], wanted)).toThrow('badAnswerFromPortal')
})

test('rows without any address prove nothing', () => {
  expect(() => withAddress([row(1, undefined)], wanted)).toThrow('scopeMissing')
})

test('no rows are no rows', () => {
  expect(withAddress([], wanted)).toEqual([])
})

describe('addresses that contain a text', () => {
  test('rows that contain it are kept, whatever the case', () => {
    expect(withAddressLike([row(1, 'BEN@acme.example'), row(2, 'ruben@x.example')], 'ben').map((user) => user.id)).toEqual(['1', '2'])
  })

  test('what a wildcard of the portal brought beside is left out, however much', () => {
    const strangers = range(40).map((id) => row(id, `b${id}n@acme.example`))
    expect(withAddressLike([...strangers, row(50, 'x.b_n@acme.example')], 'b_n').map((user) => user.id)).toEqual(['50'])
  })

  test('a page of strangers is an ignored filter', () => {
    expect(() => withAddressLike(range(6).map((id) => row(id, `${id}@acme.example`)), 'ben')).toThrow('badAnswerFromPortal')
    expect(withAddressLike([row(1, 'bén@acme.example')], 'ben')).toEqual([])
  })

  test('hidden addresses cannot be compared', () => {
    expect(() => withAddressLike([row(1, undefined)], 'ben')).toThrow('scopeMissing')
  })
})

describe('people by their number', () => {
  const record = (id: number, mobile: string | undefined) => ({ user: row(id, 'a@x.example'), firstName: undefined, lastName: undefined, mobile })

  test('digits decide', () => {
    expect(withMobile([record(1, '+44 (20) 7946-0018')], '442079460018').map((user) => user.id)).toEqual(['1'])
    expect(withMobile([], '442079460018')).toEqual([])
  })

  test('other numbers mean that the filter was ignored, no numbers that they are hidden', () => {
    expect(() => withMobile([record(1, '123456')], '442079460018')).toThrow('badAnswerFromPortal')
    expect(() => withMobile([record(1, undefined)], '442079460018')).toThrow('scopeMissing')
  })
})
