import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressShape } from '@shared/domain/address/addressShape'
import { checkReasons } from '@shared/domain/checks'
import { factDefinition } from '@shared/domain/facts'
import { runCheck } from '../../../electron/core/checks/runCheck'
import { checkContext } from '../../support/portal/checkParts'

const look = (address: string) => runCheck('new-address-syntax', checkContext({ door: 'employee', facts: { 'person.address': 'ro.stork@harbourpin.example', 'address.new': address } }))

test.each([
  ['rio.stork@harbourpine.example', 'ok', 'fine', undefined],
  ['rio.stork', 'problem', 'broken', undefined],
  ['+44 7700 900123', 'problem', 'broken', undefined],
  ['r\u0456o.stork@harbourpine.example', 'problem', 'lookalike', 'rio.stork@harbourpine.example'],
  ['rio.stork@gmial.com', 'problem', 'typo', 'rio.stork@gmail.com'],
  ['rio.stork@mailinator.com', 'problem', 'disposable', undefined],
])('%s: %s, %s', async (address, result, reason, suggestion) => {
  const outcome = await look(address)
  expect(outcome).toMatchObject({ result, reason, values: { 'address.newShape': reason } })
  expect(outcome.values['address.newSuggestion']).toBe(suggestion)
})

test('every reason is a value of the fact, and every value a reason', () => {
  const shape = factDefinition('address.newShape')
  expect(shape.type === 'closed' ? shape.values : []).toEqual(checkReasons['new-address-syntax'])
})

test('speaks of the address to be used instead alone, and shows it whole to nobody', async () => {
  await fc.assert(
    fc.asyncProperty(fc.emailAddress(), async (address) => {
      const outcome = await look(address)
      expect(outcome.reason === 'broken' || outcome.reason === 'lookalike').toBe(addressShape(address).shape !== 'fine')
      expect(outcome.evidence.join()).not.toContain(address)
    }),
  )
})

test('needs the address', async () => {
  expect(await runCheck('new-address-syntax', checkContext({ facts: { 'person.address': 'rio@harbourpine.example' } }))).toMatchObject({ result: 'notRun', reason: 'needsFact', values: {} })
})
