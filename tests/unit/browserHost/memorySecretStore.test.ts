import { expect, it } from 'vitest'
import { createMemorySecretStore } from '../../../electron/adapters/secrets/memorySecretStore'

it('keeps a secret until it is told to forget it, and says that it is for this run only', () => {
  const store = createMemorySecretStore()
  expect(store.kind).toBe('session')
  expect(store.read('webhook')).toBeUndefined()
  store.keep('webhook', 'first')
  store.keep('webhook', 'second')
  store.keep('constructor', 'third')
  expect([store.read('webhook'), store.read('constructor'), store.read('toString')]).toEqual(['second', 'third', undefined])
  store.forget('webhook')
  expect(store.read('webhook')).toBeUndefined()
})

it('shares nothing with another one', () => {
  createMemorySecretStore().keep('webhook', 'mine')
  expect(createMemorySecretStore().read('webhook')).toBeUndefined()
})
