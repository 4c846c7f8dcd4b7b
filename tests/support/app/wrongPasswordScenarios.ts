import { messages } from '../demoPortal/messages'
import { canSlip, hiddenFromEverybody, inCondition, slipped, type Scenario } from './scenario'
import type { Answers } from './walkCase'

const base = { flow: 'wrong-password', message: ({ email }) => messages.wrongPassword(email) } as const satisfies Partial<Scenario>
const healthy = inCondition('healthy')
const answering = (answers: Answers): Pick<Scenario, 'who' | 'person'> => ({ who: healthy, person: () => ({ answers: { 'login.everWorked': 'yes', 'login.way': 'password', 'login.typing': 'checked', ...answers } }) })

export const wrongPasswordScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['security-block'], who: healthy, fault: 'portal-blocked' },
  { ...base, verdicts: ['address-mistyped'], who: canSlip, message: (one) => messages.wrongPassword(slipped(one)) },
  { ...base, verdicts: ['portal-renamed'], who: healthy, fault: 'renamed' },
  { ...base, verdicts: ['portal-unreachable'], who: healthy, fault: 'reset' },
  { ...base, verdicts: ['not-on-portal'], who: hiddenFromEverybody },
  { ...base, verdicts: ['not-on-portal', 'wrong-portal'], who: hiddenFromEverybody, person: () => ({ answers: { 'login.rightPage': 'no' } }) },
  { ...base, verdicts: ['shared-address'], who: ({ everybody, holders }) => everybody.filter(({ email }) => holders(email).length > 1) },
  { ...base, verdicts: ['awaiting-approval'], who: inCondition('awaitingApproval') },
  { ...base, verdicts: ['dismissed'], who: inCondition('dismissed') },
  { ...base, verdicts: ['invitation-pending'], who: inCondition('invitationPending') },
  { ...base, verdicts: ['no-password-yet'], who: inCondition('neverLoggedIn') },
  { ...base, verdicts: ['clock-wrong'], who: healthy, fault: 'clock-skew', doors: ['employee'] },
  { ...base, verdicts: ['social-only'], ...answering({ 'login.way': 'social' }) },
  { ...base, verdicts: ['mistyped-password'], ...answering({ 'login.typing': 'wasIt' }) },
  { ...base, verdicts: ['captcha'], ...answering({ 'login.typing': 'captcha' }) },
  { ...base, verdicts: ['access-limited'], ...answering({ 'login.typing': 'accessLimited' }) },
  { ...base, verdicts: ['forgotten-password'], ...answering({ 'recovery.state': 'notTried' }) },
  { ...base, verdicts: ['recovery-mail-missing'], ...answering({ 'recovery.state': 'noMail' }) },
  { ...base, verdicts: ['old-link'], ...answering({ 'recovery.state': 'linkRefused' }) },
  { ...base, verdicts: ['new-password-refused'], ...answering({ 'recovery.state': 'newPasswordRefused' }) },
]

/** Only where the company's portal stands on a server of its own: in the cloud the event log shows no block. */
export const blockedScenario: Scenario = { ...base, verdicts: ['account-blocked'], who: ({ everybody }) => everybody.filter(({ id }) => id === 12) }
