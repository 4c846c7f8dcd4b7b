import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { CaseView, FixPreview } from '@shared/contract/views'
import { startDemoPortal, type DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { aroundWrites } from '../../support/fixes/aroundWrites'
import { agree, atFix, changeOf, companyOf, fixWorld, newCommand, placeOf, refusalOf, stepOf, type FixWorld } from '../../support/fixes/fixDesk'
import type { Instant } from '../../support/fixes/fixChild'
import { buildFixChild } from '../../support/fixes/fixChildProcess'
import { sceneOf, sent } from '../../support/fixes/fixScenes'
import { mailsTo, manyPeople, type ManyPeople } from '../../support/fixes/manyPeople'

const scene = sceneOf('reinvite-many')
const [seed, people] = [1, 2500]
const fiveMinutes = 300_000

interface Ready {
  readonly world: FixWorld
  readonly portal: DemoPortal
  readonly many: ManyPeople
  readonly at: CaseView
}

/** A case at the fix, with sixty people on its list. */
async function readyCase(around: { before?: (portal: DemoPortal, nth: number, many: ManyPeople) => void } = {}): Promise<Ready> {
  const portal = await startDemoPortal({ people, seed, intranetInvite: true })
  onTestFinished(() => portal.stop())
  const many = await manyPeople(portal, seed, people)
  let nth = 0
  const before = (): void => {
    nth += 1
    around.before?.(portal, nth, many)
  }
  const world = await fixWorld(scene, { portal, between: (ports) => aroundWrites(ports, { before }) })
  return { world, portal, many, at: await atFix(world, scene, { list: many.list }) }
}
const last = (view: CaseView): CaseView['fixes'][number] | undefined => view.fixes.at(-1)
const previewOf = (world: FixWorld, view: CaseView): Promise<FixPreview> => world.call('fixes.preview', placeOf(view))
const countIn = (preview: FixPreview, label: string): unknown => preview.rows.find((row) => row.label === label)?.after

describe('fifty people in one case', () => {
  it('each is invited again exactly once, and nobody else', async () => {
    const { world, portal, many, at } = await readyCase()
    const preview = await previewOf(world, at)
    expect(preview).toMatchObject({ confirmWith: '50', canBeUndone: false, callerFirst: false })
    expect(preview.account).toBeUndefined()
    expect(['willGet', 'many.accepted', 'many.dismissed', 'many.missing'].map((label) => countIn(preview, label))).toEqual([50, 4, 3, 3])
    for (const { after = '' } of preview.rows) expect(String(after).length).toBeLessThanOrEqual(300)
    const named = preview.rows.map(({ after }) => String(after)).join(' ')
    for (const { email } of many.open) expect(named).toContain(`<${email}>`)
    expect((await refusalOf(world.call('fixes.run', { ...changeOf(at), ...stepOf(at), confirm: '49' }))).code).toBe('confirmMismatch')
    expect(sent(portal, scene.method)).toBe(0)

    const done = await agree(world, at)
    expect(done.step.step).toBe('unknown')
    expect(last(done)).toMatchObject({ stage: 'unknown', reason: 'cannotBeSeen', parts: { sent: 50, refused: 0, unconfirmed: 0, notSent: 0 } })
    expect(mailsTo(portal, many.open)).toEqual(many.open.map(() => 1))
    expect([sent(portal, scene.method), portal.mails().filter(({ kind }) => kind === 'repeatedInvitation').length]).toEqual([50, 50])
    // Looked up in batches, before the agreement and once more after it
    expect(sent(portal, 'batch')).toBeLessThan(20)
    expect(world.log.cases.verify().findings).toEqual([])
    expect((await refusalOf(world.call('fixes.run', { ...changeOf(done), ...stepOf(done), confirm: '50' }))).code).not.toBe('ok')
    expect(sent(portal, scene.method)).toBe(50)
  }, 60_000)

  it('who has accepted meanwhile is refused; the others are sent to', async () => {
    const { world, portal, many, at } = await readyCase({ before: (its, nth, { open }) => (nth === 7 ? open.slice(10, 12).forEach(({ id }) => its.signIn(id)) : undefined) })
    const done = await agree(world, at)
    expect(done.step.step).toBe('unknown')
    expect(last(done)).toMatchObject({ parts: { sent: 48, refused: 2, unconfirmed: 0, notSent: 0 } })
    expect(mailsTo(portal, many.open).filter((count) => count === 1)).toHaveLength(48)
    expect(sent(portal, scene.method)).toBe(50)
  }, 60_000)

  it.each(['portal-blocked', 'webhook-dead', 'overload'])('a portal that says %s in the middle is left in peace; later those are sent to who are left', async (fault) => {
    const { world, portal, many, at } = await readyCase({ before: (its, nth) => (nth === 24 ? its.setFault(fault) : undefined) })
    const stopped = await agree(world, at)
    expect(last(stopped)).toMatchObject({ stage: 'unknown', reason: 'partly', parts: { sent: 23, refused: 0, unconfirmed: 0, notSent: 27 } })
    expect(stopped.step).toMatchObject({ step: at.step.step, fix: { state: 'ready' } })
    expect(sent(portal, scene.method)).toBe(24)

    portal.clearFaults()
    const preview = await previewOf(world, stopped)
    expect([preview.confirmWith, countIn(preview, 'willGet'), countIn(preview, 'sentBefore')]).toEqual(['27', 27, 23])
    const done = await agree(world, stopped)
    expect(done.step.step).toBe('unknown')
    expect(done.fixes.map(({ parts }) => parts?.sent)).toEqual([23, 27])
    expect(mailsTo(portal, many.open)).toEqual(many.open.map(() => 1))
  }, 60_000)

  it('a lost answer ends it: that one is sent to no second time, whatever became of it', async () => {
    const { world, portal, many, at } = await readyCase({ before: (its, nth) => (nth === 24 ? its.setFault('reset-midway') : its.clearFaults()) })
    const stopped = await agree(world, at)
    portal.clearFaults()
    expect(last(stopped)).toMatchObject({ reason: 'partly', parts: { sent: 23, unconfirmed: 1, notSent: 26 } })
    const done = await agree(world, stopped)
    expect(last(done)).toMatchObject({ parts: { sent: 26, notSent: 0 } })
    expect(Math.max(...mailsTo(portal, many.open))).toBe(1)
    expect(mailsTo(portal, many.open).filter((count) => count === 1).length).toBeGreaterThanOrEqual(49)
  }, 60_000)

  it('who does not want the rest goes on by hand', async () => {
    const { world, portal, at } = await readyCase({ before: (its, nth) => (nth === 3 ? its.setFault('portal-blocked') : undefined) })
    const stopped = await agree(world, at)
    portal.clearFaults()
    const passed = await world.call('fixes.skip', { ...changeOf(stopped), ...stepOf(stopped) })
    expect(passed.step.step).toBe('skipped')
    expect(passed.fixes).toMatchObject([{ parts: { sent: 2, notSent: 48 } }])
  }, 60_000)

  it('the app that is closed in the middle stops there, and says so', async () => {
    const closing: { world?: FixWorld } = {}
    const { world, portal, many, at } = await readyCase({ before: (_, nth) => (nth === 5 ? void closing.world?.close() : undefined) })
    closing.world = world
    await agree(world, at).catch(() => undefined)
    const again = await world.reopen()
    again.clock.aheadMs += fiveMinutes
    let view = await again.call('cases.view', { caseId: at.case.caseId })
    if (view.step.fix?.state === 'lookFirst') view = await again.call('fixes.lookAgain', { ...changeOf(view), event: view.step.fix.event ?? '' })
    const { sent: reached = 0, unconfirmed = 0, notSent = 0 } = last(view)?.parts ?? {}
    expect([reached + unconfirmed + notSent, reached]).toEqual([50, 4])
    await agree(again, view)
    expect(Math.max(...mailsTo(portal, many.open))).toBe(1)
    expect(mailsTo(portal, many.open).filter((count) => count === 0).length).toBeLessThanOrEqual(unconfirmed)
  }, 60_000)
})

describe('killed in the middle', () => {
  let child: Awaited<ReturnType<typeof buildFixChild>>
  beforeAll(async () => {
    child = await buildFixChild()
  }, 60_000)
  afterAll(() => child.remove())

  it.each([['beforeTheRequest', 23], ['afterTheAnswer', 24]] as const)('%s of the 24th: looked at, then only those are sent to whom nothing was sent', async (instant, arrived) => {
    const { world: prepared, portal, many, at } = await readyCase()
    await prepared.close()
    const running = child.start({ dataDir: prepared.dataDir, company: companyOf(portal), flow: [scene.fix], caseId: at.case.caseId, commandId: newCommand(), instant: instant satisfies Instant, nth: 24 })
    await running.said(1)
    running.process.kill('SIGKILL')
    expect(await running.ended).toBe('SIGKILL')
    expect(sent(portal, scene.method)).toBe(arrived)

    const world = await prepared.reopen()
    const found = await world.call('cases.view', { caseId: at.case.caseId })
    expect(found.step.fix).toMatchObject({ state: 'lookFirst' })
    expect(last(found)).toMatchObject({ parts: { sent: 23, unconfirmed: 1, notSent: 26 } })
    const event = found.step.fix?.event ?? ''
    // It may be sending still, for all anybody knows: nobody else is sent anything meanwhile.
    expect((await refusalOf(world.call('fixes.lookAgain', { ...changeOf(found), event }))).code).toBe('fixUnderWay')
    expect((await refusalOf(world.call('fixes.run', { ...changeOf(found), ...stepOf(found), confirm: '26' }))).code).toBe('fixUnderWay')

    world.clock.aheadMs += fiveMinutes
    const looked = await world.call('fixes.lookAgain', { ...changeOf(found), event })
    expect(last(looked)).toMatchObject({ stage: 'unknown', reason: 'partly', parts: { sent: 23, unconfirmed: 1, notSent: 26 } })
    expect(sent(portal, scene.method)).toBe(arrived)
    const preview = await previewOf(world, looked)
    expect([preview.confirmWith, countIn(preview, 'sentBefore')]).toEqual(['26', 24])
    const done = await agree(world, looked)
    expect(done.step.step).toBe('unknown')
    expect(last(done)).toMatchObject({ parts: { sent: 26, refused: 0, unconfirmed: 0, notSent: 0 } })
    const mails = mailsTo(portal, many.open)
    expect(Math.max(...mails)).toBe(1)
    // Nobody is forgotten but the one of whom nobody knows, and that one is named
    expect(mails.filter((count) => count === 0)).toHaveLength(24 - arrived)
    expect(world.log.cases.verify().findings).toEqual([])
  }, 60_000)

  it('another case on one of them is told while it is not known who was sent to', async () => {
    const { world: prepared, portal, many, at } = await readyCase()
    await prepared.close()
    const running = child.start({ dataDir: prepared.dataDir, company: companyOf(portal), flow: [scene.fix], caseId: at.case.caseId, commandId: newCommand(), instant: 'afterTheAnswer', nth: 2 })
    await running.said(1)
    const world = await prepared.reopen()
    const other = await atFix(world, scene, { list: many.open.at(-1)?.email ?? '' })
    expect((await refusalOf(agree(world, other))).code).toBe('fixElsewhere')
    running.process.kill('SIGKILL')
    await running.ended
    expect(sent(portal, scene.method)).toBe(2)
  }, 60_000)
})
