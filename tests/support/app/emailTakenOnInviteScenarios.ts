import { messages } from '../demoPortal/messages'
import { hiddenFromEverybody, inCondition, type Scenario } from './scenario'
import type { Answers, Person } from './walkCase'

const base = { flow: 'email-taken-on-invite', message: ({ email }) => messages.inviteTaken(email) } as const satisfies Partial<Scenario>
const inviting = (answers: Answers, advice: Person['advice'] = {}): Pick<Scenario, 'person'> => ({ person: () => ({ answers, advice }) })
const healthy = inCondition('healthy')
const dismissed = inCondition('dismissed')
/** Only an administrator's pages show what hides. */
const looked = { who: hiddenFromEverybody, doors: ['admin'] } as const satisfies Partial<Scenario>

export const emailTakenOnInviteScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['address-mistyped'], who: ({ everybody }) => everybody.filter(({ kind, id }) => kind === 'invited, letter mistyped' || id === 79), ...inviting({}) },
  { ...base, verdicts: ['already-invited'], who: inCondition('invitationPending'), ...inviting({}) },
  { ...base, verdicts: ['already-in'], who: healthy, ...inviting({ 'invite.isSamePerson': 'yes' }) },
  { ...base, verdicts: ['already-in'], who: healthy, doors: ['employee'], ...inviting({ 'invite.isSamePerson': 'yes' }) },
  { ...base, verdicts: ['hire-again'], who: dismissed, ...inviting({ 'invite.isSamePerson': 'yes' }) },
  { ...base, verdicts: ['guest'], who: ({ everybody }) => everybody.filter((one) => one.kind === 'extranet' && /^[\x20-\x7e]+$/.test(one.email)), doors: ['admin'], ...inviting({}) },
  { ...base, verdicts: ['several-holders'], who: ({ everybody, holders }) => everybody.filter(({ email, hiddenFrom }) => hiddenFrom === undefined && holders(email).length > 1), ...inviting({}) },
  { ...base, verdicts: ['held-by-other'], who: healthy, ...inviting({ 'invite.isSamePerson': 'no' }) },
  // not known at first, and compared
  { ...base, verdicts: ['held-by-other'], who: healthy, ...inviting({ 'invite.isSamePerson': 'unsure' }) },
  { ...base, verdicts: ['held-by-other', 'login-of-other'], who: healthy, doors: ['admin'], ...inviting({ 'invite.isSamePerson': 'no', 'reuse.isLogin': 'yes' }) },
  // an agent sees no login
  { ...base, verdicts: ['held-by-other', 'needs-admin'], who: healthy, doors: ['agent'], ...inviting({ 'invite.isSamePerson': 'no' }) },
  { ...base, verdicts: ['out-of-sight'], who: hiddenFromEverybody, ...inviting({}) },
  { ...base, ...looked, verdicts: ['out-of-sight', 'login-of-other'], ...inviting({ 'invite.holder': 'login' }, { 'out-of-sight': 'done' }) },
  { ...base, ...looked, verdicts: ['out-of-sight', 'mail-only'], ...inviting({ 'invite.holder': 'emailUser' }, { 'out-of-sight': 'done' }) },
  { ...base, ...looked, verdicts: ['out-of-sight', 'integrator'], ...inviting({ 'invite.holder': 'integrator' }, { 'out-of-sight': 'done' }) },
  { ...base, verdicts: ['needs-admin'], who: healthy, doors: ['employee'], ...inviting({ 'invite.isSamePerson': 'no' }) },
  { ...base, verdicts: ['hire-again', 'caller-not-known'], who: dismissed, ...inviting({ 'invite.isSamePerson': 'yes', 'caller.verified': 'notYet' }, { 'hire-again': 'done' }) },
]

/** Nobody who is well has a shared mailbox to himself from the beginning: whoever tries it gives somebody one. */
export const roleMailboxScenario: Scenario = { ...base, verdicts: ['role-mailbox'], who: () => [], ...inviting({ 'invite.isSamePerson': 'no' }) }
