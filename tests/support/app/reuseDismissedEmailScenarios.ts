import { messages } from '../demoPortal/messages'
import { hiddenFromEverybody, inCondition, type Scenario } from './scenario'
import type { Answers } from './walkCase'

const dismissed = inCondition('dismissed')
const base = { flow: 'reuse-dismissed-email', who: dismissed, message: ({ email }) => messages.reuseAddress(email) } as const satisfies Partial<Scenario>
const wanting = (answers: Answers): Pick<Scenario, 'person'> => ({ person: () => ({ answers: { 'invite.isSamePerson': 'no', 'caller.verified': 'byManager', ...answers } }) })

export const reuseDismissedEmailScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['not-dismissed'], who: inCondition('healthy'), ...wanting({}) },
  { ...base, verdicts: ['several-holders'], who: ({ everybody, holders }) => everybody.filter(({ email, hiddenFrom }) => hiddenFrom === undefined && holders(email).length > 1), ...wanting({}) },
  { ...base, verdicts: ['nobody-has-it'], who: hiddenFromEverybody, ...wanting({}) },
  { ...base, verdicts: ['same-person'], ...wanting({ 'invite.isSamePerson': 'yes' }) },
  { ...base, verdicts: ['same-person'], doors: ['employee'], ...wanting({ 'invite.isSamePerson': 'yes' }) },
  { ...base, verdicts: ['login-unknown'], ...wanting({ 'reuse.isLogin': 'unsure' }) },
  // compared, and another than the one who left
  { ...base, verdicts: ['login-unknown', 'contact-held'], ...wanting({ 'invite.isSamePerson': 'unsure', 'reuse.isLogin': 'unsure' }) },
  { ...base, verdicts: ['login-held'], ...wanting({ 'reuse.isLogin': 'yes' }) },
  { ...base, verdicts: ['contact-held'], ...wanting({ 'reuse.isLogin': 'no' }) },
  { ...base, verdicts: ['login-held', 'other-address'], ...wanting({ 'reuse.isLogin': 'yes', 'reuse.ownerCanLogIn': 'no', 'reuse.mailboxReadable': 'no' }) },
  { ...base, verdicts: ['needs-admin'], doors: ['employee'], ...wanting({}) },
  { ...base, verdicts: ['caller-not-known'], ...wanting({ 'caller.verified': 'notYet' }) },
]
