import { errorCodes } from '@shared/contract/appError'
import texts from '@shared/locales/host.en.json'
import { expect, it } from 'vitest'
import { hostText, startErrorText } from '../../../electron/hosts/browser/hostText'

it('fills its places in', () => {
  expect(hostText('openByHand', { address: 'http://127.0.0.1:1/#x', seconds: 60 })).toBe(texts.openByHand.replace('{address}', 'http://127.0.0.1:1/#x').replace('{seconds}', '60'))
  expect(startErrorText({ code: 'portInUse', details: { port: 40123 } })).toContain('40123')
})

it('has words for an error that was not foreseen', () => {
  expect(startErrorText({ code: 'overloaded' })).toBe(texts.errors.internal.replace('{code}', 'overloaded'))
})

it('names only errors that there are', () => {
  expect(Object.keys(texts.errors).filter((code) => !(errorCodes as readonly string[]).includes(code))).toEqual([])
})

it('leaves no place open in what a failed start says', () => {
  for (const code of errorCodes) expect(startErrorText({ code, details: { port: 1 } }, { dataDir: '/somewhere' })).not.toMatch(/[{}]/)
})
