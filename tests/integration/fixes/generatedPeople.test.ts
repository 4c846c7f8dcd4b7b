import { describe, expect, it, onTestFinished } from 'vitest'
import { startDemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { companyPeople, companySize, type CompanyPeople, type Somebody } from '../../support/app/companyPeople'
import { companySeeds, pick } from '../../support/app/seeds'
import { readPerson } from '../../support/demoPortal/readPerson'
import { agree, atFix, changeOf, fixWorld, placeOf } from '../../support/fixes/fixDesk'
import { fixFlow, libraryOf } from '../../support/fixes/fixFlow'
import { sent } from '../../support/fixes/fixScenes'

const flows = libraryOf(fixFlow('dismiss'), fixFlow('reinstate'), fixFlow('change-contact-address'))
const one = ({ everybody, isPlain }: CompanyPeople, kind: string, seed: number): Somebody => pick(everybody.filter((somebody) => somebody.kind === kind && isPlain(somebody)), seed, kind.length)

describe.each(companySeeds)('in the company of seed %i', (seed) => {
  it('people of several kinds are changed, proven, taken back and proven again; those whom a trap protects are not', async () => {
    const portal = await startDemoPortal({ people: companySize, seed })
    onTestFinished(() => portal.stop())
    const people = await companyPeople(portal, seed, companySize)
    const world = await fixWorld({ fix: 'dismiss' }, { portal, flows })
    const cases = [['dismiss', 'long away'], ['reinstate', 'dismissed'], ['change-contact-address', 'lost phone']] as const
    for (const [fix, kind] of cases) {
      const { id, email } = one(people, kind, seed)
      const scene = { fix, person: { id, address: email }, addressNew: fix === 'change-contact-address' ? `seed.${seed}.${id}@harbourpine.example` : 'unsure' }
      const before = await readPerson(portal, id)
      const done = await agree(world, await atFix(world, scene))
      expect([kind, done.step.step], `${kind} ${id}`).toEqual([kind, 'verified'])
      const event = done.fixes[0]?.event ?? ''
      const { confirmWith = '' } = await world.call('fixes.previewUndo', { caseId: done.case.caseId, event })
      const undone = await world.call('fixes.undo', { ...changeOf(done), event, confirm: confirmWith })
      expect(undone.fixes.map(({ stage }) => stage)).toEqual(['verified', 'verified'])
      const after = await readPerson(portal, id)
      expect([after?.ACTIVE, after?.EMAIL]).toEqual([before?.ACTIVE, before?.EMAIL])
    }
    const writes = sent(portal, 'user.update')
    expect(writes).toBe(2 * cases.length)

    const traps = [['dismiss', 'invited', 'invitationPending'], ['reinstate', 'waits for approval', 'awaitingApproval'], ['dismiss', 'dismissed', 'nothingToDo']] as const
    for (const [fix, kind, refusal] of traps) {
      const { id, email } = one(people, kind, seed)
      const at = await atFix(world, { fix, person: { id, address: email }, addressNew: 'unsure' })
      expect(await world.call('fixes.preview', placeOf(at)), `${kind} ${id}`).toMatchObject({ refusal })
    }
    expect(sent(portal, 'user.update')).toBe(writes)
  })
})
