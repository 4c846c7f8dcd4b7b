import { describe, expect, it } from 'vitest'
import texts from '@shared/locales/en.json'
import { diffFlows, flowChanges, guardText } from '@shared/flows/diff'
import { compiledFlowSchema, type CompiledFlow } from '@shared/flows/schema'
import { flowOf, solved, stop, wrongPassword } from './flowSupport'

const base = { way: { kind: 'ask', fact: 'login.way', next: { password: 'look', else: 'end' } }, look: { kind: 'check', run: ['rest-health'], next: [{ when: { fact: 'rest.health', is: 'blocked' }, to: 'hand' }, { else: 'end' }] }, hand: { kind: 'handOver', to: 'admin', resume: 'end' }, end: solved, stop }
const make = (steps: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}, own: Parameters<typeof flowOf>[1] = {}): CompiledFlow => flowOf({ ...base, ...steps }, { version: 2, ...own })
const before = flowOf(base)
const words = (titles: Readonly<Record<string, string>>): unknown => ({ name: 'Small', summary: 'S', verdicts: {}, steps: Object.fromEntries(Object.entries(titles).map(([step, title]) => [step, { title }])) })
const speaking = (all: Readonly<Record<string, unknown>>): CompiledFlow => ({ ...before, words: all as CompiledFlow['words'] })

describe('the difference between two versions', () => {
  it('is nothing between a flow and itself, wherever its lines stand', () => {
    expect(diffFlows(wrongPassword, wrongPassword)).toEqual([])
    const moved = compiledFlowSchema.parse({ ...before, steps: Object.fromEntries(Object.entries(before.steps).map(([id, step]) => [id, { ...step, line: step.line + 40 }])) })
    expect(diffFlows(before, moved)).toEqual([])
  })

  it.each<[string, CompiledFlow, readonly object[]]>([
    ['a new step', make({ more: stop }), [{ change: 'stepAdded', step: 'more', after: 'end' }]],
    ['another kind', make({ stop: { kind: 'handOver', to: 'support' } }), [{ change: 'kindChanged', step: 'stop', before: 'end', after: 'handOver' }, { change: 'roleChanged', step: 'stop', after: 'support' }, { change: 'outcomeChanged', step: 'stop', before: 'notSolved' }]],
    ['another fact', make({ way: { ...base.way, fact: 'login.everWorked' } }), [{ change: 'factChanged', step: 'way', before: 'login.way', after: 'login.everWorked' }]],
    ['other checks', make({ look: { ...base.look, run: ['rest-health', 'address-syntax'] } }), [{ change: 'checksChanged', step: 'look', before: 'rest-health', after: 'rest-health, address-syntax' }]],
    ['another way', make({ way: { ...base.way, next: { password: 'stop', social: 'end', unsure: { flow: 'other', at: 'here' } } } }), [
      { change: 'wayChanged', step: 'way', name: 'password', before: 'look', after: 'stop' },
      { change: 'wayRemoved', step: 'way', name: 'else', before: 'end' },
      { change: 'wayAdded', step: 'way', name: 'social', after: 'end' },
      { change: 'wayAdded', step: 'way', name: 'unsure', after: 'other/here' },
    ]],
    ['a condition put before the others', make({ look: { ...base.look, next: [{ when: { known: 'person.found' }, to: 'stop' }, ...base.look.next] } }), [{ change: 'wayAdded', step: 'look', name: 'person.found?', after: 'stop' }]],
    ['another role and resume', make({ hand: { kind: 'handOver', to: 'support', resume: 'way' } }), [{ change: 'roleChanged', step: 'hand', before: 'admin', after: 'support' }, { change: 'resumeChanged', step: 'hand', before: 'end', after: 'way' }]],
    ['another start and verdict', make({ end: { ...solved, verdict: 'fine' } }, { start: 'look', verdicts: ['fine'] }), [{ change: 'startChanged', before: 'way', after: 'look' }, { change: 'verdictAdded', name: 'fine' }, { change: 'verdictChanged', step: 'end', after: 'fine' }]],
    ['doors, links, limits', make({ look: { ...base.look, for: ['admin'], links: ['network-home'], limit: 2, over: 'stop', mandatory: true } }), [
      { change: 'doorsChanged', step: 'look', after: 'admin' },
      { change: 'mandatoryChanged', step: 'look', after: 'true' },
      { change: 'limitChanged', step: 'look', after: '2' },
      { change: 'overChanged', step: 'look', after: 'stop' },
      { change: 'linksChanged', step: 'look', after: 'network-home' },
    ]],
  ])('names %s', (_, after, changes) => {
    expect(diffFlows(before, after)).toEqual(changes)
  })

  it('names a step that is gone', () => {
    expect(diffFlows(make({ more: stop }), before)).toEqual([{ change: 'stepRemoved', step: 'more', before: 'end' }])
  })

  it('names words by language', () => {
    const changes = diffFlows(speaking({ en: words({ way: 'How?', end: 'Solved' }), ru: words({}) }), speaking({ en: words({ way: 'How, then?', stop: 'Not solved' }), de: words({}) }))
    expect(changes).toEqual([
      { change: 'languageAdded', language: 'de' },
      { change: 'textChanged', language: 'en', name: 'steps.way.title', before: 'How?', after: 'How, then?' },
      { change: 'textRemoved', language: 'en', name: 'steps.end.title', before: 'Solved' },
      { change: 'textAdded', language: 'en', name: 'steps.stop.title', after: 'Not solved' },
      { change: 'languageRemoved', language: 'ru' },
    ])
  })

  it('has a sentence for every word, and no other', () => {
    expect(new Set(Object.keys(texts.flowDiff))).toEqual(new Set([...flowChanges, 'none']))
  })

  it('reads conditions on one line', () => {
    expect(guardText({ all: [{ fact: 'a.b', in: ['x', 'y'] }, { not: { known: 'c.d' } }, { any: [{ fact: 'e.f', over: 3 }, { fact: 'e.f', under: 1 }] }] })).toBe('(a.b = x, y & !c.d? & (e.f > 3 | e.f < 1))')
  })
})
