import { expect, it } from 'vitest'
import type { FlowRow } from '@shared/contract/views'
import type { Outcome } from '@shared/domain/stateWords'
import { appInProcess, changeOf, newCommand, type AppInProcess } from '../../support/appInProcess'

/** A case of this flow, closed by hand with that outcome. */
async function closedCase(app: AppInProcess, outcome: Outcome, flow = 'wrong-password'): Promise<void> {
  const view = await app.call('cases.open', { commandId: newCommand(), flow, door: 'employee' })
  await app.call('cases.setState', { ...changeOf(view), state: 'closed', outcome })
}
async function rowOf(app: AppInProcess, flow = 'wrong-password'): Promise<FlowRow> {
  const row = (await app.call('flows.list', {})).flows.find((one) => one.flow === flow)
  if (row === undefined) throw new Error(`no flow ${flow}`)
  return row
}

it('a flow turns amber when its recent cases end "not solved", and comes back when they are solved', async () => {
  const app = await appInProcess()
  expect(await rowOf(app)).toMatchObject({ health: { source: 'fresh', runs: 'tooFew' }, rate: { total: 0 }, owner: 'flows', sourceAddress: 'https://helpdesk.bitrix24.com/open/25036348' })
  await closedCase(app, 'solved')
  await closedCase(app, 'abandoned')
  await closedCase(app, 'handedOver')
  for (let i = 0; i < 4; i += 1) await closedCase(app, 'notSolved')
  expect(await rowOf(app)).toMatchObject({ health: { runs: 'failing' }, rate: { solved: 1, notSolved: 4, handedOver: 1, total: 6 } })
  expect(await rowOf(app, 'lost-phone')).toMatchObject({ health: { runs: 'tooFew' }, rate: { total: 0 } })
  for (let i = 0; i < 3; i += 1) await closedCase(app, 'solved')
  expect(await rowOf(app)).toMatchObject({ health: { runs: 'fine' }, rate: { solved: 4, notSolved: 4, handedOver: 1, total: 9 } })
})

it('what was tried out in the demo company says nothing about a real portal, and the other way round', async () => {
  const app = await appInProcess()
  await app.call('connection.openDemo', {})
  for (let i = 0; i < 5; i += 1) await closedCase(app, 'notSolved')
  expect(await rowOf(app)).toMatchObject({ health: { runs: 'failing' }, rate: { total: 5 } })
  await app.call('connection.disconnect', {})
  expect(await rowOf(app)).toMatchObject({ health: { runs: 'tooFew' }, rate: { total: 0 } })
  await closedCase(app, 'solved')
  await app.call('connection.openDemo', {})
  expect(await rowOf(app)).toMatchObject({ rate: { solved: 0, notSolved: 5, total: 5 } })
})

it('the source of a flow is opened as a help page, and nothing else by that way', async () => {
  const app = await appInProcess()
  const { address } = await app.call('flows.openSource', { flow: 'lost-phone' })
  expect(app.links).toEqual([{ address, kind: 'help', portalHosts: [] }])
  expect(address).toBe('https://helpdesk.bitrix24.com/open/25930739')
  for (const flow of ['no-such-flow', 'constructor', 'helpdesk']) expect(await app.assembled.dispatch('flows.openSource', { flow })).toMatchObject({ ok: false, error: { code: 'flowNotFound' } })
  expect(app.links).toHaveLength(1)
})
