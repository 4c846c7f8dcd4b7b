import { messages } from '../demoPortal/messages'
import { hiddenFromEverybody, inCondition, type Scenario } from './scenario'
import type { Answers, Person } from './walkCase'

const base = { flow: 'social-link-conflict', who: inCondition('healthy'), message: () => messages.cannotUseSocial('Google') } as const satisfies Partial<Scenario>
const pressing = (answers: Answers = {}, advice: Person['advice'] = {}): Pick<Scenario, 'person'> => ({ person: ({ email }) => ({ answers: { 'person.address': email, ...answers }, advice }) })

export const socialLinkScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['address-unknown'], who: hiddenFromEverybody, ...pressing() },
  { ...base, verdicts: ['never-linked'], who: inCondition('neverLoggedIn'), ...pressing() },
  { ...base, verdicts: ['never-linked'], doors: ['employee'], ...pressing({ 'social.trouble': 'otherProfile', 'social.account': 'never' }) },
  // nobody is sure of anything: what happens most often comes first
  { ...base, verdicts: ['other-account'], ...pressing() },
  { ...base, verdicts: ['other-account'], ...pressing({ 'social.trouble': 'otherProfile', 'social.account': 'another', 'social.provider': 'google' }) },
  { ...base, verdicts: ['other-account'], ...pressing({ 'social.trouble': 'otherProfile', 'social.account': 'another', 'social.provider': 'microsoft' }) },
  { ...base, verdicts: ['other-account'], ...pressing({ 'social.trouble': 'otherProfile', 'social.account': 'another', 'social.provider': 'apple' }) },
  { ...base, verdicts: ['linked-twice'], ...pressing({ 'social.trouble': 'otherProfile', 'social.account': 'asAlways' }) },
  // the right account at the provider did not help
  { ...base, verdicts: ['other-account', 'linked-twice'], ...pressing({ 'social.trouble': 'otherProfile', 'social.account': 'another' }) },
  { ...base, verdicts: ['linked-elsewhere'], ...pressing({ 'social.trouble': 'linkedElsewhere' }) },
  { ...base, verdicts: ['link-removed'], ...pressing({ 'social.trouble': 'error', 'social.page': 'opens' }) },
  { ...base, verdicts: ['provider-blocked'], ...pressing({ 'social.trouble': 'error', 'social.page': 'notHere' }) },
  { ...base, verdicts: ['provider-down'], ...pressing({ 'social.trouble': 'error', 'social.page': 'nowhere' }) },
  { ...base, verdicts: ['no-button'], ...pressing({ 'social.trouble': 'noButton' }) },
  { ...base, verdicts: ['no-button', 'needs-admin'], ...pressing({ 'social.trouble': 'noButton', 'social.otherWay': 'none' }) },
  { ...base, verdicts: ['no-button', 'needs-admin'], doors: ['employee'], ...pressing({ 'social.trouble': 'noButton', 'social.otherWay': 'none' }) },
]
