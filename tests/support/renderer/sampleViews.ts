import type { AppState, CaseRow, CaseView, CheckRow, ConnectionView, FixPreview, FixRow, FlowRow, MatchView, StepView, TimelineRow } from '@shared/contract/views'

/** What a core would answer, made by hand: the page's tests and trials draw these. The company is invented. */
export const caseIds = ['3f0c8a51-6f7e-4c1b-9a5d-2b8e4d7c1a01', '3f0c8a51-6f7e-4c1b-9a5d-2b8e4d7c1a02', '3f0c8a51-6f7e-4c1b-9a5d-2b8e4d7c1a03'] as const

const minute = 60_000

export function sampleConnection(changes: Partial<ConnectionView> = {}): ConnectionView {
  return { state: 'demo', portal: 'harbourpine.bitrix24.example', ownerName: 'Noa Feld', canLookUp: true, isAdmin: true, scopes: ['user'], answeredInMs: 38, checkedAt: Date.now() - minute, secretStore: 'session', ...changes }
}

export function sampleState(changes: Partial<AppState> = {}): AppState {
  return { version: '0.1.0', host: 'browser', language: 'en', theme: 'light', connection: sampleConnection(), cases: { total: 3, open: 1, waiting: 1 }, reminders: [], checkingLog: false, ...changes }
}

export function sampleRow(changes: Partial<CaseRow> = {}): CaseRow {
  return {
    caseId: caseIds[0] as CaseRow['caseId'], number: 147, code: '7QF4-2MKD', person: 'Cleo Marsh', address: 'cleo.marsh@harbourpine.example', problem: 'wrong-password', problemName: 'Incorrect login or password',
    state: 'open', lastStep: 'way', lastStepTitle: 'How do you log in?', door: 'agent', openedAt: Date.now() - 70 * minute, updatedAt: Date.now() - 12 * minute, ...changes,
  }
}

export function sampleCheck(check: string, changes: Partial<CheckRow> = {}): CheckRow {
  return { check, state: 'ok', words: {}, evidence: [], source: 'bitrix24.md §4', tookMs: 400, at: Date.now() - minute, ...changes }
}

export const finishedChecks = (): CheckRow[] => [
  sampleCheck('rest-health', { reason: 'accepts', evidence: ['profile.json → 200'] }),
  sampleCheck('person-by-address', { reason: 'one', words: { name: 'Cleo Marsh', userId: '27' }, evidence: ['user.search {"EMAIL":"cleo.marsh@…"} → 1 row'], tookMs: 600 }),
  sampleCheck('account-active', { reason: 'active', tookMs: 600, evidence: ['ACTIVE true'] }),
  sampleCheck('invitation-accepted', { state: 'problem', reason: 'pending', words: { registeredAt: Date.UTC(2026, 8, 29), days: 15 }, evidence: ['user.search {"!CONFIRM_CODE":"0","=EMAIL":"cleo.marsh@…"} → 1 row', 'ACTIVE true · LAST_LOGIN empty · DATE_REGISTER 2026-09-29'], tookMs: 500 }),
  sampleCheck('ever-logged-in', { state: 'unknown', reason: 'hidden', tookMs: 5000, evidence: ['LAST_LOGIN missing'] }),
  sampleCheck('last-login-moved', { state: 'notRun', reason: 'skippedByPerson' }),
]

export function sampleStep(changes: Partial<StepView> = {}): StepView {
  return {
    flow: 'wrong-password', flowVersion: 1, step: 'way', visit: 1, kind: 'ask', awaits: 'person', ordinal: 3, title: 'How do you log in?',
    body: 'Bitrix24 has several doors, and each one keeps its own password.', why: 'A password belongs to one way in. Typed at another, it is refused although it is right.',
    do: [], mandatory: false, checks: [], links: [],
    ask: {
      fact: 'login.way', type: 'closed', maxLength: 60,
      options: [{ value: 'password', label: 'With an e-mail address or phone number', hint: 'And a password of its own' }, { value: 'social', label: 'With a social network', hint: 'Google, Apple, Microsoft and others' }, { value: 'unsure', label: "I'm not sure", hint: "We'll find out together" }],
    },
    ...changes,
  }
}

/** A step without a question. */
function bare(): StepView {
  const step = sampleStep()
  delete step.ask
  delete step.why
  return step
}

export const checkStep = (): StepView => {
  return { ...bare(), step: 'look', kind: 'check', awaits: 'checks', ordinal: 4, title: 'Checking what we can', body: 'These only read. Nothing on the portal changes.', checks: finishedChecks().map(({ check, source }) => ({ check, source, state: 'pending' as const, words: {}, evidence: [] })) }
}
const plain = (changes: Partial<StepView>): StepView => {
  return { ...bare(), ...changes }
}
export const adviseStep = (changes: Partial<StepView> = {}): StepView => plain({
  step: 'invite-again', kind: 'advise', ordinal: 5, title: "Cleo's invitation was never accepted", body: 'Cleo has no password yet, so no password can be right. A fresh invitation will help; a new password will not.',
  say: "I can see your account, Cleo. The invitation hasn't been accepted yet, so there's no password to go wrong. I'll send you a new one.",
  do: ['Open Employees, then Invited.', 'Find Cleo Marsh and choose “Invite again”.', 'Ask Cleo to open the newest mail and follow its link.'], verdict: 'invitation-pending', checks: finishedChecks(),
  links: [{ link: 'portal-invited', address: 'https://harbourpine.bitrix24.example/company/?apply_filter=Y&INVITED=Y', demo: true }], ...changes,
})
export const blockStep = (): StepView => adviseStep({
  step: 'security-block', title: 'Bitrix24 has put a security block on this portal', body: "It suspects that one account was taken over. That person sees “Incorrect login or password”, and a new password won't help.",
  verdict: 'security-block', say: 'The portal itself has a security block. Please do not reset your password; it would not help.', do: ['An administrator writes to Bitrix24 Support.', 'Tell the person and the service desk, so that nobody resets a password in vain.'],
  checks: [sampleCheck('rest-health', { state: 'problem', reason: 'blocked', evidence: ['profile → 503 OVERLOAD_LIMIT'] })], links: [{ link: 'help-security-block', address: 'https://helpdesk.bitrix24.com/open/25781327', demo: false }],
})
export const handOverStep = (changes: Partial<NonNullable<StepView['handOver']>> = {}): StepView => plain({
  step: 'to-admin', kind: 'handOver', awaits: changes.sentAt === undefined ? 'person' : 'answer', ordinal: 6, title: 'An administrator can let you in', body: 'Only an administrator can invite again. Your message is ready.',
  handOver: { to: 'admin', subject: "Cleo Marsh can't log in: the invitation was never accepted", message: "Hello,\n\nI can't log in to harbourpine.bitrix24.example: my invitation was never accepted.\n\nCould you invite me again?\nWhere: Employees > Invited > Invite again.\n\nPlease ring me first, to make sure it is me.\n\nCleo Marsh", canResume: true, contacts: [], ...changes },
})
export const endStep = (changes: Partial<StepView> = {}): StepView => plain({ step: 'solved', kind: 'end', awaits: 'nothing', ordinal: 7, title: 'Cleo can log in again', body: 'The new invitation was accepted.', outcome: 'solved', do: ['Keep the new password in a password manager.'], ...changes })
export const fixStep = (changes: Partial<NonNullable<StepView['fix']>> = {}): StepView => plain({ step: 'dismiss', kind: 'fix', ordinal: 6, title: 'Switch the old account off', body: 'It was made with a slip in the address.', fix: { fix: 'dismiss', state: 'ready', ...changes } })
export function samplePreview(changes: Partial<FixPreview> = {}): FixPreview {
  return { fix: 'dismiss', account: { id: '27', name: 'Cleo Marsh', address: 'cleo.marsh@harbourpine.example' }, rows: [{ label: 'person.active', before: 'yes', after: 'no' }], notes: ['accessEnds'], canBeUndone: true, undo: 'reinstate', callerFirst: true, callerVerified: true, confirmWith: 'Cleo Marsh', ...changes }
}
export function sampleFix(changes: Partial<FixRow> = {}): FixRow {
  return { fix: 'dismiss', flow: 'mistyped-email', step: 'dismiss', visit: 1, stepTitle: 'Switch the old account off', stage: 'verified', reason: 'shown', account: { id: '27', name: 'Cleo Marsh' }, at: Date.now() - minute, undo: 'reinstate', canBeUndone: true, event: '3f0c8a51-6f7e-4c1b-9a5d-2b8e4d7c1a01:9', used: true, ...changes }
}
export const textStep = (): StepView => sampleStep({ step: 'who', title: 'Which e-mail address does the person log in with?', body: 'The one typed on the login page.', why: 'With it Latchkey can look at the account.', ask: { fact: 'person.address', type: 'address', options: [], maxLength: 254 } })

export function sampleView(changes: Partial<CaseView> = {}): CaseView {
  const at = Date.now() - minute
  return {
    case: sampleRow(), revision: 7, step: sampleStep(),
    checks: finishedChecks(),
    facts: [
      { fact: 'person.name', value: 'Cleo Marsh', giver: 'check', at, fresh: true, contradicted: false },
      { fact: 'person.address', value: 'cleo.marsh@harbourpine.example', giver: 'person', at, fresh: true, contradicted: false },
      { fact: 'portal.host', value: 'harbourpine.bitrix24.example', giver: 'check', at, fresh: true, contradicted: false },
      { fact: 'person.registered', value: Date.UTC(2026, 8, 29), giver: 'check', at, fresh: true, contradicted: false },
      { fact: 'login.way', value: 'password', giver: 'file', at: at - 40 * minute, fresh: false, contradicted: false },
      { fact: 'person.invitation', value: 'pending', giver: 'check', at: at - 40 * minute, fresh: false, contradicted: false },
      { fact: 'login.everWorked', value: 'no', giver: 'person', at, fresh: true, contradicted: true },
    ],
    answers: [
      { flow: 'wrong-password', step: 'message', visit: 1, fact: 'error.message', question: 'What happened', value: 'Incorrect login or password', by: 'paste', used: true },
      { flow: 'wrong-password', step: 'who', visit: 1, fact: 'person.address', question: 'Which address', value: 'cleo.marsh@harbourpine.example', by: 'person', used: true },
      { flow: 'wrong-password', step: 'worked', visit: 1, fact: 'login.everWorked', question: 'Has it ever worked?', value: 'no', label: 'No', by: 'person', used: true },
      { flow: 'wrong-password', step: 'typing', visit: 1, fact: 'login.typing', question: 'Was it typed right?', value: 'checked', label: 'Yes, letter by letter', by: 'person', used: false },
    ],
    passed: [{ step: 'portal', question: 'Which portal?', value: 'harbourpine.bitrix24.example' }],
    fixes: [],
    done: [{ title: 'Invite Cleo Marsh again', result: 'done', at }, { title: 'Handed over to an administrator', result: 'sent', at }],
    canGoBack: true, readOnly: false, ...changes,
  }
}

/** A flow whose source is fresh and whose recent cases mostly end well. */
const sampleHealth = {
  sourceAddress: 'https://helpdesk.bitrix24.com/open/25036348', owner: 'flows',
  health: { source: 'fresh', dueOn: '2027-11-23', runs: 'fine' }, rate: { solved: 8, notSolved: 2, handedOver: 2, total: 12, sinceMs: 1_790_000_000_000 },
} as const satisfies Partial<FlowRow>

export const sampleFlows = (): FlowRow[] => [
  { flow: 'wrong-password', version: 1, name: 'Incorrect login or password', summary: 'The login page refuses the login or the password.', verdicts: 9, steps: 22, source: 'helpdesk/25036348', checked: '2026-11-22', ...sampleHealth },
  { flow: 'wrong-network-user', version: 1, name: 'Logged in as someone else', summary: "This browser is signed in to a Bitrix24 Network account that this portal doesn't know. The right account usually exists; it's just not the one in use.", verdicts: 4, steps: 14, source: 'helpdesk/25036348', checked: '2026-11-22', ...sampleHealth },
  { flow: 'lost-phone', version: 1, name: 'Lost phone, no code', summary: 'Two-step login asks for a code that nobody can read.', verdicts: 5, steps: 12, source: 'helpdesk/25930739', checked: '2026-11-22', ...sampleHealth },
]

export const sampleMessage = 'You are logged in as Elio Brandt elio.b@freemail.example. We cannot find this user at harbourpine.bitrix24.example. Please log out and log in as a different user.'
const span = (part: string): { start: number; end: number } => ({ start: sampleMessage.indexOf(part), end: sampleMessage.indexOf(part) + part.length })
export function sampleMatch(changes: Partial<MatchView> = {}): MatchView {
  const [password, network, phone] = sampleFlows()
  if (!password || !network || !phone) throw new Error('sample flows are missing')
  return {
    sure: true,
    matches: [
      { flow: network.flow, hasFlow: true, name: network.name, summary: network.summary, score: 0.93, language: 'en', because: [span('We cannot find this user at')] },
      { flow: password.flow, hasFlow: true, name: password.name, summary: password.summary, score: 0.31, language: 'en', because: [] },
      { flow: phone.flow, hasFlow: true, name: phone.name, summary: phone.summary, score: 0.12, language: 'en', because: [] },
    ],
    captured: { name: 'Elio Brandt', address: 'elio.b@freemail.example', portal: 'harbourpine.bitrix24.example' },
    spans: [{ kind: 'name', ...span('Elio Brandt') }, { kind: 'address', ...span('elio.b@freemail.example') }, { kind: 'portal', ...span('harbourpine.bitrix24.example') }],
    ...changes,
  }
}

export const sampleRows = (): CaseRow[] => [
  sampleRow({ number: 148, person: 'Ben Harrow', address: 'ben@harbourpine.example', problem: 'lost-phone', problemName: 'Lost phone, no code', state: 'waiting', waitingFor: 'admin', verdict: 'needs-admin', verdictName: 'Two-step login', lastStepTitle: 'Sent to an administrator' }),
  sampleRow({ caseId: caseIds[1] as CaseRow['caseId'], openedAt: Date.now() - 200 * minute, updatedAt: Date.now() - 65 * minute }),
  sampleRow({ caseId: caseIds[2] as CaseRow['caseId'], number: 142, person: 'Juniper Aleksandrovna Pike-Featherstonehaugh the Younger', problemName: 'Mistyped address', state: 'closed', outcome: 'solved', verdict: 'mistyped', verdictName: 'Invited again', lastStepTitle: 'Logged in, confirmed', openedAt: Date.now() - 3000 * minute, updatedAt: Date.now() - 370 * minute }),
]

export const sampleTimeline = (): TimelineRow[] => {
  const base = { door: 'agent' as const, superseded: false, used: true, newer: false }
  const at = Date.now() - 30 * minute
  return [
    { ...base, event: 'w:1', kind: 'caseOpened', at, words: { door: 'agent', entry: 'paste', flow: 'wrong-password' } },
    { ...base, event: 'w:2', kind: 'factGiven', at: at + 1000, words: { fact: 'error.message', giver: 'paste', value: 'Incorrect login or password' } },
    { ...base, event: 'w:3', kind: 'answerGiven', at: at + 60_000, step: 'worked', stepTitle: 'Has it ever worked?', words: { fact: 'login.everWorked', value: 'yes' }, superseded: true },
    { ...base, event: 'w:4', kind: 'answerGiven', at: at + 70_000, step: 'worked', stepTitle: 'Has it ever worked?', words: { fact: 'login.everWorked', value: 'no' } },
    { ...base, event: 'w:5', kind: 'checkFinished', at: at + 90_000, step: 'look', words: { check: 'invitation-accepted', result: 'problem', reason: 'pending' } },
    { ...base, event: 'w:6', kind: 'adviceTried', at: at + 120_000, stepTitle: 'Invite Cleo Marsh again', words: { result: 'done' } },
    { ...base, event: 'w:7', kind: 'handedOver', at: at + 130_000, words: { to: 'admin', result: 'sent' } },
    { ...base, event: 'w:8', kind: 'noteAdded', at: at + 140_000, words: { note: 'Starts Monday at 6:00; needs access by then.' } },
    { ...base, event: 'w:9', kind: 'somethingLater', at: at + 150_000, words: {}, newer: true },
  ]
}
