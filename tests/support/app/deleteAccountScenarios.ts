import { messages } from '../demoPortal/messages'
import { inCondition, type Scenario } from './scenario'
import type { Answers, Person } from './walkCase'

const base = { flow: 'delete-account', who: inCondition('healthy'), message: ({ email }) => messages.deleteAccount(email) } as const satisfies Partial<Scenario>
const leaving = (answers: Answers = {}, advice: Person['advice'] = {}): Pick<Scenario, 'person'> => ({ person: () => ({ answers: { 'deletion.goal': 'profile', 'admin.onlyOne': 'no', 'account.portals': 'one', ...answers }, advice }) })

export const deleteAccountScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['shared-address'], who: ({ everybody, holders }) => everybody.filter(({ email, hiddenFrom }) => hiddenFrom === undefined && holders(email).length > 1), ...leaving() },
  { ...base, verdicts: ['open-invitation'], who: inCondition('invitationPending'), ...leaving() },
  { ...base, verdicts: ['not-approved'], who: inCondition('awaitingApproval'), ...leaving() },
  { ...base, verdicts: ['already-dismissed'], who: inCondition('dismissed'), ...leaving() },
  { ...base, verdicts: ['already-dismissed', 'other-portals'], who: inCondition('dismissed'), ...leaving() },
  { ...base, verdicts: ['only-administrator'], ...leaving({ 'admin.onlyOne': 'yes' }) },
  // nobody is sure: first an administrator says who else there is
  { ...base, verdicts: ['rights-unclear'], ...leaving({ 'deletion.goal': 'unsure', 'admin.onlyOne': 'unsure' }) },
  { ...base, verdicts: ['still-linked'], ...leaving({ 'account.portals': 'several' }) },
  { ...base, verdicts: ['still-linked'], doors: ['employee'], ...leaving() },
  { ...base, verdicts: ['can-be-deleted'], ...leaving({ 'account.portals': 'none' }) },
  { ...base, verdicts: ['access-only'], ...leaving({ 'deletion.goal': 'access' }) },
  { ...base, verdicts: ['still-linked', 'by-request'], ...leaving({ 'deletion.way': 'request' }, { 'still-linked': 'done' }) },
  { ...base, verdicts: ['portal-never-paid'], ...leaving({ 'deletion.goal': 'portal', 'portal.plan': 'neverPaid' }) },
  { ...base, verdicts: ['portal-paid'], ...leaving({ 'deletion.goal': 'portal', 'portal.plan': 'commercial' }) },
  { ...base, verdicts: ['portal-unused'], ...leaving({ 'deletion.goal': 'portal', 'portal.plan': 'unused' }) },
  { ...base, verdicts: ['access-only', 'caller-not-known'], ...leaving({ 'deletion.goal': 'access', 'caller.verified': 'notYet' }, { 'access-only': 'done', 'what-a-dismissal-does': 'done' }) },
]
