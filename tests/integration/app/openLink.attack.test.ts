import { describe, expect, it, onTestFinished } from 'vitest'
import { startDemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { appInProcess, changeOf, newCommand, stepOf, untilAsked, type AppInProcess } from '../../support/appInProcess'

/** To the step that points to the portal's own login page, at a portal that came with the pasted text. */
async function atPortalLink(app: AppInProcess, host: string): Promise<Awaited<ReturnType<typeof untilAsked>>> {
  let view = await untilAsked(app, await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'employee', message: 'Incorrect login or password', person: { address: 'ben.harrow@harbourpine.example', portal: host } }))
  if (view.step.step === 'wrong-portal') view = await untilAsked(app, await app.call('flow.tryAdvice', { ...changeOf(view), ...stepOf(view), result: 'failed' }))
  view = await untilAsked(app, await app.call('flow.answer', { ...changeOf(view), ...stepOf(view), value: 'no' }))
  expect(view.step.links.map(({ link }) => link)).toContain('portal-login')
  return view
}

describe('opening a link (architecture 6A-15)', () => {
  it('vouches for no host that came with pasted text', async () => {
    const app = await appInProcess()
    const view = await atPortalLink(app, 'evil.example')
    await app.call('app.openLink', { caseId: view.case.caseId, link: 'portal-login' })
    expect(app.links).toEqual([{ address: 'https://evil.example/', kind: 'portal', portalHosts: [] }])
  })

  it('vouches for the connected portal alone, whatever the case names', async () => {
    const portal = await startDemoPortal()
    onTestFinished(() => portal.stop())
    const app = await appInProcess()
    await app.call('connection.connectWebhook', { webhook: portal.webhook })
    const view = await atPortalLink(app, 'evil.example')
    await app.call('app.openLink', { caseId: view.case.caseId, link: 'portal-login' })
    expect(app.links).toEqual([{ address: 'https://evil.example/', kind: 'portal', portalHosts: [new URL(portal.url).host] }])
  })

  it('of the demo company opens nothing and says where it would lead', async () => {
    const app = await appInProcess()
    await app.call('connection.openDemo', {})
    const view = await untilAsked(app, await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'agent', message: 'Incorrect login or password cleo.marsh@harbourpine.example' }))
    const result = await app.call('app.openLink', { caseId: view.case.caseId, link: 'portal-invited' })
    expect(result).toEqual({ opened: false, address: 'https://harbourpine.bitrix24.example/company/?apply_filter=Y&INVITED=Y' })
    expect(app.links).toEqual([])
  })

  it.each(['portal-dismissed', 'no-such-link', 'constructor'])('refuses %s, which the step does not name', async (link) => {
    const app = await appInProcess()
    const view = await atPortalLink(app, 'evil.example')
    const result = await app.assembled.dispatch('app.openLink', { caseId: view.case.caseId, link })
    expect(result).toMatchObject({ ok: false, error: { code: link === 'portal-dismissed' ? 'stepMoved' : 'unsafeLink' } })
    expect(app.links).toEqual([])
  })
})
