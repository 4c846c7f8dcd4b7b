import { expect, test } from 'vitest'
import { AppFailure } from '@shared/contract/appError'
import { createLimiter } from '../../../electron/adapters/portal/limiter'
import { webhookAccess, type PortalAccess } from '../../../electron/adapters/portal/portalAccess'
import { parseWebhookAddress } from '../../../electron/adapters/portal/webhookAddress'
import { callTo, webhookSecret } from '../../support/portal/clientParts'

const access = webhookAccess(parseWebhookAddress(`http://127.0.0.1:9/rest/1/${webhookSecret}/`, { allowLoopback: true }))

function placesLeftAfter(authorize: PortalAccess['authorize'], signal: AbortSignal): Promise<number> {
  const limiter = createLimiter({ sleep: () => Promise.reject(new AppFailure('internal')), now: () => 0 })
  const { call } = callTo('http://127.0.0.1:9', { access: { ...access, authorize }, limiter, send: () => Promise.reject(new Error('nothing may be sent')) })
  return call('profile', {}, { signal }).then(
    () => Promise.reject(new Error('the call succeeded')),
    async () => {
      let left = 0
      while (await limiter.take({ patienceMs: 0 }).then(() => true, () => false)) left += 1
      return left
    },
  )
}

test('whoever leaves between their turn and sending has used no place of the bucket', async () => {
  const leaving = new AbortController()
  const authorize: PortalAccess['authorize'] = (params) => {
    leaving.abort()
    return params
  }
  expect(await placesLeftAfter(authorize, leaving.signal)).toBe(50)
})

test('nor has who is refused a right before anything was sent', async () => {
  expect(await placesLeftAfter(() => Promise.reject(new AppFailure('appRemoved')), new AbortController().signal)).toBe(50)
})
