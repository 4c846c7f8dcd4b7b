import { expect, test } from 'vitest'
import { withAddress } from '../../../electron/adapters/portal/rowsWithAddress'
import { portalUser } from '../../support/portal/portalParts'

const wanted = 'ben@acme.example'
const row = (id: number, email: string | undefined) => portalUser({ id: String(id), email })

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
