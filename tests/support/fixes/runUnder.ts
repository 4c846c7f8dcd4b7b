import { expect } from 'vitest'
import type { CaseView, FixRow } from '@shared/contract/views'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { timeoutFor } from '../portal/portalParts'
import { aroundWrites } from './aroundWrites'
import { agree, atScene, changeOf, fixWorld, type FixWorld } from './fixDesk'
import { sent, type FixScene } from './fixScenes'

const twoMinutes = 121_000
export const last = (view: CaseView): FixRow => view.fixes.at(-1) as FixRow

export interface Ended {
  readonly world: FixWorld
  readonly view: CaseView
  readonly writes: () => number
}

/** Runs the fix with a fault that stands from then on, from the moment its write leaves, or for that one request. */
export async function runUnder(scene: FixScene, fault: string, from: 'agreed' | 'sending' | 'sendingOnly'): Promise<Ended> {
  const whenMeant: { portal?: DemoPortal } = {}
  const before = (): void => {
    if (from !== 'agreed') whenMeant.portal?.setFault(fault)
  }
  const after = (): void => {
    if (from === 'sendingOnly') whenMeant.portal?.clearFaults()
  }
  const world = await fixWorld(scene, { ...timeoutFor(fault), between: (ports) => aroundWrites(ports, { before, after }) })
  const { portal } = world
  const at = await atScene(world, scene)
  const earlier = sent(portal, scene.method)
  whenMeant.portal = portal
  if (from === 'agreed') portal.setFault(fault)
  const view = await agree(world, at)
  return { world, view, writes: () => sent(world.portal, scene.method) - earlier }
}

/** What must hold whatever the portal did: it is read past the product, with every fault gone. */
export async function assertHonest(scene: FixScene, { world, view, writes }: Ended): Promise<CaseView> {
  const { portal } = world
  portal.clearFaults()
  expect(writes()).toBeLessThanOrEqual(1)
  if (last(view).stage === 'failed') expect(await scene.truth(portal), 'refused, and nothing done').toEqual(scene.before)
  if (last(view).stage === 'verified') expect(await scene.truth(portal), 'seen, and so').toEqual(scene.after)
  let ended = view
  if (view.step.fix?.state === 'lookFirst') {
    const { event = '' } = view.step.fix
    world.clock.aheadMs += twoMinutes
    ended = await world.call('fixes.lookAgain', { ...changeOf(view), event })
    if (scene.isNotice !== true) expect(last(ended).stage).toBe((await scene.truth(portal)) === scene.after ? 'verified' : 'notVerified')
  }
  expect(ended.step.fix, 'nothing is offered a second time').toBeUndefined()
  expect(writes()).toBeLessThanOrEqual(1)
  expect(world.log.cases.verify().findings).toEqual([])
  return ended
}
