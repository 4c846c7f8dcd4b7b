import { messages } from '../demoPortal/messages'
import { canSlip, hiddenFromEverybody, slipped, takesMail, withMailbox, type Scenario } from './scenario'
import type { Answers, Person } from './walkCase'

const base = { flow: 'mail-not-delivered', message: ({ email }) => messages.noInvitation(email) } as const satisfies Partial<Scenario>
const invited = withMailbox('invitationPending')
const healthy = withMailbox('healthy')
const waiting = (answers: Answers, advice: Person['advice'] = {}): Pick<Scenario, 'person'> => ({ person: () => ({ answers: { 'mail.awaited': 'invitation', 'mail.spam': 'notThere', ...answers }, advice }) })

export const mailScenarios: readonly Scenario[] = [
  // invited with a letter that only looks like the right one
  { ...base, verdicts: ['address-mistyped'], who: ({ everybody }) => everybody.filter(({ kind, id }) => kind === 'invited, letter mistyped' || id === 79), ...waiting({}) },
  { ...base, verdicts: ['domain-takes-no-mail'], who: ({ everybody, isPlain }, portal) => everybody.filter((one) => one.condition === 'invitationPending' && isPlain(one) && !takesMail(portal, one.email)), ...waiting({}) },
  { ...base, verdicts: ['near-address'], who: canSlip, message: (one) => messages.noInvitation(slipped(one)), ...waiting({}) },
  { ...base, verdicts: ['never-invited'], who: hiddenFromEverybody, ...waiting({}) },
  { ...base, verdicts: ['already-accepted'], who: healthy, ...waiting({}) },
  { ...base, verdicts: ['invitation-first'], who: invited, message: ({ email }) => messages.noRecoveryMail(email), ...waiting({ 'mail.awaited': 'recovery' }) },
  { ...base, verdicts: ['in-spam'], who: invited, ...waiting({ 'mail.spam': 'found' }) },
  { ...base, verdicts: ['in-spam', 'old-link'], who: invited, ...waiting({ 'mail.spam': 'found', 'mail.linkOpens': 'no' }, { 'in-spam': 'done' }) },
  { ...base, verdicts: ['held-by-gateway'], who: invited, ...waiting({ 'mail.othersGet': 'no' }) },
  // not known at first; the mail that was sent anew is not there either
  { ...base, verdicts: ['invite-again', 'held-by-gateway'], who: invited, ...waiting({ 'mail.othersGet': 'unsure', 'invite.way': 'bitrix24', 'mail.arrived': 'no' }, { 'invite-again': 'done' }) },
  { ...base, verdicts: ['sms-astray'], who: healthy, message: () => messages.noInvitation(''), person: () => ({ answers: { 'mail.awaited': 'invitation', 'person.address': '+44 7700 900123' } }) },
  { ...base, verdicts: ['ask-again'], who: healthy, ...waiting({ 'mail.awaited': 'confirmation', 'mail.othersGet': 'yes' }) },
  { ...base, verdicts: ['sender-refused'], who: invited, ...waiting({ 'mail.othersGet': 'yes', 'invite.way': 'ownMail', 'mail.sender': 'nordic.harbourpine.example' }) },
  { ...base, verdicts: ['link-off'], who: invited, ...waiting({ 'mail.othersGet': 'yes', 'invite.way': 'link' }) },
  { ...base, verdicts: ['sms-astray'], who: invited, ...waiting({ 'mail.othersGet': 'yes', 'invite.way': 'sms' }) },
  { ...base, verdicts: ['invite-again'], who: invited, ...waiting({ 'mail.othersGet': 'yes', 'invite.way': 'bitrix24' }) },
  { ...base, verdicts: ['ask-again'], who: healthy, message: ({ email }) => messages.noRecoveryMail(email), ...waiting({ 'mail.awaited': 'recovery', 'mail.othersGet': 'yes', 'invite.way': 'recovery' }) },
  { ...base, verdicts: ['invite-again', 'other-mailbox'], who: invited, ...waiting({ 'mail.othersGet': 'yes', 'invite.way': 'bitrix24', 'mail.arrived': 'no' }, { 'invite-again': 'done' }) },
  // a list of one is a list
  { ...base, verdicts: ['many-undelivered'], who: invited, person: ({ email }) => ({ answers: { 'mail.awaited': 'many', 'people.addresses': email } }) },
  { ...base, verdicts: ['many-not-open'], who: healthy, person: ({ email }) => ({ answers: { 'mail.awaited': 'many', 'people.addresses': email } }) },
]

/** Nobody in the company has such a mailbox from the beginning: whoever tries it invites somebody at one. */
export const throwawayScenario: Scenario = { ...base, verdicts: ['throwaway-mailbox'], who: () => [], ...waiting({}) }
