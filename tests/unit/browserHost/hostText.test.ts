import { expect, it } from 'vitest'
import { errorCodes } from '@shared/contract/appError'
import hostTexts from '@shared/locales/host.en.json'
import texts from '@shared/locales/en.json'
import { errorText } from '../../../electron/assembly/errorText'
import { hostText, type HostTextKey } from '../../../electron/hosts/browser/hostText'

it.each(errorCodes)('%s has a text for the terminal, with no place left open', (code) => {
  const text = errorText({ code, details: {} }, '/somewhere')
  expect(text).toContain(texts.errors[code].title)
  expect(text).not.toMatch(/[{}]/)
})

it('names the data folder where the error is about it, and only there', () => {
  expect(errorText({ code: 'databaseNotOne' }, '/somewhere')).toContain('/somewhere')
  expect(errorText({ code: 'webhookMalformed' }, '/somewhere')).not.toContain('/somewhere')
})

it.each(Object.keys(hostTexts))('fills every place of %s', (key) => {
  const filled = hostText(key as HostTextKey, { seconds: 60, minutes: 30, count: 10, address: 'ADDRESS' })
  expect(filled).not.toMatch(/[{}]/)
  expect(filled.length).toBeGreaterThan(10)
})
