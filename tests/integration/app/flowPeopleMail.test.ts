import { describe, expect, it } from 'vitest'
import { newCommand, type AppInProcess } from '../../support/appInProcess'
import { companyPeople } from '../../support/app/companyPeople'
import { appAt } from '../../support/app/demoApp'
import { personOf } from '../../support/app/truthAnswers'
import { move, walkCase, type Person } from '../../support/app/walkCase'
import { openPortal } from '../../support/demoPortal/callPortal'
import { messages } from '../../support/demoPortal/messages'
import { everyTruth, truthWithId, usualPeople } from '../../support/demoPortal/truth'
import type { CaseView } from '@shared/contract/views'

/** What the truth says of a mailbox, as the check of its domain says it; into all others mail can come. */
const ofDomains: Readonly<Record<string, string>> = { noSuchDomain: 'noSuchDomain', nullMx: 'nullMx' }

async function findingOf(app: AppInProcess, email: string): Promise<string | undefined> {
  const answers = { 'mail.awaited': 'invitation', 'person.address': email } as const
  let view = await app.call('cases.open', { commandId: newCommand(), flow: 'mail-not-delivered', door: 'agent', message: messages.noInvitation(email) })
  const found = ({ checks }: CaseView): string | undefined => checks.find(({ check }) => check === 'mail-domain')?.reason
  for (let moves = 0; moves < 5 && found(view) === undefined; moves += 1) view = await move(app, view, { answers })
  return found(view)
}

describe('the mail of the demo company', () => {
  it('goes where the truth says, as far as its name servers tell', { timeout: 60_000 }, async () => {
    const app = await appAt(await openPortal())
    const expected: Record<string, string> = {}
    const found: Record<string, string | undefined> = {}
    for (const { name, id, email, unseen } of everyTruth) {
      if (email === '') continue
      const who = `${name} (${id})`
      const finding = await findingOf(app, email)
      expected[who] = ofDomains[unseen?.mail ?? ''] ?? 'accepts'
      found[who] = finding === 'acceptsWithoutMx' ? 'accepts' : finding
    }
    expect(found).toEqual(expected)
    expect(Object.values(expected).filter((word) => word !== 'accepts')).toHaveLength(4)
  })

  it('that was sent anew and did not come either leads to who looks after the mail system', { timeout: 30_000 }, async () => {
    const portal = await openPortal()
    const { everybody } = await companyPeople(portal, 1, usualPeople)
    const mei = everybody.find(({ id }) => id === 98)!
    expect(truthWithId(98).unseen?.mail).toBe('refusedByGateway')
    const told = personOf(mei)
    const person: Person = { answers: { ...told.answers, 'mail.arrived': 'no' }, advice: { ...told.advice, 'unsure-way': 'done' } }
    const app = await appAt(portal)
    const opened = await app.call('cases.open', { commandId: newCommand(), flow: 'mail-not-delivered', door: 'agent', message: mei.message ?? '' })
    const { verdicts, view, asked } = await walkCase(app, opened, person, (met) => met.includes('held-by-gateway'))
    expect(verdicts).toEqual(['invite-again', 'held-by-gateway'])
    expect(view.step).toMatchObject({ kind: 'handOver', step: 'gateway-other' })
    expect(asked.filter((fact) => fact === 'mail.othersGet')).toHaveLength(2)
  })

  it.each([['yes', 'other-mailbox'], ['no', 'held-by-gateway'], ['unsure', 'held-by-gateway']])('whether others get theirs is asked once more: %s', { timeout: 30_000 }, async (answer, verdict) => {
    const app = await appAt(await openPortal())
    const { email } = truthWithId(27)
    let view = await app.call('cases.open', { commandId: newCommand(), flow: 'mail-not-delivered', door: 'admin', message: messages.noInvitation(email) })
    const answers = { 'mail.awaited': 'invitation', 'mail.spam': 'notThere', 'invite.way': 'bitrix24', 'mail.arrived': 'no' } as const
    for (let moves = 0; moves < 20 && view.case.verdict !== verdict; moves += 1) view = await move(app, view, { answers: { ...answers, 'mail.othersGet': view.step.step === 'others-now' ? answer : 'unsure' }, advice: { 'invite-again': 'done' } })
    expect(view.case.verdict).toBe(verdict)
    // The mail administrator has answered, and still nothing came: nobody is asked a third time.
    for (let moves = 0; moves < 20 && view.case.verdict !== 'other-mailbox'; moves += 1) {
      expect(view.step.step).not.toBe('others-now')
      view = await move(app, view, { answers })
    }
    expect(view.case.verdict).toBe('other-mailbox')
  })
})
