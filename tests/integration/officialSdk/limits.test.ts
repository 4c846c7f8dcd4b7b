import { ParamsFactory } from '@bitrix24/b24jssdk'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { describe, expect, it } from 'vitest'
import { openPortal } from '../../support/demoPortal/callPortal'
import { failureOf } from '../../support/officialSdk/failureOf'
import { openHookSdk } from '../../support/officialSdk/openSdk'
import { virtualClock } from '../../support/officialSdk/virtualClock'

/** A portal that feels the virtual clock. */
const openLimited = (limits: 'standard' | 'enterprise'): Promise<DemoPortal> => openPortal({ limits, now: () => Date.now() })

const calls = (sdk: ReturnType<typeof openHookSdk>, count: number): Promise<readonly boolean[]> =>
  Promise.all(Array.from({ length: count }, async () => (await sdk.actions.v2.call.make({ method: 'server.time' })).isSuccess))

describe('limits of requests', () => {
  it.each([
    ['standard', ParamsFactory.getDefault(), 50, 2],
    ['enterprise', ParamsFactory.getEnterprise(), 250, 5],
  ] as const)('%s: who keeps to the limits, as the SDK does, is never refused', async (limits, restrictions, threshold, perSecond) => {
    const portal = await openLimited(limits)
    const sdk = openHookSdk(portal.adminWebhook, restrictions)
    const clock = virtualClock(sdk)
    expect(await clock.run(calls(sdk, threshold + 10))).toEqual(Array.from({ length: threshold + 10 }, () => true))
    expect(portal.requests()).toHaveLength(threshold + 10)
    expect(clock.passedMs()).toBeGreaterThanOrEqual((10 / perSecond) * 1000)
  })

  it('who does not is refused, waits and gets through', async () => {
    const portal = await openLimited('standard')
    const sdk = openHookSdk(portal.adminWebhook)
    const clock = virtualClock(sdk)
    expect(await clock.run(calls(sdk, 52))).toEqual(Array.from({ length: 52 }, () => true))
    expect(portal.requests()).toHaveLength(54)
    expect(clock.passedMs()).toBeGreaterThanOrEqual(1000)
  })

  // SDK 2.2.0 takes every 429 for the limit of operating time and waits ten seconds, where two would do
  it('who does not is refused in REST 3.0 in its own form, waits and gets through', async () => {
    const portal = await openLimited('standard')
    const sdk = openHookSdk(portal.adminWebhook)
    const clock = virtualClock(sdk)
    const answers = await clock.run(Promise.all(Array.from({ length: 52 }, () => sdk.actions.v3.call.make({ method: 'main.eventlog.list', params: { pagination: { limit: 1 } } }))))
    expect(answers.map((answer) => answer.isSuccess)).toEqual(answers.map(() => true))
    expect(portal.requests()).toHaveLength(54)
    expect(clock.passedMs()).toBeGreaterThanOrEqual(10_000)
  })

  it('a batch counts as one', async () => {
    const portal = await openLimited('standard')
    const sdk = openHookSdk(portal.adminWebhook)
    const clock = virtualClock(sdk)
    const command = { method: 'server.time', params: {} }
    const answers = await clock.run(Promise.all(Array.from({ length: 50 }, () => sdk.actions.v2.batchByChunk.make({ calls: Array.from({ length: 20 }, () => command), options: {} }))))
    expect(answers.map((answer) => answer.isSuccess)).toEqual(answers.map(() => true))
    expect([portal.requests().length, clock.passedMs()]).toEqual([50 * 21, 0])
  })
})

it('on-premise the SDK finds no operating time, and waits for none', async () => {
  const portal = await openPortal({ onPremise: true, limits: 'standard', now: () => Date.now() })
  const sdk = openHookSdk(portal.adminWebhook)
  const clock = virtualClock(sdk)
  portal.spendOperating('user.get', 479, 1)
  for (let times = 0; times < 3; times += 1) {
    const time = (await clock.run(sdk.actions.v2.call.make({ method: 'user.get' }))).getData()?.time
    expect([time?.operating, time?.operating_reset_at, time?.duration]).toEqual([undefined, undefined, expect.any(Number) as unknown])
  }
  expect(clock.passedMs()).toBe(0)
})

describe('the limit of operating time', () => {
  it('is told by operating and operating_reset_at: who waits until then is answered', async () => {
    const portal = await openLimited('standard')
    const sdk = openHookSdk(portal.adminWebhook)
    const clock = virtualClock(sdk)
    const ask = async (): Promise<number> => (await clock.run(sdk.actions.v2.call.make({ method: 'user.get' }))).getData()?.time.operating ?? 0
    portal.spendOperating('user.get', 479, 1)
    expect(await ask()).toBeGreaterThan(479)
    expect(clock.passedMs()).toBe(0)
    expect(await ask()).toBeLessThan(479)
    // ten baskets of a minute, the SDK's margin of a second, and the second that the portal cuts off
    expect(clock.passedMs()).toBeGreaterThanOrEqual(600_000)
    expect(clock.passedMs()).toBeLessThanOrEqual(602_000)
  })

  it('blocks one method of one webhook, with 429', async () => {
    const portal = await openLimited('standard')
    const [admin, agent] = [openHookSdk(portal.adminWebhook), openHookSdk(portal.webhook)]
    const clock = virtualClock(admin)
    portal.spendOperating('user.get', 480, 1)
    expect(await clock.run(failureOf(admin.actions.v2.call.make({ method: 'user.get' })))).toEqual({ code: 'OPERATION_TIME_LIMIT', status: 429 })
    expect(clock.passedMs()).toBe(20_000)
    expect((await admin.actions.v2.call.make({ method: 'profile' })).isSuccess).toBe(true)
    expect((await agent.actions.v2.call.make({ method: 'user.get' })).isSuccess).toBe(true)
  })
})
