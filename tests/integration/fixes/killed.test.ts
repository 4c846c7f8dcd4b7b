import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '@shared/contract/views'
import { agree, atScene, changeOf, companyOf, fixWorld, newCommand, refusalOf, stepOf, type FixWorld } from '../../support/fixes/fixDesk'
import type { Instant } from '../../support/fixes/fixChild'
import { buildFixChild } from '../../support/fixes/fixChildProcess'
import { everyScene, sceneOf, sent, type FixScene } from '../../support/fixes/fixScenes'
import { until } from '../../support/portal/portalParts'

const fiveMinutes = 300_000
let child: Awaited<ReturnType<typeof buildFixChild>>
beforeAll(async () => {
  child = await buildFixChild()
}, 60_000)
afterAll(() => child.remove())

interface Killed {
  readonly world: FixWorld
  readonly view: CaseView
  readonly earlier: number
}

/** Another process runs the fix and is killed at the instant; then a window is opened on the same folder. */
async function killedAt(scene: FixScene, instant: Instant): Promise<Killed> {
  const prepared = await fixWorld(scene)
  const { portal } = prepared
  const at = await atScene(prepared, scene)
  await prepared.close()
  const earlier = sent(portal, scene.method)
  // Carried out and never answered: the process hangs there with its request under way.
  if (instant === 'underWay') portal.setFault('answers-after-time-out')
  const running = child.start({ dataDir: prepared.dataDir, company: companyOf(portal), flow: scene.flow ?? [scene.fix], caseId: at.case.caseId, commandId: newCommand(), instant })
  await running.said(1)
  if (instant === 'underWay') await until(() => sent(portal, scene.method) > earlier)
  running.process.kill('SIGKILL')
  expect(await running.ended).toBe('SIGKILL')
  expect(running.lines).toEqual([instant === 'underWay' ? 'sending' : `at ${instant}`])
  portal.clearFaults()
  const world = await prepared.reopen()
  return { world, view: await world.call('cases.view', { caseId: at.case.caseId }), earlier }
}

const wasSent: Readonly<Record<Exclude<Instant, 'never'>, number>> = { beforeTheRequest: 0, underWay: 1, afterTheAnswer: 1, beforeTheProof: 1 }

describe.each(Object.entries(wasSent))('killed at %s', (instant, count) => {
  it.each(everyScene.filter(({ fix }) => instant === 'underWay' || ['dismiss', 'change-contact-address', 'invite', 'notify-admin'].includes(fix)))('$fix is looked at first, and never sent again', async (scene) => {
    const { world, view, earlier } = await killedAt(scene, instant as Instant)
    const writes = (): number => sent(world.portal, scene.method) - earlier
    expect(view.step.fix).toMatchObject({ fix: scene.fix, state: 'lookFirst' })
    expect(view.fixes.at(-1)).toMatchObject({ fix: scene.fix, canBeUndone: false })
    expect((await world.call('app.state', {})).reminders).toContainEqual(expect.objectContaining({ caseId: view.case.caseId, kind: 'recheck', fix: scene.fix }))
    // Neither is it agreed to again nor passed by: it is looked at.
    expect((await refusalOf(world.call('fixes.run', { ...changeOf(view), ...stepOf(view), confirm: scene.confirm }))).code).toBe('fixUnderWay')
    expect((await refusalOf(world.call('fixes.skip', { ...changeOf(view), ...stepOf(view) }))).code).toBe('fixUnderWay')

    world.clock.aheadMs += fiveMinutes
    const looked = await world.call('fixes.lookAgain', { ...changeOf(view), event: view.step.fix?.event ?? '' })
    const isSo = (await scene.truth(world.portal)) === scene.after
    expect(isSo).toBe(count === 1)
    expect(looked.step.step).toBe(scene.isNotice === true ? 'unknown' : isSo ? 'verified' : 'not-verified')
    expect(writes()).toBe(count)
    expect((await world.call('app.state', {})).reminders.filter(({ kind }) => kind === 'recheck')).toEqual([])
    expect(world.log.cases.verify().findings).toEqual([])
  }, 30_000)
})

describe('two processes on one folder', () => {
  const scene = sceneOf('dismiss')

  it('the same command sent again after a crash only answers the case', async () => {
    const prepared = await fixWorld(scene)
    const at = await atScene(prepared, scene)
    await prepared.close()
    const commandId = newCommand()
    const task = { dataDir: prepared.dataDir, company: companyOf(prepared.portal), flow: [scene.fix], caseId: at.case.caseId, commandId }
    const first = child.start({ ...task, instant: 'afterTheAnswer' })
    await first.said(1)
    first.process.kill('SIGKILL')
    await first.ended
    const world = await prepared.reopen()
    const again = await world.call('fixes.run', { ...changeOf(at), commandId, ...stepOf(at), confirm: scene.confirm })
    expect(again.step.fix).toMatchObject({ state: 'lookFirst' })
    expect(sent(world.portal, scene.method)).toBe(1)
  }, 30_000)

  it('a second case on the person is told, while the other process has its request under way', async () => {
    const world = await fixWorld(scene)
    const [one, other] = [await atScene(world, scene), await atScene(world, scene)]
    const running = child.start({ dataDir: world.dataDir, company: companyOf(world.portal), flow: [scene.fix], caseId: one.case.caseId, commandId: newCommand(), instant: 'beforeTheRequest' })
    await running.said(1)
    const refused = await refusalOf(agree(world, other))
    expect(refused).toEqual({ code: 'fixElsewhere', details: { number: one.case.number } })
    running.process.kill('SIGKILL')
    await running.ended
    expect((await refusalOf(agree(world, await world.call('cases.view', { caseId: other.case.caseId })))).code).toBe('fixElsewhere')
    expect(sent(world.portal, scene.method)).toBe(0)
  }, 30_000)
})
