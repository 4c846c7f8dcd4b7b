import { describe, expect, it } from 'vitest'
import { fixes } from '@shared/domain/fixes'
import { agree, atScene, changeOf, fixWorld, placeOf } from '../../support/fixes/fixDesk'
import { everyScene, provable, sent, undoable } from '../../support/fixes/fixScenes'

describe('agreed to, a fix is sent once and proven:', () => {
  it.each(provable)('$fix', async (scene) => {
    const world = await fixWorld(scene)
    const at = await atScene(world, scene)
    expect(at.step).toMatchObject({ kind: 'fix', awaits: 'person', fix: { fix: scene.fix, state: 'ready' } })
    expect(await scene.truth(world.portal)).toEqual(scene.before)
    const earlier = sent(world.portal, scene.method)
    const preview = await world.call('fixes.preview', placeOf(at))
    expect(preview).toMatchObject({ fix: scene.fix, confirmWith: scene.confirm, canBeUndone: scene.undo !== undefined, callerVerified: true })
    expect(preview.refusal).toBeUndefined()
    expect(preview.rows.length).toBeGreaterThan(0)
    expect(sent(world.portal, scene.method)).toBe(earlier)

    const done = await agree(world, at)
    expect(done.step.step).toBe('verified')
    expect(done.fixes.at(-1)).toMatchObject({ fix: scene.fix, stage: 'verified', reason: 'shown', canBeUndone: scene.undo !== undefined, used: true })
    expect(await scene.truth(world.portal)).toEqual(scene.after)
    expect(sent(world.portal, scene.method)).toBe(earlier + 1)
    expect(world.log.cases.verify().findings).toEqual([])
  })

  it.each(everyScene.filter(({ isNotice }) => isNotice === true))('$fix, of which no record tells: it ends unknown', async (scene) => {
    const world = await fixWorld(scene)
    const done = await agree(world, await atScene(world, scene))
    expect(done.step.step).toBe('unknown')
    expect(done.fixes.at(-1)).toMatchObject({ fix: scene.fix, stage: 'unknown', reason: 'cannotBeSeen', canBeUndone: false })
    expect(await scene.truth(world.portal)).toEqual(scene.after)
    expect(sent(world.portal, scene.method)).toBe(1)
  })
})

describe('taken back from what the log knows, after a restart:', () => {
  it.each(undoable)('$fix', async (scene) => {
    const world = await fixWorld(scene)
    const done = await agree(world, await atScene(world, scene))
    const again = await world.reopen()
    const event = done.fixes.at(-1)?.event ?? ''
    const preview = await again.call('fixes.previewUndo', { caseId: done.case.caseId, event })
    expect(preview).toMatchObject({ fix: scene.undo, undoes: scene.fix, canBeUndone: false })
    expect(sent(again.portal, scene.method)).toBe(1)

    const undone = await again.call('fixes.undo', { ...changeOf(done), event, confirm: preview.confirmWith ?? '' })
    expect(undone.fixes).toMatchObject([{ fix: scene.fix, stage: 'verified', canBeUndone: false }, { fix: scene.undo, undoes: scene.fix, stage: 'verified', step: done.fixes.at(-1)?.step, canBeUndone: false }])
    expect(await scene.truth(again.portal)).toEqual(scene.before)
    expect(sent(again.portal, scene.method)).toBe(2)
    expect(fixes[scene.fix].undo).toBe(scene.undo)
  })
})
