import { describe, expect, it } from 'vitest'
import texts from '@shared/locales/en.json'
import { lintFlow, lintReleased, lintRules, productRegistries, type Finding, type LintRule, type Registries } from '@shared/flows/lint'
import { compiledFlowSchema, type CompiledFlow } from '@shared/flows/schema'
import { flowOf, sampleFixes, solved, today } from './flowSupport'

interface Plain {
  start: string
  verdicts: string[]
  source: Record<string, string>
  steps: Record<string, Record<string, unknown>>
  words: Record<string, { name: string; summary: string; verdicts: Record<string, string>; steps: Record<string, Record<string, unknown>> }>
}

/** A flow without a finding; each test plants one defect in it. */
const sound = (): Plain => ({
  start: 'way',
  verdicts: ['forgotten'],
  source: { page: 'test', checked: today, owner: 'tests' },
  steps: {
    way: { kind: 'ask', fact: 'login.way', line: 10, next: { password: 'look', social: 'tip', unsure: 'tip' } },
    look: { kind: 'check', run: ['rest-health'], line: 20, next: [{ when: { fact: 'rest.health', is: 'blocked' }, to: 'hand' }, { else: 'tip' }] },
    tip: { kind: 'advise', verdict: 'forgotten', line: 30, links: ['network-home'], next: { done: 'try', failed: 'hand' } },
    try: { kind: 'verify', run: 'last-login-moved', ask: 'login.works', line: 40, next: { yes: 'end', no: 'hand', unknown: 'hand' } },
    hand: { kind: 'handOver', to: 'admin', resume: 'try', limit: 1, over: 'stop', line: 50 },
    end: { kind: 'end', outcome: 'solved', line: 60 },
    stop: { kind: 'end', outcome: 'notSolved', line: 70 },
  },
  words: {
    en: {
      name: 'Small', summary: 'A small flow', verdicts: { forgotten: 'Forgotten.' },
      steps: {
        way: { title: 'How?', why: 'To know.', options: { password: 'Password', social: { label: 'Social', hint: 'A button' }, unsure: 'Not sure' }, agent: { say: 'How?' } },
        look: { title: 'Looking' },
        tip: { title: '{person.name|This person} forgot', body: 'So it is.', do: ['Recover it.'], options: { done: 'Done', failed: 'Not done' }, agent: { say: 'Recover it.' } },
        try: { title: 'Works?', options: { yes: 'Yes', no: 'No', unsure: 'Not sure' }, agent: { say: 'Works?' } },
        hand: { title: 'Ask', subject: 'Help', message: 'Hello, case {case.code}' },
        end: { title: 'Solved' },
        stop: { title: 'Not solved' },
      },
    },
  },
})

const make = (plain: Plain, sha256 = '0'.repeat(64)): CompiledFlow => compiledFlowSchema.parse({ id: 'small', version: 1, sha256, ...plain })
const lint = (plant: (plain: Plain) => void = () => undefined, own: Partial<Registries> = {}): readonly Finding[] => {
  const plain = sound()
  plant(plain)
  return lintFlow(make(plain), { ...productRegistries({ flow: () => undefined, languages: ['en'], today, released: {}, fix: sampleFixes }), ...own })
}
const words = (plain: Plain, step: string): Record<string, unknown> => plain.words['en']!.steps[step]!

describe('the linter', () => {
  it('finds nothing in a sound flow', () => {
    expect(lint()).toEqual([])
  })

  const planted: readonly (readonly [rule: LintRule, defect: string, plant: (plain: Plain) => void, line: number | undefined])[] = [
    ['unknownStep', 'a way to a step that is not there', (flow) => (flow.steps['way']!['next'] = { password: 'gone', social: 'tip', unsure: 'look' }), 10],
    ['unknownStep', 'a start that is not there', (flow) => (flow.start = 'gone'), 1],
    ['unknownFlow', 'a way to a flow that is not there', (flow) => (flow.steps['look']!['next'] = [{ when: { fact: 'rest.health', is: 'blocked' }, to: { flow: 'gone' } }, { else: 'tip' }]), 20],
    ['unknownFact', 'a guard over an unknown fact', (flow) => (flow.steps['look']!['next'] = [{ when: { not: { known: 'no.such' } }, to: 'hand' }, { else: 'tip' }]), 20],
    ['unknownValue', 'a guard that waits for a value nobody gives', (flow) => (flow.steps['look']!['next'] = [{ when: { fact: 'rest.health', is: 'jammed' }, to: 'hand' }, { else: 'tip' }]), 20],
    ['unknownValue', 'a number compared where there is none', (flow) => (flow.steps['look']!['next'] = [{ when: { fact: 'rest.health', over: 3 }, to: 'hand' }, { else: 'tip' }]), 20],
    ['unknownCheck', 'an unknown check', (flow) => (flow.steps['look']!['run'] = ['rest-health', 'no-such']), 20],
    ['unknownFix', 'an unknown fix', (flow) => (flow.steps['tip'] = { kind: 'fix', run: 'no-such', verdict: 'forgotten', line: 30, next: { else: 'hand' } }), 30],
    ['unknownVerdict', 'a verdict that is not declared', (flow) => (flow.steps['look']!['verdict'] = 'other'), 20],
    ['unknownLink', 'a link that is not on the list', (flow) => (flow.steps['tip']!['links'] = ['evil-site']), 30],
    ['unknownPlaceholder', 'a placeholder for no fact', (flow) => (words(flow, 'tip')['body'] = 'Hello {no.such|you}'), undefined],
    ['unknownPlaceholder', 'a brace that stays open', (flow) => (words(flow, 'tip')['body'] = 'Hello {person.name'), undefined],
    ['notAskable', 'a question that only a check can answer', (flow) => (flow.steps['look'] = { kind: 'ask', fact: 'rest.health', line: 20, next: { else: 'tip' } }), 20],
    ['stepUnreachable', 'a step that nothing leads to', (flow) => (flow.steps['way']!['next'] = { else: 'tip' }), 20],
    ['wayMissing', 'an answer without a way on', (flow) => (flow.steps['way']!['next'] = { password: 'look', unsure: 'tip' }), 10],
    ['wayMissing', 'advice that may fail without a way on', (flow) => (flow.steps['tip']!['next'] = { done: 'try' }), 30],
    ['wayMissing', 'a step for others without a way past it', (flow) => { flow.steps['way']!['for'] = ['admin']; flow.steps['way']!['fact'] = 'login.typing'; flow.steps['way']!['next'] = { checked: 'look', wasIt: 'tip' } }, 10],
    ['wayUnused', 'a way for an answer that does not exist', (flow) => (flow.steps['way']!['next'] = { password: 'look', pigeon: 'tip', else: 'tip' }), 10],
    ['unsureMissing', 'no way on from "I am not sure"', (flow) => (flow.steps['way']!['next'] = { password: 'look', social: 'tip' }), 10],
    ['unsureMissing', 'a proof that may stay unknown', (flow) => (flow.steps['try']!['next'] = { yes: 'end', no: 'hand' }), 40],
    ['elseMissing', 'a list of guards without else', (flow) => (flow.steps['look']!['next'] = [{ when: { fact: 'rest.health', is: 'blocked' }, to: 'hand' }, { when: { fact: 'rest.health', is: 'fine' }, to: 'tip' }]), 20],
    ['elseMissing', 'an else that is not the last', (flow) => (flow.steps['look']!['next'] = [{ else: 'tip' }, { when: { fact: 'rest.health', is: 'blocked' }, to: 'hand' }, { else: 'tip' }]), 20],
    ['ringWithoutLimit', 'a ring that nothing ends', (flow) => { delete flow.steps['hand']!['limit']; delete flow.steps['hand']!['over']; flow.steps['try']!['next'] = { yes: 'end', no: 'hand', unknown: 'stop' } }, 40],
    ['ringWithoutLimit', 'a limit whose over leads back into the ring', (flow) => { flow.steps['hand']!['over'] = 'tip'; flow.steps['try']!['next'] = { yes: 'end', no: 'hand', unknown: 'stop' } }, 30],
    ['overMissing', 'a limit that leads nowhere', (flow) => delete flow.steps['hand']!['over'], 50],
    ['textMissing', 'a step without a title', (flow) => delete words(flow, 'look')['title'], undefined],
    ['textMissing', 'an option without a label', (flow) => delete (words(flow, 'way')['options'] as Record<string, unknown>)['social'], undefined],
    ['textMissing', 'a question without its reason', (flow) => delete words(flow, 'way')['why'], undefined],
    ['textMissing', 'nothing for the agent to say', (flow) => delete words(flow, 'tip')['agent'], undefined],
    ['textMissing', 'a hand-over without a message', (flow) => delete words(flow, 'hand')['message'], undefined],
    ['textMissing', 'a verdict without a sentence', (flow) => (flow.words['en']!.verdicts = {}), undefined],
    ['textMissing', 'a step that has no words at all', (flow) => delete flow.words['en']!.steps['stop'], undefined],
    ['textUnused', 'words for a step that is not there', (flow) => (flow.words['en']!.steps['gone'] = { title: 'Gone' }), undefined],
    ['textUnused', 'a label for no answer', (flow) => ((words(flow, 'way')['options'] as Record<string, unknown>)['pigeon'] = 'By pigeon'), undefined],
    ['textUnused', 'a sentence for no verdict', (flow) => (flow.words['en']!.verdicts['other'] = 'Other.'), undefined],
    ['textUnused', 'a message where nothing is handed over', (flow) => (words(flow, 'look')['message'] = 'Hello'), undefined],
    ['textUnused', 'a voice for a door that never sees the step', (flow) => { flow.steps['tip']!['for'] = ['admin'] }, undefined],
    ['fallbackMissing', 'a placeholder without a fallback', (flow) => (words(flow, 'tip')['title'] = '{person.name} forgot'), undefined],
    ['fallbackMissing', 'a placeholder without a fallback in a voice', (flow) => (words(flow, 'tip')['employee'] = { do: ['Ask {person.name}'] }), undefined],
    ['verdictNeverGiven', 'a verdict that no step gives', (flow) => { flow.verdicts.push('spare'); flow.words['en']!.verdicts['spare'] = 'Spare.' }, 1],
    ['outcomeUnreachable', 'a verdict that never comes to an end', (flow) => (flow.steps['tip']!['next'] = { else: 'tip' }), 30],
    ['rightWithoutHandOver', 'a right that nobody is asked for', (flow) => { flow.steps['tip']!['for'] = ['admin']; flow.steps['tip']!['mandatory'] = true; flow.steps['tip']!['next'] = { else: 'end' } }, 30],
    ['rightWithoutHandOver', 'a proof that needs a look-up, and nobody who may look up', (flow) => { flow.steps['look']!['run'] = ['address-syntax']; flow.steps['look']!['next'] = [{ when: { fact: 'address.shape', is: 'broken' }, to: 'hand' }, { else: 'tip' }]; flow.steps['hand']!['to'] = 'mailAdmin' }, 40],
    ['rightWithoutHandOver', 'a fix for administrators that is handed to the mail administrator', (flow) => { flow.steps['tip'] = { kind: 'fix', run: 'mend', line: 30, verdict: 'forgotten', next: { else: 'hand' } }; flow.steps['hand'] = { kind: 'handOver', to: 'mailAdmin', line: 50 } }, 30],
    ['fixWithoutRecheck', 'a fix that nothing proves', (flow) => { flow.steps['tip'] = { kind: 'fix', run: 'unproven', line: 30, verdict: 'forgotten', next: { else: 'hand' } } }, 30],
    ['unsureMissing', 'a fix whose re-check may lag, and no way for "not yet"', (flow) => { flow.steps['tip'] = { kind: 'fix', run: 'invite', line: 30, verdict: 'forgotten', next: { verified: 'try', notVerified: 'hand', failed: 'hand', skipped: 'hand', dryRun: 'hand' } } }, 30],
    ['wayDead', 'an else behind every answer', (flow) => ((flow.steps['way']!['next'] as Record<string, string>)['else'] = 'hand'), 10],
    ['wayDead', 'a condition that stands twice', (flow) => (flow.steps['look']!['next'] = [{ when: { known: 'rest.health' }, to: 'hand' }, { when: { known: 'rest.health' }, to: 'tip' }, { else: 'tip' }]), 20],
    ['wayDead', 'values that earlier conditions took', (flow) => (flow.steps['look']!['next'] = [{ when: { fact: 'rest.health', in: ['blocked', 'fine'] }, to: 'hand' }, { when: { fact: 'rest.health', is: 'fine' }, to: 'tip' }, { else: 'tip' }]), 20],
    ['sourceOld', 'a source that nobody looked at for a year', (flow) => (flow.source['checked'] = '2025-11-21'), 1],
  ]
  it.each(planted)('says %s for %s', (rule, _, plant, line) => {
    const found = lint(plant).filter((finding) => finding.rule === rule)
    expect(found.length).toBeGreaterThan(0)
    if (line !== undefined) expect(found[0]).toMatchObject({ file: 'small/v1/flow.yaml', line })
    else expect(found[0]).toMatchObject({ file: 'small/v1/en.yaml', args: { language: 'en' } })
  })

  it('takes a source of exactly a year ago as fresh enough, and an old one for a warning only', () => {
    expect(lint((flow) => (flow.source['checked'] = '2025-11-22'))).toEqual([])
    expect(lint((flow) => (flow.source['checked'] = '2020-01-01')).map((finding) => finding.severity)).toEqual(['warning'])
  })

  it('says textMissing for a language that is not there', () => {
    expect(lint(undefined, { languages: ['en', 'de'] })).toMatchObject([{ rule: 'textMissing', file: 'small/v1/de.yaml' }])
  })

  it('says releasedChanged when the hash is another one, and nothing when it is the same', () => {
    expect(lint(undefined, { released: { 'small/1': '1'.repeat(64) } })).toMatchObject([{ rule: 'releasedChanged', severity: 'error', args: { now: '0'.repeat(64) } }])
    expect(lint(undefined, { released: { 'small/1': '0'.repeat(64) } })).toEqual([])
  })

  it('says releasedMissing when a released version is gone', () => {
    expect(lintReleased([make(sound())], { 'small/1': '0'.repeat(64), 'small/2': '0'.repeat(64) })).toMatchObject([{ rule: 'releasedMissing', args: { name: 'small/2' } }])
  })

  it('knows the steps and verdicts of other flows', () => {
    const other = make(sound())
    const call = (next: unknown) => (flow: Plain): void => {
      flow.steps['look'] = { kind: 'call', call: { flow: 'other', at: 'tip' }, line: 20, next }
      delete flow.words['en']!.steps['look']
    }
    expect(lint(call({ forgotten: 'tip' }), { flow: () => other })).toEqual([])
    expect(lint(call({ other: 'tip' }), { flow: () => other }).map((finding) => finding.rule)).toEqual(['wayMissing', 'wayUnused'])
    const far = (flow: Plain): unknown => (flow.steps['look']!['next'] = [{ when: { fact: 'rest.health', is: 'blocked' }, to: { flow: 'other', at: 'gone' } }, { else: 'tip' }])
    expect(lint(far, { flow: () => other }).map((finding) => finding.rule)).toEqual(['unknownStep'])
  })

  it('names the line of the word file where it is known', () => {
    const found = lint((flow) => delete words(flow, 'look')['title'], { wordLine: (language, path) => ({ file: `here/${language}.yaml`, line: path.length }) })
    expect(found).toMatchObject([{ rule: 'textMissing', file: 'here/en.yaml', line: 3, step: 'look', args: { text: 'steps.look.title' } }])
  })

  const caller = (id: string, to: string): CompiledFlow => flowOf({ end: solved, go: { kind: 'call', call: { flow: to }, next: { else: 'end' } } }, { id, start: 'go' })
  const chained = (flows: readonly CompiledFlow[]): readonly Finding[] => lintFlow(flows[0]!, productRegistries({ flow: (id) => flows.find((flow) => flow.id === id), languages: [], today, released: {} }))

  it('says callTooDeep for four calls inside each other, at the step that begins them, and nothing for three', () => {
    const four = [caller('a', 'b'), caller('b', 'c'), caller('c', 'd'), caller('d', 'e'), flowOf({ end: solved }, { id: 'e' })]
    expect(chained(four)).toMatchObject([{ rule: 'callTooDeep', file: 'a/v1/flow.yaml', line: 2, step: 'go', args: { chain: 'a > b > c > d > e' } }])
    expect(chained(four.slice(1))).toEqual([])
  })

  it('says callRing for a call that comes back to a flow that has not ended', () => {
    expect(chained([caller('a', 'b'), caller('b', 'a')])).toMatchObject([{ rule: 'callRing', line: 2, args: { chain: 'a > b > a' } }])
    expect(chained([caller('a', 'a')])).toMatchObject([{ rule: 'callRing' }])
  })

  it('wants a way for a called flow that ends without a verdict', () => {
    const called = flowOf({ way: { kind: 'ask', fact: 'login.way', next: { password: 'tip', else: 'end' } }, tip: { kind: 'advise', verdict: 'typo', next: { else: 'end' } }, end: solved }, { id: 'b', verdicts: ['typo'] })
    const calls = (next: Readonly<Record<string, string>>): CompiledFlow => flowOf({ go: { kind: 'call', call: { flow: 'b' }, next }, end: solved }, { id: 'a' })
    expect(chained([calls({ typo: 'end' }), called])).toMatchObject([{ rule: 'wayMissing', args: { result: 'solved' } }])
    expect(chained([calls({ typo: 'end', solved: 'end' }), called])).toEqual([])
  })

  it('finds the one who has the right in another flow, too', () => {
    const plant = (flow: Plain): void => {
      flow.steps['tip'] = { kind: 'fix', run: 'mend', line: 30, verdict: 'forgotten', next: { else: { flow: 'other' } } }
    }
    const rules = (to: string): readonly string[] => lint(plant, { flow: () => flowOf({ hand: { kind: 'handOver', to } }, { id: 'other' }) }).filter((finding) => finding.rule === 'rightWithoutHandOver').map((finding) => String(finding.args['right']))
    expect(rules('admin')).toEqual([])
    expect(rules('mailAdmin')).toContain('administer')
  })

  it('has a sentence for every rule, filled from what the finding carries', () => {
    const sentences: Readonly<Record<string, string>> = texts.lint
    expect(new Set(Object.keys(sentences))).toEqual(new Set(lintRules))
    for (const [rule, , plant] of planted) {
      for (const finding of lint(plant).filter((one) => one.rule === rule)) for (const [, name] of (sentences[rule] ?? '').matchAll(/\{(\w+)\}/g)) expect(Object.keys(finding.args), rule).toContain(name)
    }
  })

  it('has a planted defect for every rule', () => {
    expect(new Set([...planted.map(([rule]) => rule), 'releasedChanged', 'releasedMissing', 'callTooDeep', 'callRing'])).toEqual(new Set(lintRules))
  })
})
