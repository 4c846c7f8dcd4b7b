import { messages } from '../demoPortal/messages'
import { canSlip, hiddenFromEverybody, inCondition, slipped, type Scenario } from './scenario'
import type { Answers, Person } from './walkCase'

const free = 'brand.new.colleague@harbourpine.example'
const base = { flow: 'mistyped-email', message: ({ email }) => messages.mistyped(email) } as const satisfies Partial<Scenario>
const mistyped = (answers: Answers = {}, advice: Person['advice'] = {}): Pick<Scenario, 'person'> => ({ person: () => ({ answers: { 'address.new': free, ...answers }, advice }) })
const invited = inCondition('invitationPending')

export const mistypedEmailScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['open-invitation'], who: invited, ...mistyped() },
  // the right address is not known yet: the wrong invitation is stopped all the same
  { ...base, verdicts: ['open-invitation'], who: invited, ...mistyped({ 'address.new': 'unsure' }) },
  { ...base, verdicts: ['registered'], who: inCondition('neverLoggedIn'), ...mistyped() },
  { ...base, verdicts: ['stranger-in'], who: inCondition('healthy'), ...mistyped({ 'mistyped.usedBy': 'stranger' }) },
  { ...base, verdicts: ['contact-only'], who: inCondition('healthy'), ...mistyped({ 'mistyped.usedBy': 'person' }) },
  { ...base, verdicts: ['waits-at-wrong'], who: inCondition('awaitingApproval'), ...mistyped() },
  { ...base, verdicts: ['dismissed-already'], who: inCondition('dismissed'), ...mistyped() },
  { ...base, verdicts: ['right-one-exists'], who: invited, ...mistyped({ 'address.new': 'ada.quill@harbourpine.example' }) },
  { ...base, verdicts: ['right-has-slip'], who: invited, ...mistyped({ 'address.new': 'brand.new.colleague@gmial.com' }) },
  { ...base, verdicts: ['near-found'], who: canSlip, message: (one) => messages.mistyped(slipped(one)), ...mistyped() },
  { ...base, verdicts: ['not-here'], who: hiddenFromEverybody, ...mistyped() },
  { ...base, verdicts: ['needs-inviter'], who: invited, doors: ['employee'], ...mistyped() },
  { ...base, verdicts: ['open-invitation', 'caller-not-known'], who: invited, ...mistyped({ 'caller.verified': 'notYet' }, { 'open-invitation': 'done' }) },
]
