import { messages } from '../demoPortal/messages'
import { inCondition, type Scenario } from './scenario'
import type { Answers } from './walkCase'

const base = { flow: 'lost-phone', who: inCondition('healthy'), message: ({ email }) => messages.lostPhone(email) } as const satisfies Partial<Scenario>
const lost = (answers: Answers): Pick<Scenario, 'person'> => ({ person: () => ({ answers: { 'otp.trouble': 'lostPhone', 'otp.recoveryCodes': 'no', 'otp.otherWay': 'none', 'admin.onlyOne': 'no', ...answers } }) })

export const lostPhoneScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['clock-wrong'], fault: 'clock-skew', doors: ['employee'], ...lost({ 'otp.trouble': 'codesRefused' }) },
  { ...base, verdicts: ['codes-out-of-step'], ...lost({ 'otp.trouble': 'codesRefused' }) },
  { ...base, verdicts: ['has-codes'], ...lost({ 'otp.recoveryCodes': 'yes' }) },
  { ...base, verdicts: ['still-logged-in'], ...lost({ 'otp.otherWay': 'stillIn' }) },
  { ...base, verdicts: ['second-way'], ...lost({ 'otp.otherWay': 'sms' }) },
  { ...base, verdicts: ['needs-admin'], ...lost({ 'caller.verified': 'calledBack' }) },
  { ...base, verdicts: ['only-admin'], ...lost({ 'admin.onlyOne': 'yes' }) },
  { ...base, verdicts: ['caller-not-known'], ...lost({ 'caller.verified': 'notYet' }) },
]
