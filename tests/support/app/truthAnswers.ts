import { factDefinition, isFactName, type FactName, type FactValue } from '@shared/domain/facts'
import type { Somebody } from './companyPeople'
import type { Answers, Person } from './walkCase'

/** How the truth's words for what people answer are called in the flows; `undefined`: no flow that there is asks for it. */
const byTruthName: Readonly<Record<string, FactName | undefined>> = {
  'network.shownAddress': 'session.address',
  'network.isOwnProfile': 'session.isMine',
  'network.portals': undefined,
  'network.hasOtherProfile': undefined,
  'mail.kind': 'mail.awaited',
  'mail.spamChecked': 'mail.spam',
  'mail.ownDomain': undefined,
  'mail.othersGetIt': 'mail.othersGet',
  'invite.sentBy': 'invite.way',
  'invite.address': undefined,
  'address.intended': 'address.new',
  'login.kind': undefined,
  'social.everWorked': undefined,
  'social.rightAccount': 'social.account',
  'profile.wantedAddress': 'address.new',
  // Who is one somewhere may still be one of several.
  'account.isAdminSomewhere': undefined,
}

/** "Was the spam folder looked at?" has more answers than yes and no. */
const spam: Readonly<Record<string, string>> = { yes: 'notThere', no: 'unsure' }
/** The right account at the provider is the one that always worked. */
const socialAccount: Readonly<Record<string, string>> = { yes: 'asAlways', no: 'another' }
const worded: Readonly<Partial<Record<FactName, Readonly<Record<string, string>>>>> = { 'mail.spam': spam, 'social.account': socialAccount }

/** What somebody of the company answers and does, in the flows' own words. Throws on a name or a value that they do not have. */
export function personOf({ name, email, answers = {}, truth }: Somebody): Person {
  const said: Partial<Record<FactName, FactValue>> = { 'person.address': truth?.types ?? (email === '' ? (truth?.unseen?.login ?? '') : email) }
  for (const [truthName, value] of Object.entries(answers)) {
    const fact = isFactName(truthName) ? truthName : byTruthName[truthName]
    if (fact === undefined && !Object.hasOwn(byTruthName, truthName)) throw new RangeError(`nobody knows which fact ${truthName} of ${name} is`)
    if (fact !== undefined) said[fact] = checked(fact, worded[fact]?.[value] ?? value)
  }
  return { answers: { ...unseenOf(truth), ...said }, advice: { 'look-in-spam': truth?.unseen?.mail === 'inSpam' ? 'done' : 'failed' } }
}

/** What nobody wrote down as an answer, and the person knows all the same. */
function unseenOf(truth: Somebody['truth']): Answers {
  const { otherProfile, social } = truth?.unseen ?? {}
  return {
    'caller.verified': 'calledBack',
    ...(otherProfile === undefined ? {} : { 'session.address': otherProfile }),
    ...(social === undefined ? {} : { 'login.way': 'social' }),
  }
}

function checked(fact: FactName, value: FactValue): FactValue {
  const definition = factDefinition(fact)
  if (definition.type === 'closed' && !definition.values.includes(String(value))) throw new RangeError(`${String(value)} is no value of ${fact}`)
  return value
}
