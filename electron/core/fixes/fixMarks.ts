import { productFixes } from '@shared/domain/fixes'
import type { StandingFix } from '@shared/flows/walkTypes'
import type { Replay } from '../cases/replayCase'
import type { FixMark } from '../ports'
import { intentOf, isOpen } from './standingRun'
import { partSubjects } from './fixParts'
import { addressSubject, textOf, userSubject, type FixIntent } from './fixRunner'

/** Whom an open run has hold of, from what its intent keeps. A notice changes nobody. */
export function subjectsOf({ needs, before, wanted }: FixIntent): readonly string[] {
  const id = textOf(before, 'person.id') || textOf(needs, 'person.id')
  const addresses = ['person.contactAddress', 'address.new', 'person.address'].map((fact) => textOf(wanted, fact)).filter((address) => address !== '')
  return [...(id === '' ? [] : [userSubject(id)]), ...partSubjects(before), ...addresses.map(addressSubject)]
}

/**
 * Until when access that was given for a purpose is to be taken back; undefined where it was, or where it was never given.
 * What the portal said yes to may show late: only a refusal, or "it was not sent", ends it without a proof.
 */
export function takeBackBy(run: StandingFix): number | undefined {
  const within = productFixes(run.fix)?.reverseWithinMs
  if (within === undefined || run.undo === undefined) return undefined
  return run.result === 'notVerified' && run.acceptedAt === undefined ? undefined : run.begunAt + within
}

/** What the list of cases keeps of the runs: open ones hold their person, and nothing that is due is forgotten. */
export function fixMarksOf(replay: Replay): readonly FixMark[] {
  const ofRuns = replay.walk.fixes.flatMap((run): readonly FixMark[] => {
    const due = takeBackBy(run)
    const reversal: readonly FixMark[] = due === undefined ? [] : [{ kind: 'reversal', fix: run.fix, dueAt: due }]
    if (!isOpen(run)) return reversal
    const intent = intentOf(replay, run)
    const held = subjectsOf(intent).map((subject): FixMark => ({ kind: 'open', fix: run.fix, portal: intent.portal ?? '', subject }))
    return [...held, { kind: 'recheck', fix: run.fix, dueAt: run.at }, ...reversal]
  })
  const rechecks = replay.state === 'closed' ? [] : replay.walk.reminders
  return [...ofRuns, ...rechecks.map(({ flow, step, visit, dueAt }): FixMark => ({ kind: 'recheck', fix: replay.walk.fixes.find((run) => run.flow === flow && run.step === step && run.visit === visit && run.result === 'unknown')?.fix, dueAt }))]
}
