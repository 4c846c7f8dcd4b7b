import { messages } from '../demoPortal/messages'
import { hiddenFromEverybody, inCondition, strangeAddress, type Scenario } from './scenario'
import type { Answers } from './walkCase'

const base = { flow: 'wrong-network-user', message: ({ name }) => messages.wrongNetworkUser(name, strangeAddress) } as const satisfies Partial<Scenario>
const healthy = inCondition('healthy')
const invitedAs = (answers: Answers = {}): Pick<Scenario, 'person'> => ({ person: ({ email }) => ({ answers: { 'person.address': email, ...answers } }) })

export const wrongNetworkUserScenarios: readonly Scenario[] = [
  { ...base, verdicts: ['other-profile'], who: healthy, ...invitedAs() },
  { ...base, verdicts: ['two-profiles'], who: healthy, message: ({ name, email }) => messages.wrongNetworkUser(name, email), ...invitedAs() },
  { ...base, verdicts: ['shown-dismissed'], who: inCondition('dismissed'), message: ({ name, email }) => messages.wrongNetworkUser(name, email), ...invitedAs() },
  // Whoever helps does not know which address was invited: only the message tells.
  { ...base, verdicts: ['shown-invited'], who: inCondition('invitationPending'), message: ({ name, email }) => messages.wrongNetworkUser(name, email) },
  { ...base, verdicts: ['shown-awaiting'], who: inCondition('awaitingApproval'), message: ({ name, email }) => messages.wrongNetworkUser(name, email) },
  { ...base, verdicts: ['invitation-elsewhere'], who: inCondition('invitationPending'), ...invitedAs() },
  { ...base, verdicts: ['not-invited'], who: hiddenFromEverybody, ...invitedAs({ 'login.rightPage': 'yes', 'login.way': 'password' }) },
  { ...base, verdicts: ['wrong-portal'], who: hiddenFromEverybody, ...invitedAs({ 'login.rightPage': 'no' }) },
  { ...base, verdicts: ['not-mine'], who: healthy, person: () => ({ answers: { 'session.isMine': 'no' } }) },
]
