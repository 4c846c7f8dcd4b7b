import { describe, expect, it } from 'vitest'
import type { CaseView } from '@shared/contract/views'
import { fixes } from '@shared/domain/fixes'
import { AppFailure } from '@shared/contract/appError'
import { aroundWrites } from '../../support/fixes/aroundWrites'
import { agree, atFix, atScene, changeOf, companyOf, fixWorld, newCommand, placeOf, refusalOf, stepOf, type FixWorld } from '../../support/fixes/fixDesk'
import { everyScene, sceneOf, sent, undoable } from '../../support/fixes/fixScenes'
import { secretOf } from '../../support/portal/portalParts'
import { filesHolding } from '../../support/temporaryFolder'

const dismiss = sceneOf('dismiss')
const briefly = sceneOf('reinstate-briefly')
const run = (world: FixWorld, view: CaseView, own: Readonly<Record<string, unknown>> = {}) => world.call('fixes.run', { ...changeOf(view), ...stepOf(view), confirm: dismiss.confirm, ...own })
const writes = (world: FixWorld): number => sent(world.portal, 'user.update') + sent(world.portal, 'user.add')

describe('agreeing', () => {
  it.each([['another address', 'ben.harow@harbourpine.example'], ['the name', 'Ben Harrow'], ['a yes', 'yes']])('needs what the preview asks for, not %s', async (_, confirm) => {
    const world = await fixWorld(dismiss)
    const at = await atScene(world, dismiss)
    expect((await refusalOf(run(world, at, { confirm }))).code).toBe('confirmMismatch')
    expect([writes(world), (await world.call('cases.view', { caseId: at.case.caseId })).revision]).toEqual([0, at.revision])
    expect((await run(world, at, { confirm: `  ${dismiss.confirm.toUpperCase()} ` })).step.step).toBe('verified')
  })

  it('needs somebody to have made sure who asks, or a reason that the case keeps', async () => {
    const world = await fixWorld(dismiss)
    const at = await atFix(world, dismiss, { caller: 'notYet' })
    expect(await world.call('fixes.preview', placeOf(at))).toMatchObject({ callerFirst: true, callerVerified: false })
    expect((await refusalOf(run(world, at))).code).toBe('callerNotVerified')
    expect(writes(world)).toBe(0)
    expect((await run(world, at, { callerReason: 'The director asks in person.' })).step.step).toBe('verified')
    const { rows } = await world.call('cases.timeline', { caseId: at.case.caseId })
    expect(rows.map(({ kind }) => kind).slice(-4)).toEqual(['noteAdded', 'fixIntended', 'fixAnswered', 'fixVerified'])
    expect(rows.find(({ kind }) => kind === 'noteAdded')?.words).toMatchObject({ note: 'The director asks in person.' })
  })

  it('does not go by a check of the caller that is more than an hour old', async () => {
    const world = await fixWorld(dismiss)
    const at = await atScene(world, dismiss)
    world.clock.aheadMs = 61 * 60_000
    const now = await world.call('cases.view', { caseId: at.case.caseId })
    expect((await refusalOf(run(world, now))).code).toBe('callerNotVerified')
  })

  it('is to the case as it was seen', async () => {
    const world = await fixWorld(dismiss)
    const at = await atScene(world, dismiss)
    await world.call('cases.addNote', { ...changeOf(at), note: 'Rings back at four.' })
    expect((await refusalOf(run(world, at))).code).toBe('caseChanged')
    expect(writes(world)).toBe(0)
  })

  it('twice with the same command, at once and later, is one change', async () => {
    const world = await fixWorld(dismiss)
    const at = await atScene(world, dismiss)
    const params = { ...changeOf(at), ...stepOf(at), confirm: dismiss.confirm }
    const [one, other] = await Promise.all([world.call('fixes.run', params), world.call('fixes.run', params)])
    expect(other).toEqual(one)
    expect((await world.call('fixes.run', params)).revision).toBe(one.revision)
    const again = await world.reopen()
    expect((await again.call('fixes.run', params)).revision).toBe(one.revision)
    expect(writes(again)).toBe(1)
  })

  it('in two cases at once changes the person once; the second is told which case', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    let isSending: () => void = () => undefined
    const sending = new Promise<void>((resolve) => (isSending = resolve))
    const world = await fixWorld(dismiss, { between: (ports) => aroundWrites(ports, { before: () => (isSending(), held) }) })
    const [one, other] = [await atScene(world, dismiss), await atScene(world, dismiss)]
    const first = run(world, one)
    await sending
    expect(await world.call('fixes.preview', placeOf(other))).toMatchObject({ otherCase: { caseId: one.case.caseId, number: one.case.number } })
    expect(await refusalOf(run(world, other))).toEqual({ code: 'fixElsewhere', details: { number: one.case.number } })
    // While it is under way, nobody may conclude that it was not sent.
    const open = await world.call('cases.view', { caseId: one.case.caseId })
    expect((await refusalOf(world.call('fixes.lookAgain', { ...changeOf(open), event: open.step.fix?.event ?? '' }))).code).toBe('fixUnderWay')
    release()
    expect((await first).step.step).toBe('verified')
    expect((await refusalOf(run(world, other))).details).toEqual({ reason: 'nothingToDo' })
    expect(writes(world)).toBe(1)
  })

  it('is asked of another person’s case without waiting', async () => {
    const world = await fixWorld(dismiss)
    const ivo = { ...dismiss, person: { id: 12, address: 'ivo.tern@harbourpine.example' } }
    const [one, other] = [await atScene(world, dismiss), await atFix(world, ivo)]
    const both = await Promise.all([run(world, one), run(world, other, { confirm: ivo.person.address })])
    expect(both.map(({ step }) => step.step)).toEqual(['verified', 'verified'])
  })
})

describe('not agreeing', () => {
  it.each([[undefined, 'skipped', 'declined'], ['invitationPending', 'skipped', 'invitationPending'], ['dryRun', 'dry-run', 'dryRun']] as const)('with the reason %s leads to %s', async (reason, step, kept) => {
    const world = await fixWorld(dismiss)
    const at = await atScene(world, dismiss)
    const skipped = await world.call('fixes.skip', { ...changeOf(at), ...stepOf(at), ...(reason === undefined ? {} : { reason }) })
    expect(skipped.step.step).toBe(step)
    expect((await world.call('cases.timeline', { caseId: at.case.caseId })).rows.at(-1)).toMatchObject({ kind: 'fixNotRun', words: { reason: kept } })
    expect([skipped.fixes, writes(world)]).toEqual([[], 0])
  })
})

describe('the doors', () => {
  it.each(everyScene)('from the employee’s door $fix asks the portal nothing and changes nothing', async (scene) => {
    const world = await fixWorld({ fix: scene.fix })
    const at = await atFix(world, { ...scene, flow: [scene.fix] }, { door: 'employee' })
    const asked = world.portal.requests().length
    const preview = await world.call('fixes.preview', placeOf(at))
    expect([preview.refusal, preview.account, preview.confirmWith, at.step.fix?.refusal]).toEqual(['employeeDoor', undefined, undefined, 'employeeDoor'])
    expect(await refusalOf(world.call('fixes.run', { ...changeOf(at), ...stepOf(at), confirm: scene.confirm }))).toMatchObject({ code: 'fixRefused', details: { reason: 'employeeDoor' } })
    expect(world.portal.requests().length).toBe(asked)
    const skipped = await world.call('fixes.skip', { ...changeOf(at), ...stepOf(at), reason: 'nothingToDo' })
    expect((await world.call('cases.timeline', { caseId: skipped.case.caseId })).rows.at(-1)?.words).toMatchObject({ reason: 'employeeDoor' })
  })

  it('whoever is no administrator is told so', async () => {
    const world = await fixWorld(dismiss, { as: 'agent' })
    const at = await atFix(world, dismiss, { door: 'agent' })
    expect(at.step.fix).toMatchObject({ state: 'ready', refusal: 'needsAdministrator' })
    expect((await refusalOf(run(world, at))).details).toEqual({ reason: 'needsAdministrator' })
  })

  it('without a connection nothing is looked at', async () => {
    const world = await fixWorld(dismiss)
    const at = await atScene(world, dismiss)
    await world.call('connection.disconnect', {})
    expect(await world.call('fixes.preview', placeOf(at))).toMatchObject({ refusal: 'needsConnection' })
  })

  it('at another portal the same number is somebody else', async () => {
    const world = await fixWorld(dismiss)
    const at = await atScene(world, dismiss)
    const done = await run(world, at)
    const elsewhere = await world.reopen({ company: { ...companyOf(world.portal), portalHost: 'elsewhere.bitrix24.example' } })
    const event = done.fixes[0]?.event ?? ''
    expect(await elsewhere.call('fixes.previewUndo', { caseId: at.case.caseId, event })).toMatchObject({ refusal: 'otherPortal' })
    expect((await refusalOf(elsewhere.call('fixes.undo', { ...changeOf(done), event, confirm: dismiss.confirm }))).details).toEqual({ reason: 'otherPortal' })
    expect(writes(elsewhere)).toBe(1)
  })
})

describe('taking back', () => {
  it('needs the same word, and is done once', async () => {
    const world = await fixWorld(dismiss)
    const done = await run(world, await atScene(world, dismiss))
    const event = done.fixes[0]?.event ?? ''
    expect((await refusalOf(world.call('fixes.undo', { ...changeOf(done), event, confirm: 'yes' }))).code).toBe('confirmMismatch')
    const params = { ...changeOf(done), event, confirm: dismiss.confirm }
    const undone = await world.call('fixes.undo', params)
    expect((await world.call('fixes.undo', params)).revision).toBe(undone.revision)
    for (const { event: one } of undone.fixes) expect((await refusalOf(world.call('fixes.undo', { ...changeOf(undone), event: one, confirm: dismiss.confirm }))).code).toBe('cannotUndo')
    expect(writes(world)).toBe(2)
  })

  it.each(everyScene.filter(({ undo }) => undo === undefined).map(({ fix }) => sceneOf(fix)))('$fix cannot be', async (scene) => {
    const world = await fixWorld(scene)
    const done = await agree(world, await atScene(world, scene))
    const row = done.fixes.at(-1)
    expect((await refusalOf(world.call('fixes.undo', { ...changeOf(done), event: row?.event ?? '', confirm: scene.confirm }))).code).toBe('cannotUndo')
    expect(row?.canBeUndone).toBe(false)
  })

  it('what somebody has taken back by hand is seen, and nothing is sent for it', async () => {
    const world = await fixWorld(dismiss)
    const done = await run(world, await atScene(world, dismiss))
    await fetch(`${world.portal.adminWebhook}user.update`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ID: 8, ACTIVE: 'Y' }) })
    const before = writes(world)
    const undone = await world.call('fixes.undo', { ...changeOf(done), event: done.fixes[0]?.event ?? '', confirm: dismiss.confirm })
    expect(undone.fixes).toMatchObject([{ fix: 'dismiss', canBeUndone: false }, { fix: 'reinstate', undoes: 'dismiss', stage: 'verified', reason: 'alreadySo' }])
    expect(writes(world)).toBe(before)
  })

  it('an address that somebody has changed again is left alone', async () => {
    const scene = sceneOf('change-contact-address')
    const world = await fixWorld(scene)
    const done = await agree(world, await atScene(world, scene))
    await fetch(`${world.portal.adminWebhook}user.update`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ID: 8, EMAIL: 'third@harbourpine.example' }) })
    expect(await world.call('fixes.previewUndo', { caseId: done.case.caseId, event: done.fixes[0]?.event ?? '' })).toMatchObject({ refusal: 'changedSince' })
  })

  it.each(undoable)('after a yes that changed nothing, $undo of $fix is not verified either', async (scene) => {
    const world = await fixWorld(scene)
    const done = await agree(world, await atScene(world, scene))
    world.portal.setFault('accepts-and-ignores')
    const event = done.fixes.at(-1)?.event ?? ''
    const { confirmWith = '' } = await world.call('fixes.previewUndo', { caseId: done.case.caseId, event })
    const undone = await world.call('fixes.undo', { ...changeOf(done), event, confirm: confirmWith })
    expect(undone.fixes).toMatchObject([{ canBeUndone: true }, { stage: 'notVerified' }])
    expect(await scene.truth(world.portal)).toEqual(scene.after)
  })
})

describe('access for a purpose', () => {
  it('is reminded of at every start, in a closed case too, until it is seen taken back', async () => {
    const world = await fixWorld(briefly)
    const before = Date.now()
    const done = await agree(world, await atScene(world, briefly))
    const reminders = async (at: FixWorld) => (await at.call('app.state', {})).reminders
    const [reminder] = await reminders(world)
    expect(reminder).toMatchObject({ caseId: done.case.caseId, number: done.case.number, kind: 'reversal', fix: 'reinstate-briefly' })
    expect((reminder?.dueAt ?? 0) - before).toBeGreaterThanOrEqual(fixes['reinstate-briefly'].reverseWithinMs)
    const closed = await world.call('cases.setState', { ...changeOf(done), state: 'closed' })
    const again = await world.reopen()
    expect(await reminders(again)).toEqual([reminder])
    again.log.cases.rebuild()
    expect(await reminders(again)).toEqual([reminder])

    const row = closed.fixes[0]
    expect(row?.takeBackBy).toBe(reminder?.dueAt)
    again.portal.setFault('accepts-and-ignores=1')
    const tried = await again.call('fixes.undo', { ...changeOf(closed), event: row?.event ?? '', confirm: briefly.confirm })
    expect(await reminders(again)).toEqual([reminder])
    // Long after the caller was made sure of: taking access back needs nobody's word.
    again.clock.aheadMs = 2 * 3_600_000
    const undone = await again.call('fixes.undo', { ...changeOf(tried), event: row?.event ?? '', confirm: briefly.confirm })
    expect(undone.fixes.at(-1)).toMatchObject({ fix: 'dismiss', stage: 'verified' })
    expect(await reminders(again)).toEqual([])
    expect(await briefly.truth(again.portal)).toBe(false)
  })

  it('is none where the portal refused it', async () => {
    const world = await fixWorld(briefly, { between: (ports) => aroundWrites(ports, { before: () => Promise.reject(new AppFailure('noRights')) }) })
    const failed = await agree(world, await atScene(world, briefly))
    expect(failed.fixes).toMatchObject([{ stage: 'failed', reason: 'noRights', canBeUndone: false }])
    expect((await world.call('app.state', {})).reminders).toEqual([])
  })
})

describe('what is kept', () => {
  it('holds no secret, in no event, no log line and no file', async () => {
    const world = await fixWorld(dismiss)
    const done = await run(world, await atScene(world, dismiss))
    await world.call('fixes.undo', { ...changeOf(done), event: done.fixes[0]?.event ?? '', confirm: dismiss.confirm, callerReason: 'A mistake.' })
    const secrets = [secretOf(world.portal.adminWebhook), secretOf(world.portal.webhook)]
    const said = JSON.stringify([world.log.cases.events(done.case.caseId), world.lines])
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
    expect(world.lines.join('\n')).not.toContain('ben.harrow')
    expect(filesHolding(world.dataDir, secrets)).toEqual([])
    expect((await refusalOf(run(world, done, { callerReason: `https://harbourpine.bitrix24.example/rest/7/${newCommand().replaceAll('-', '')}/` }))).code).toBe('secretFound')
  })
})
