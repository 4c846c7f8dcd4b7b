import { describe, expect, test } from 'vitest'
import { demoPortalFaults } from '../../../electron/demo-portal/startDemoPortal'
import { errorCodes } from '@shared/contract/appError'
import { clientMethodNames, clientMethods, connectToDemo, endOf, everythingOf, failureOf, timeoutFor, until } from '../../support/portal/portalParts'

const never = new AbortController().signal
/** Codes each fault may end in; `value` where the client copes. Every fault of the demo portal has a line. */
const expected: Readonly<Record<string, { readonly fault?: string; readonly ends: readonly string[] }>> = {
  slow: { fault: 'slow=20', ends: ['value'] },
  reset: { ends: ['network'] },
  'time-out': { ends: ['timeout'] },
  renamed: { ends: ['portalRenamed'] },
  'html-502': { ends: ['portalError'] },
  'html-200': { ends: ['notBitrix'] },
  '500': { ends: ['portalError'] },
  'rate-limit': { ends: ['rateLimited'] },
  overload: { ends: ['portalBlocked'] },
  'portal-blocked': { ends: ['portalBlocked'] },
  'rest-paid-only': { ends: ['subscriptionNeeded'] },
  'webhook-dead': { ends: ['webhookDead'] },
  'operating-limit': { ends: ['overloaded'] },
  'scope-missing': { ends: ['value', 'scopeMissing'] },
  'scope-reduced': { ends: ['value'] },
  'clock-skew': { ends: ['value'] },
  'result-holds-error': { ends: ['scopeMissing'] },
  'missing-total': { ends: ['value'] },
  'unknown-fields': { ends: ['value'] },
  truncated: { ends: ['badAnswerFromPortal'] },
  bom: { ends: ['value'] },
}

test('every fault of the demo portal has a line in this table', () => {
  expect(Object.keys(expected).sort()).toEqual([...demoPortalFaults].sort())
})

describe.each(Object.entries(expected))('with the fault %s', (name, { fault = name, ends }) => {
  test.each(clientMethodNames)('%s ends in a value or a named code, and the secret is in nothing', async (method) => {
    const { portal, api, log, secret } = await connectToDemo({ client: timeoutFor(name) })
    portal.setFault(fault)

    const end = await endOf<unknown>(clientMethods[method](api, never))

    expect(ends).toContain('failure' in end ? end.failure.code : 'value')
    if ('failure' in end) {
      expect(errorCodes).toContain(end.failure.code)
      expect(end.failure.cause).toBeUndefined()
      expect(everythingOf(end.failure)).not.toContain(secret)
      expect(JSON.stringify(end.failure.toAppError())).not.toContain(secret)
    }
    expect(log.lines.length).toBeGreaterThan(0)
    expect(log.lines.join('\n')).not.toContain(secret)
  })
})

test('an object that reaches the portal does not show its secret', async () => {
  const { api, gateway, secret } = await connectToDemo()

  expect(everythingOf(api)).not.toContain(secret)
  expect(everythingOf(gateway)).not.toContain(secret)
})

test('a renamed portal is named by its new host only, and nothing is sent on', async () => {
  const { portal, api, log, secret } = await connectToDemo()
  portal.setFault('renamed=https://newname.bitrix24.example')

  const failure = await failureOf(api.profile())

  expect(failure).toMatchObject({ code: 'portalRenamed', details: { movedTo: 'newname.bitrix24.example' } })
  expect(everythingOf(failure) + log.lines.join('')).not.toContain(secret)
  expect(portal.requests()).toHaveLength(1)
})

describe('repeating', () => {
  test('a broken connection is tried twice more and then answers', async () => {
    const { portal, api, waits } = await connectToDemo()
    portal.setFault('reset=2')

    await expect(api.profile()).resolves.toMatchObject({ name: 'Noa Linden' })
    expect(waits).toHaveLength(2)
    expect(waits[1]).toBeGreaterThan(waits[0]!)
  })

  test('a third broken connection is the end', async () => {
    const { portal, api, waits } = await connectToDemo()
    portal.setFault('reset=3')

    await expect(api.profile()).rejects.toMatchObject({ code: 'network', retry: 'now' })
    expect(waits).toHaveLength(2)
    await expect(api.profile()).resolves.toBeDefined()
  })

  test('QUERY_LIMIT_EXCEEDED is waited out', async () => {
    const { portal, api } = await connectToDemo()
    portal.setFault('rate-limit=2')

    await expect(api.scope()).resolves.toContain('user')
    expect(portal.requests()).toHaveLength(3)
  })

  test.each(['overload', 'portal-blocked', 'operating-limit', 'webhook-dead', 'rest-paid-only', '500', 'truncated'])('%s is never repeated', async (fault) => {
    const { portal, api } = await connectToDemo()
    portal.setFault(fault)

    await failureOf(api.profile())
    expect(portal.requests()).toHaveLength(1)
  })

  test('a signal ends the waiting between two attempts', async () => {
    const abort = new AbortController()
    const { portal, api } = await connectToDemo({
      client: {
        sleep: () => {
          abort.abort()
          return Promise.resolve()
        },
      },
    })
    portal.setFault('reset')

    await expect(api.profile({ signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

test('a signal ends a request that hangs', async () => {
  const { portal, api } = await connectToDemo()
  portal.setFault('time-out')
  const abort = new AbortController()
  const call = failureOf(api.profile({ signal: abort.signal }))
  await until(() => portal.requests().length > 0)
  abort.abort()

  expect((await call).code).toBe('cancelled')
})

test('a signal that has fired before sends nothing', async () => {
  const { portal, api } = await connectToDemo()

  await expect(api.profile({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  expect(portal.requests()).toHaveLength(0)
})

test('the secret of a wrong webhook is not repeated by the refusal', async () => {
  const { portal, gateway } = await connectToDemo()
  const secret = 'wr0ngsecretwr0ngsecret'
  const api = gateway.connect(`${portal.url}/rest/4/${secret}/`, { allowLoopback: true })

  const failure = await failureOf(api.profile())

  expect(failure.code).toBe('webhookDead')
  expect(everythingOf(failure)).not.toContain(secret)
})

test('nobody listening is a network failure without the address', async () => {
  const { portal, api, secret } = await connectToDemo()
  await portal.stop()

  const failure = await failureOf(api.profile())

  expect(failure).toMatchObject({ code: 'network', details: { cause: 'ECONNREFUSED' } })
  expect(everythingOf(failure)).not.toContain(secret)
})
