import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readWebhookShape } from '@/composables/webhookShape'

describe('the launch token', () => {
  const token = 'k3J-_9'.repeat(8).slice(0, 43)
  beforeEach(() => vi.resetModules())
  afterEach(() => history.replaceState(null, '', '/'))

  it.each([`#${token}`, `#token=${token}`, `#/token=${token}`])('is taken from %s and leaves the address at once', async (hash) => {
    history.replaceState(null, '', `/${hash}`)
    const { launchToken } = await import('@/launchToken')
    expect(launchToken).toBe(token)
    expect(location.href).not.toContain(token)
    expect(location.hash).toBe('#/')
  })

  it.each(['#/cases', '#/cases/3f0c8a51-6f7e-4c1b-9a5d-2b8e4d7c1a01/guide', '#', ''])('is not made of the address %s', async (hash) => {
    history.replaceState(null, '', `/${hash}`)
    const { launchToken } = await import('@/launchToken')
    expect(launchToken).toBeUndefined()
    expect(location.hash).toBe(hash === '#' ? '' : hash)
  })
})

describe('a pasted webhook', () => {
  it.each([
    ['https://a.bitrix24.com/rest/4/abcdefgh12345678/', { state: 'whole', portal: 'a.bitrix24.com', user: '4' }],
    ['  https://a.bitrix24.com/rest/4/abcdefgh12345678  ', { state: 'whole', portal: 'a.bitrix24.com', user: '4' }],
    ['https://a.bitrix24.com/rest/4/abcdefgh12345678/profile.json', { state: 'whole', portal: 'a.bitrix24.com', user: '4' }],
    ['http://127.0.0.1:4000/rest/1/abcdefgh12345678/', { state: 'whole', portal: '127.0.0.1:4000', user: '1' }],
    ['http://a.bitrix24.com/rest/4/abcdefgh12345678/', { state: 'insecure' }],
    ['https://a.bitrix24.com/rest/4/', { state: 'partial' }],
    ['https://evil@a.bitrix24.com/rest/4/abcdefgh12345678/', { state: 'partial' }],
    ['', { state: 'empty' }],
  ])('%s is recognised without being sent', (text, shape) => {
    expect(readWebhookShape(text)).toEqual(shape)
  })
})
