import { describe, expect, it } from 'vitest'
import { flowMapSchema, type FlowMap } from '@shared/contract/views'
import type { CaseEvent } from '@shared/domain/events'
import { caseIdSchema } from '@shared/domain/ids'
import { edgesDrawn } from '@shared/flows/coverage'
import { createFlowLibrary } from '@shared/flows/library'
import type { CompiledFlow } from '@shared/flows/schema'
import type { CoreContext } from '../../../electron/core/context'
import { mapFlow } from '../../../electron/core/flows/mapFlow'
import { flowOf, shipped, solved, stop } from '../flows/flowSupport'
import { thrownBy } from '../../support/portal/thrownBy'

function contextOver(flows: readonly CompiledFlow[], events: readonly CaseEvent[] = [], language = 'en'): CoreContext {
  return { ports: { flows: createFlowLibrary(flows), clock: { now: () => 0 }, cases: { events: () => events, row: () => undefined } }, language: () => language } as unknown as CoreContext
}
const edgeNames = (map: FlowMap): readonly string[] => map.ways.map(({ from, way }) => `${map.flow}/${from}|${way}`).sort()

const small = flowOf({
  way: { kind: 'ask', fact: 'login.way', next: { password: 'look', unsure: { flow: 'other', at: 'second' }, else: 'hand' } },
  look: { kind: 'check', run: ['rest-health'], next: [{ when: { fact: 'rest.health', is: 'blocked' }, to: 'hand' }, { else: { flow: 'other' } }] },
  hand: { kind: 'handOver', to: 'admin', resume: 'proof', limit: 2, over: 'stop', verdict: 'told' },
  proof: { kind: 'verify', run: 'last-login-moved', ask: 'login.works', for: ['admin'], next: { yes: 'solved', no: 'stop', unknown: 'hand' } },
  solved, stop,
}, { verdicts: ['told'] })
const worded: CompiledFlow = {
  ...small,
  words: {
    en: {
      name: 'Small', summary: 'A small one', verdicts: { told: '{person.name|Somebody} was told' },
      steps: {
        way: { title: 'How does {person.name|this person} log in?', body: 'A body', why: 'A reason', options: { password: { label: 'With a password' }, unsure: 'Not sure' }, agent: { say: 'How do you log in?' } },
        proof: { title: 'Is {person.name|this person} in?', options: { yes: 'In', no: 'Out', unsure: 'Nobody knows' } },
      },
    },
    de: { name: 'Klein', summary: 'Ein kleiner', verdicts: {}, steps: { way: { title: 'Wie?' } } },
  },
}
const other: CompiledFlow = { ...flowOf({ first: { kind: 'advise', next: { done: 'second', failed: 'second' } }, second: solved }, { id: 'other' }), words: { en: { name: 'The other', summary: '', verdicts: {}, steps: { first: { title: 'First of the other' }, second: { title: 'Second of the other' } } } } }

describe('the map of a flow', () => {
  it('draws every step and every way of each flow that ships, as the walk counts them', () => {
    for (const flow of shipped) {
      const map = flowMapSchema.parse(mapFlow(contextOver(shipped), { flow: flow.id }))
      expect(map.steps.map(({ step }) => step)).toEqual(Object.keys(flow.steps))
      expect(edgeNames(map)).toEqual([...edgesDrawn([flow])].sort())
      expect(map.steps.filter(({ title, step }) => title === step)).toEqual([])
      // Answers have the flow's own words; results of checks and fixes are closed words that the page knows.
      const asked = new Set(map.steps.filter(({ kind }) => kind === 'ask' || kind === 'verify' || kind === 'advise').map(({ step }) => step))
      expect(map.ways.filter(({ from, way, label, when }) => asked.has(from) && label === undefined && when === undefined && !['else', 'over'].includes(way))).toEqual([])
    }
  })

  it('words steps and answers without a case: placeholders fall back, a verdict too', () => {
    const map = flowMapSchema.parse(mapFlow(contextOver([worded, other]), { flow: 'small' }))
    expect(map).toMatchObject({ flow: 'small', version: 1, versions: [1], name: 'Small', summary: 'A small one', start: 'way', source: 'test' })
    expect(map.steps[0]).toEqual({ step: 'way', kind: 'ask', title: 'How does this person log in?', body: 'A body', why: 'A reason', say: 'How do you log in?', do: [], checks: [] })
    expect(map.steps[1]).toMatchObject({ title: 'look', checks: ['rest-health'] })
    expect(map.steps[2]).toMatchObject({ verdict: 'told', verdictName: 'Somebody was told', role: 'admin', limit: 2 })
    expect(map.steps[3]).toMatchObject({ checks: ['last-login-moved'], for: ['admin'] })
    expect(map.steps[4]).toMatchObject({ kind: 'end', outcome: 'solved' })
    expect(map).not.toHaveProperty('path')
  })

  it('says of each way what leads there, and into which flow it goes', () => {
    const { ways } = mapFlow(contextOver([worded, other]), { flow: 'small' })
    expect(ways).toEqual([
      { from: 'way', way: 'password', label: 'With a password', to: { step: 'look' } },
      { from: 'way', way: 'unsure', label: 'Not sure', to: { flow: 'other', flowName: 'The other', step: 'second', title: 'Second of the other' } },
      { from: 'way', way: 'else', to: { step: 'hand' } },
      { from: 'look', way: 'when 1', when: { fact: 'rest.health', is: 'blocked' }, to: { step: 'hand' } },
      { from: 'look', way: 'else', to: { flow: 'other', flowName: 'The other', step: 'first', title: 'First of the other' } },
      { from: 'hand', way: 'answered', to: { step: 'proof' } },
      { from: 'hand', way: 'over', to: { step: 'stop' } },
      { from: 'proof', way: 'yes', label: 'In', to: { step: 'solved' } },
      { from: 'proof', way: 'no', label: 'Out', to: { step: 'stop' } },
      { from: 'proof', way: 'unknown', label: 'Nobody knows', to: { step: 'hand' } },
    ])
  })

  it('speaks the language of the screen where the flow does', () => {
    const german = mapFlow(contextOver([worded, other], [], 'de'), { flow: 'small' })
    expect([german.name, german.steps[0]?.title]).toEqual(['Klein', 'Wie?'])
    expect(mapFlow(contextOver([worded, other], [], 'fr'), { flow: 'small' }).name).toBe('Small')
  })

  it('shows the newest version unless another is named, and lists those that ship', () => {
    const third = { ...worded, version: 3 }
    const context = contextOver([worded, third])
    expect(mapFlow(context, { flow: 'small' })).toMatchObject({ version: 3, versions: [1, 3] })
    expect(mapFlow(context, { flow: 'small', version: 1 }).version).toBe(1)
    expect(thrownBy(() => mapFlow(context, { flow: 'small', version: 2 }))).toMatchObject({ code: 'flowNotFound' })
    expect(thrownBy(() => mapFlow(context, { flow: 'constructor' }))).toMatchObject({ code: 'flowNotFound' })
  })

  it('knows no case without events', () => {
    const caseId = caseIdSchema.parse('3f0c8a51-6f7e-4c1b-9a5d-2b8e4d7c1a01')
    expect(thrownBy(() => mapFlow(contextOver([worded]), { flow: 'small', caseId }))).toMatchObject({ code: 'caseNotFound' })
  })
})
