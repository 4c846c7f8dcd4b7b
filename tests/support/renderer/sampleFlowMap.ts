import type { FlowMap, FlowWalkView, LintFinding } from '@shared/contract/views'
import { caseIds } from './sampleViews'

/** A small flow as the core would map it: a question, a check with a condition, a ring with a limit, another flow, two ends. */
export function sampleMap(changes: Partial<FlowMap> = {}): FlowMap {
  const plain = { do: [], checks: [] }
  return {
    flow: 'lost-phone', version: 1, versions: [1], name: 'No one-time code', summary: 'The phone with the codes is gone.', source: 'helpdesk/25930739', checked: '2026-11-23', owner: 'flows', start: 'codes',
    steps: [
      { ...plain, step: 'codes', kind: 'ask', title: 'Are there recovery codes?', body: 'A list that was printed or saved.', why: 'One of them replaces the phone once.' },
      { ...plain, step: 'look', kind: 'check', title: 'Checking what we can', checks: ['rest-health', 'account-active'] },
      { step: 'use-code', kind: 'advise', title: 'A recovery code replaces the phone', do: ['Type one of the codes.', 'Cross it out.'], checks: [], verdict: 'has-codes', verdictName: 'A recovery code is there.' },
      { ...plain, step: 'again', kind: 'ask', title: 'Which address is it?', for: ['agent', 'admin'], limit: 2 },
      { ...plain, step: 'to-admin', kind: 'handOver', title: 'An administrator can help', role: 'admin' },
      { ...plain, step: 'solved', kind: 'end', title: 'Back in', outcome: 'solved' },
      { ...plain, step: 'stop', kind: 'end', title: 'Nothing helped', outcome: 'notSolved' },
    ],
    ways: [
      { from: 'codes', way: 'yes', label: 'Yes, they are at hand', to: { step: 'use-code' } },
      { from: 'codes', way: 'no', label: 'No', to: { step: 'look' } },
      { from: 'codes', way: 'unsure', label: "I'm not sure", to: { step: 'look' } },
      { from: 'look', way: 'when 1', when: { fact: 'rest.health', is: 'blocked' }, to: { flow: 'wrong-password', flowName: 'Incorrect login or password', step: 'security-block', title: 'A security block' } },
      { from: 'look', way: 'when 2', when: { all: [{ fact: 'person.found', in: ['none', 'several'] }, { not: { known: 'clock.skew' } }] }, to: { step: 'again' } },
      { from: 'look', way: 'else', to: { step: 'to-admin' } },
      { from: 'use-code', way: 'done', label: 'Log in with it', to: { step: 'solved' } },
      { from: 'use-code', way: 'failed', label: 'It was refused', to: { step: 'to-admin' } },
      { from: 'again', way: 'else', to: { step: 'look' } },
      { from: 'again', way: 'over', to: { step: 'stop' } },
      { from: 'to-admin', way: 'answered', to: { step: 'solved' } },
    ],
    ...changes,
  }
}

/** The case that said no, was looked at, and stands at the hand-over. */
export const sampleCaseMap = (): FlowMap => sampleMap({
  path: [
    { step: 'codes', way: 'no', visit: 1, isPosition: false, cameOver: [] },
    { step: 'look', way: 'else', visit: 1, isPosition: false, cameOver: [] },
    { step: 'to-admin', visit: 1, isPosition: true, cameOver: [] },
  ],
  case: { caseId: caseIds[0] as NonNullable<FlowMap['case']>['caseId'], number: 147, flow: 'lost-phone', flowName: 'No one-time code', step: 'to-admin' },
})

export const sampleFinding = (changes: Partial<LintFinding> = {}): LintFinding => ({ rule: 'wayMissing', severity: 'error', file: 'lost-phone/v1/flow.yaml', line: 12, step: 'look', args: { result: 'unknown' }, ...changes })

export const sampleWalk = (missing: readonly string[] = []): FlowWalkView => ({
  flow: 'lost-phone', version: 1, states: 1705, edges: { drawn: 11, taken: 11 - missing.length, missing: [...missing] }, pairs: 40,
  outcomes: { solved: 20, notSolved: 19, handedOver: 0, abandoned: 0 }, stepsNeverReached: [], withoutOutcome: 0,
})
