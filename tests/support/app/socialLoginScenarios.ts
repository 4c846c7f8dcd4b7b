import { messages } from '../demoPortal/messages'
import { hiddenFromEverybody, inCondition, strangeAddress, type Scenario } from './scenario'
import type { Answers, Person } from './walkCase'

const base = { flow: 'social-login-change', who: inCondition('healthy'), message: () => messages.changeSocialLogin } as const satisfies Partial<Scenario>
const wanting = (answers: Answers = {}, advice: Person['advice'] = {}): Pick<Scenario, 'person'> => ({ person: ({ email }) => ({ answers: { 'person.address': email, 'address.new': strangeAddress, ...answers }, advice }) })
const loginSet = { 'login.works': 'yes', 'profile.contactFollows': 'yes' } as const satisfies Answers

export const socialLoginScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['address-unknown'], who: hiddenFromEverybody, ...wanting() },
  { ...base, verdicts: ['wanted-odd'], ...wanting({ 'address.new': 'somebody.new@gmial.com' }) },
  { ...base, verdicts: ['invited-there'], ...wanting({ 'address.new': 'cleo.marsh@harbourpine.example' }) },
  { ...base, verdicts: ['held-by-colleague'], ...wanting({ 'address.new': 'ada.quill@harbourpine.example', 'profile.holderHere': 'colleague' }) },
  { ...base, verdicts: ['second-account'], ...wanting({ 'address.new': 'ada.quill@harbourpine.example', 'profile.holderHere': 'ownSecond' }) },
  { ...base, verdicts: ['generated-login'], ...wanting() },
  { ...base, verdicts: ['generated-login'], doors: ['employee'], ...wanting() },
  // the own contact address becomes the login
  { ...base, verdicts: ['generated-login'], person: ({ email }) => ({ answers: { 'person.address': email, 'address.new': email, 'profile.holderHere': 'own' } }) },
  { ...base, verdicts: ['generated-login', 'other-field'], ...wanting({ 'profile.hindrance': 'noField' }) },
  { ...base, verdicts: ['generated-login', 'contact-differs'], ...wanting(loginSet, { connect: 'done' }) },
  { ...base, verdicts: ['generated-login', 'contact-differs', 'caller-not-known'], ...wanting({ ...loginSet, 'caller.verified': 'notYet' }, { connect: 'done' }) },
]
