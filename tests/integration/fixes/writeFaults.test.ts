import { describe, expect, it } from 'vitest'
import { changeOf, refusalOf } from '../../support/fixes/fixDesk'
import { everyScene, provable, sceneOf } from '../../support/fixes/fixScenes'
import { assertHonest, last, runUnder } from '../../support/fixes/runUnder'

describe('a portal that says yes and does something else', () => {
  describe.each(['accepts-and-ignores=1', 'changes-another=1', 'changes-later=30'])('%s', (fault) => {
    it.each(provable)('$fix is not verified', async (scene) => {
      const ended = await runUnder(scene, fault, 'agreed')
      expect(ended.view.step.step).toBe('not-verified')
      expect(last(ended.view)).toMatchObject({ stage: 'notVerified', reason: fault.startsWith('changes-another') && scene.method !== 'user.add' && scene.after !== true && scene.after !== false ? 'elsewhere' : 'notShown' })
      expect(await scene.truth(ended.world.portal)).toEqual(scene.before)
      expect(ended.writes()).toBe(1)
      await assertHonest(scene, ended)
    })
  })
})

describe('a portal that is late', () => {
  it.each([1, 2, 3, 4])('by %i requests: verified only once it shows', async (requests) => {
    const scene = sceneOf('dismiss')
    await assertHonest(scene, await runUnder(scene, `changes-later=${requests}`, 'agreed'))
  })
})

describe('an answer that never comes', () => {
  it.each(provable)('of $fix, which was done: it is seen, and verified', async (scene) => {
    const ended = await runUnder(scene, 'answers-after-time-out=1', 'agreed')
    expect(ended.view.step.step).toBe('verified')
    expect(ended.writes()).toBe(1)
    await assertHonest(scene, ended)
  })

  it.each(provable)('of $fix, which was lost: it stays open, then it is not verified, and nothing is sent again', async (scene) => {
    const ended = await runUnder(scene, 'lost-before=1', 'agreed')
    expect(ended.view.step.fix).toMatchObject({ state: 'lookFirst' })
    const { event = '' } = ended.view.step.fix ?? {}
    ended.world.portal.clearFaults()
    const early = await refusalOf(ended.world.call('fixes.lookAgain', { ...changeOf(ended.view), event }))
    expect(early.code).toBe('fixUnderWay')
    expect(Number(early.details?.['seconds'])).toBeGreaterThan(60)
    expect((await assertHonest(scene, ended)).step.step).toBe('not-verified')
  })

  it.each(everyScene.filter(({ isNotice }) => isNotice === true))('of $fix: no record tells, and it is not sent again', async (scene) => {
    for (const fault of ['answers-after-time-out=1', 'lost-before=1']) {
      const ended = await runUnder(scene, fault, 'agreed')
      expect(ended.view.step.step).toBe('unknown')
      await assertHonest(scene, ended)
    }
  })
})
