import { messages } from '../demoPortal/messages'
import { inCondition, strangeAddress, type Scenario } from './scenario'
import type { Answers, Person } from './walkCase'

const base = { flow: 'email-taken-on-login-change', who: inCondition('healthy'), message: () => messages.loginTaken(strangeAddress) } as const satisfies Partial<Scenario>
const wanting = (answers: Answers = {}, advice: Person['advice'] = {}): Pick<Scenario, 'person'> => ({ person: ({ email }) => ({ answers: { 'person.address': email, ...answers }, advice }) })
const wanted = (address: string): Pick<Scenario, 'message'> => ({ message: () => messages.loginTaken(address) })

export const loginTakenScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['wanted-odd'], ...wanted('somebody.new@gmial.com'), ...wanting() },
  { ...base, verdicts: ['half-made'], ...wanted('cleo.marsh@harbourpine.example'), ...wanting() },
  { ...base, verdicts: ['dismissed-there'], ...wanted('marek.chough@harbourpine.example'), ...wanting() },
  { ...base, verdicts: ['several-there'], ...wanted('front.desk@harbourpine.example'), ...wanting() },
  { ...base, verdicts: ['second-account'], ...wanted('ada.quill@harbourpine.example'), ...wanting({ 'profile.holderHere': 'ownSecond' }) },
  { ...base, verdicts: ['held-by-colleague'], ...wanted('ada.quill@harbourpine.example'), ...wanting({ 'profile.holderHere': 'colleague' }) },
  // the own contact address, and another profile has the login
  { ...base, verdicts: ['other-profile'], message: ({ email }) => messages.loginTaken(email), ...wanting({ 'profile.holderHere': 'own', 'profile.canOpenOther': 'yes', 'profile.spareAddress': 'yes' }) },
  { ...base, verdicts: ['other-profile'], ...wanting({ 'profile.canOpenOther': 'unsure' }) },
  { ...base, verdicts: ['other-profile'], doors: ['employee'], ...wanting({ 'profile.canOpenOther': 'yes', 'profile.spareAddress': 'yes' }) },
  { ...base, verdicts: ['no-spare'], ...wanting({ 'profile.canOpenOther': 'yes', 'profile.spareAddress': 'no' }) },
  { ...base, verdicts: ['no-access'], ...wanting({ 'profile.canOpenOther': 'no' }) },
  { ...base, verdicts: ['no-access', 'other-login'], ...wanting({ 'profile.canOpenOther': 'no' }) },
  { ...base, verdicts: ['other-profile', 'confirmation-missing'], ...wanting({ 'profile.canOpenOther': 'yes', 'profile.spareAddress': 'yes' }) },
  // both were set, and one link was not opened
  { ...base, verdicts: ['other-profile', 'confirmation-missing'], ...wanting({ 'profile.canOpenOther': 'yes', 'profile.spareAddress': 'yes', 'profile.confirmations': 'one' }, { 'move-away': 'done', 'set-again': 'done' }) },
]
