import { describe, expect, test } from 'vitest'
import { demoPortalFaults } from '../../../electron/demo-portal/startDemoPortal'
import { errorCodes } from '@shared/contract/appError'
import { clientMethodNames, clientMethods, connectAsAdmin, connectToDemo, endOf, everythingOf, failureOf, timeoutFor, until, writingMethods } from '../../support/portal/portalParts'

const never = new AbortController().signal
interface Line {
  /** As it is set; its bare name unless said. */
  readonly fault?: string
  /** What a read may end in: `value` where the client copes. */
  readonly reads: readonly string[]
  /** What a write may end in besides; most ask something first, which is a read. */
  readonly writes?: readonly string[]
}
const unconfirmed = ['writeUnconfirmed']
/** Every fault of the demo portal has a line. */
const expected: Readonly<Record<string, Line>> = {
  slow: { fault: 'slow=20', reads: ['value'] },
  reset: { reads: ['network'], writes: unconfirmed },
  'reset-midway': { reads: ['network'], writes: unconfirmed },
  'time-out': { reads: ['timeout'], writes: unconfirmed },
  drip: { fault: 'drip=20', reads: ['timeout'], writes: unconfirmed },
  'gzip-broken': { reads: ['badAnswerFromPortal'], writes: unconfirmed },
  renamed: { reads: ['portalRenamed'] },
  // By redirect it looks like a renamed portal here: from this machine plain http is believed
  'captive-portal': { fault: 'captive-portal=511', reads: ['captivePortal'] },
  'html-502': { reads: ['portalError'], writes: unconfirmed },
  'html-200': { reads: ['notBitrix'], writes: unconfirmed },
  '500': { reads: ['portalError'], writes: unconfirmed },
  'rate-limit': { reads: ['rateLimited'] },
  overload: { reads: ['portalBlocked'] },
  'portal-blocked': { reads: ['portalBlocked'] },
  'rest-paid-only': { reads: ['subscriptionNeeded'] },
  'webhook-dead': { reads: ['webhookDead'] },
  // A webhook has no token
  'token-expired': { reads: ['value'] },
  'operating-limit': { reads: ['overloaded'] },
  'localised-error': { reads: ['portalError'], writes: ['addressTaken'] },
  'scope-missing': { reads: ['value', 'scopeMissing'] },
  'scope-reduced': { reads: ['value'], writes: ['scopeMissing'] },
  'clock-skew': { reads: ['value'] },
  'result-holds-error': { reads: ['scopeMissing'] },
  'missing-total': { reads: ['value'] },
  'unknown-fields': { reads: ['value'] },
  truncated: { reads: ['badAnswerFromPortal'], writes: unconfirmed },
  bom: { reads: ['value'] },
  'wrong-encoding': { reads: ['value'] },
  'accepts-and-ignores': { reads: ['value'] },
  'changes-later': { reads: ['value'] },
  'changes-another': { reads: ['value'] },
  'lost-before': { reads: ['value'], writes: unconfirmed },
  'answers-after-time-out': { reads: ['value'], writes: unconfirmed },
}

test('every fault of the demo portal has a line in this table', () => {
  expect(Object.keys(expected).sort()).toEqual([...demoPortalFaults].sort())
})

describe.each(Object.entries(expected))('with the fault %s', (name, { fault = name, reads, writes = [] }) => {
  test.each(clientMethodNames)('%s ends in a value or a named code, and the secret is in nothing', async (method) => {
    const { portal, api, log, secret } = await connectAsAdmin({ client: timeoutFor(name) })
    portal.setFault(fault)

    const end = await endOf<unknown>(clientMethods[method](api, never))

    expect(method in writingMethods ? [...reads, ...writes] : reads).toContain('failure' in end ? end.failure.code : 'value')
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

  test.each(['overload', 'portal-blocked', 'operating-limit', 'webhook-dead', 'rest-paid-only', 'truncated'])('%s is never repeated', async (fault) => {
    const { portal, api } = await connectToDemo()
    portal.setFault(fault)

    await failureOf(api.profile())
    expect(portal.requests()).toHaveLength(1)
  })

  test('an error of the portal’s own is asked about once more', async () => {
    const { portal, api } = await connectToDemo()
    portal.setFault('500')

    await expect(api.profile()).rejects.toMatchObject({ code: 'portalError' })
    expect(portal.requests()).toHaveLength(2)
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

test('a signal ends a listing of everybody in the middle', async () => {
  const { portal, api } = await connectToDemo({ people: 3000 })
  const ending = new AbortController()
  const pages: number[] = []
  const listing = failureOf(
    (async () => {
      for await (const page of api.people({ signal: ending.signal })) {
        pages.push(page.length)
        // The next page is in the batch that comes now, and that never comes
        if (pages.length === 1) portal.setFault('time-out')
        if (pages.length === 1) void until(() => portal.requests().filter(({ method }) => method === 'batch').length === 2).then(() => ending.abort())
      }
    })(),
  )

  expect((await listing).code).toBe('cancelled')
  expect(pages).toEqual([50])
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
