import { describe, expect, it, onTestFinished } from 'vitest'
import { startDemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { appInProcess, changeOf, newCommand, stepOf, untilAsked, type AppInProcess } from '../../support/appInProcess'
import { truth, type Condition, type Truth } from '../../support/demoPortal/truth'

/** What Latchkey must find by itself, before any question beyond the address. */
function expectedVerdict(person: Truth): string | undefined {
  if (person.sharesAddress === true) return 'shared-address'
  if (person.types !== undefined) return 'not-on-portal'
  const verdicts: Record<Condition, string | undefined> = { invitationPending: 'invitation-pending', awaitingApproval: 'awaiting-approval', dismissed: 'dismissed', neverLoggedIn: 'no-password-yet', healthy: undefined }
  return verdicts[person.condition]
}

async function diagnose(app: AppInProcess, address: string): Promise<Awaited<ReturnType<typeof untilAsked>>> {
  return untilAsked(app, await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: `"Incorrect login or password" says Bitrix24 to ${address}` }))
}

describe('the people of the demo company', () => {
  it('are each told what is the matter, from the pasted message alone, and the healthy are told of no problem', { timeout: 60_000 }, async () => {
    const app = await appInProcess()
    await app.call('connection.openDemo', {})
    for (const person of truth) {
      const view = await diagnose(app, person.types ?? person.email)
      expect(view.case.verdict, `${person.name} (${person.condition})`).toBe(expectedVerdict(person))
      if (expectedVerdict(person) === undefined) {
        expect(view.step).toMatchObject({ kind: 'ask', step: 'way' })
        expect(view.checks.filter(({ state }) => state === 'problem')).toEqual([])
        expect(view.case.person).toBe(person.name)
      }
    }
  })

  it('a security block is told apart from a wrong password, by the portal that refuses everything', async () => {
    const portal = await startDemoPortal()
    onTestFinished(() => portal.stop())
    const app = await appInProcess()
    await app.call('connection.connectWebhook', { webhook: portal.webhook })
    portal.setFault('portal-blocked')
    const view = await diagnose(app, 'ivo.tern@harbourpine.example')
    expect(view.case.verdict).toBe('security-block')
    expect(view.checks.find(({ check }) => check === 'rest-health')).toMatchObject({ state: 'problem', reason: 'blocked' })
    expect(view.checks.find(({ check }) => check === 'portal-reachable')).toMatchObject({ state: 'ok' })
  })

  it('the employee’s door asks the portal nothing about anybody, also where a connection exists', async () => {
    const portal = await startDemoPortal()
    onTestFinished(() => portal.stop())
    const app = await appInProcess()
    await app.call('connection.connectWebhook', { webhook: portal.webhook })
    const screens = []
    for (const address of ['cleo.marsh@harbourpine.example', 'nobody.here@harbourpine.example']) {
      const before = portal.requests().length
      const view = await untilAsked(app, await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'employee', message: `Incorrect login or password ${address}` }))
      const asked = portal.requests().slice(before).map(({ method }) => method)
      expect(asked.filter((method) => method.startsWith('user.'))).toEqual([])
      screens.push(JSON.stringify({ step: { ...view.step, checks: view.step.checks.map(({ check, state, reason }) => [check, state, reason]) }, checks: view.checks.map(({ check, state, reason }) => [check, state, reason]) }).replaceAll(address, 'ADDRESS'))
    }
    expect(screens[0]).toBe(screens[1])
  })

  it('who logs in while the case is open is seen by the proof, without a question', async () => {
    const portal = await startDemoPortal()
    onTestFinished(() => portal.stop())
    const app = await appInProcess()
    await app.call('connection.connectWebhook', { webhook: portal.webhook })
    const ben = truth.find(({ name }) => name === 'Ben Harrow')
    let view = await diagnose(app, ben?.email ?? '')
    for (const value of ['password', 'checked', 'notTried']) view = await app.call('flow.answer', { ...changeOf(view), ...stepOf(view), value })
    expect(view.step).toMatchObject({ kind: 'advise', verdict: 'forgotten-password' })
    portal.signIn(ben?.id ?? 0)
    view = await untilAsked(app, await app.call('flow.tryAdvice', { ...changeOf(view), ...stepOf(view), result: 'done' }))
    expect(view.case).toMatchObject({ state: 'closed', outcome: 'solved' })
    expect(view.checks.find(({ check }) => check === 'last-login-moved')).toMatchObject({ state: 'ok' })
  })
})
