import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PrintSection, PrintDocument } from '@shared/contract/printDocument'
import { createFlowLibrary } from '@shared/flows/library'
import { printFlow } from '@shared/flows/printFlow'
import { blank, fillForReader, fillForWriting, guardInWords } from '@shared/flows/printWords'
import type { Guard } from '@shared/flows/schema'
import { placeholdersIn } from '@shared/flows/words'
import { flowOf, shipped, shippedLibrary, solved, stop } from './flowSupport'
import { holds, printed, texts, textsOf } from './printSupport'
import { flowsArbitrary } from './randomFlows'

describe.each(shipped.map((flow) => [flow.id, flow] as const))('the page of %s', (_, flow) => {
  const page = printed(flow)

  it('leads everywhere by number and leaves nothing open', () => {
    holds(flow, page)
  })

  it('says every instruction of every step in the employee’s own words, and writes its messages with lines to fill in', () => {
    const words = flow.words['en']!
    for (const [id, step] of Object.entries(flow.steps)) {
      const own = words.steps[id] ?? {}
      const section = page.sections.find((one) => one.step === id)
      if (step.kind === 'advise') {
        const isReaders = step.for?.includes('employee') ?? true
        const lines = (isReaders ? own.employee?.do : own[step.for?.[0] ?? 'employee']?.do) ?? own.do ?? []
        expect(section?.do, id).toEqual(lines.map(fillForReader))
        expect(section?.mark !== undefined, id).toBe(!isReaders)
      }
      if (step.kind === 'handOver') {
        expect(section?.message?.text, id).toMatch(/\S/)
        for (const { fact } of placeholdersIn(own.employee?.message ?? own.message ?? '')) if (fact === 'portal.host') expect(section?.message?.text).toContain(`${blank} (Portal address)`)
      }
    }
  })

  it('names its source in full, the day it was looked at in words, and its version', () => {
    expect(page.about[0]?.value).toMatch(/^https:\/\/helpdesk\.bitrix24\.com\/open\/\d+$/)
    expect(page.about[1]?.value).toMatch(/^\d{1,2} \p{L}+ 20\d\d$/u)
    expect(page.about[2]?.value).toBe(`${flow.id}, version ${flow.version}`)
  })

  it('holds no word of the app’s own insides', () => {
    const insides = [...Object.keys(flow.steps).filter((id) => id.includes('-')), ...flow.verdicts.filter((id) => id.includes('-'))]
    const shown = page.sections.flatMap((section) => textsOf({ ...section, step: '' }))
    // Only whole words of ours: "two-step" is also plain English.
    expect(shown.filter((text) => insides.includes(text))).toEqual([])
  })
})

describe('a page for somebody without the app', () => {
  const sectionOf = (page: PrintDocument, step: string): PrintSection => page.sections.find((section) => section.step === step)!
  const flow = flowOf({
    first: { kind: 'check', run: ['rest-health'], next: { else: 'look' } },
    look: { kind: 'check', run: ['rest-health', 'clock-against-server'], next: [{ when: { fact: 'rest.health', in: ['blocked', 'refused'] }, to: 'mend' }, { when: { all: [{ fact: 'clock.skewSeconds', over: 30 }, { not: { known: 'rest.health' } }] }, to: 'helper' }, { else: 'ask' }] },
    helper: { kind: 'ask', for: ['agent'], fact: 'person.address', next: { else: 'helper-two' } },
    'helper-two': { kind: 'advise', for: ['admin'], next: { done: 'mend', failed: 'ask' } },
    mend: { kind: 'fix', run: 'mend', next: { verified: 'end', else: 'ask' } },
    ask: { kind: 'ask', fact: 'login.everWorked', next: { yes: 'end', no: { flow: 'lost-phone', at: 'use-code' }, unsure: 'wait' } },
    wait: { kind: 'handOver', to: 'admin', resume: 'try', limit: 2, over: 'stop' },
    try: { kind: 'verify', ask: 'login.works', next: { yes: 'end', no: 'wait', unknown: 'wait' } },
    end: solved,
    stop,
  })
  const page = printed(flow)

  it('begins past the check that decides nothing', () => {
    expect(page.sections.map(({ step }) => step)).not.toContain('first')
    expect(page.sections[0]).toMatchObject({ number: 1, step: 'look', kind: 'lookUp' })
    holds(flow, page)
  })

  it('puts conditions into the words of the screen, the way without a look last', () => {
    expect(sectionOf(page, 'look').ways.map(({ label }) => label)).toEqual([
      'The portal takes requests: “No, a security block” or “No, it refuses this connection”',
      'Seconds the clock is off: more than 30, and The portal takes requests: not known',
      'None of these, or it cannot be looked up',
    ])
    const odd: Guard = { not: { any: [{ fact: 'person.active', is: 'no' }, { fact: 'clock.skewSeconds', under: 5 }] } }
    expect(guardInWords(texts, { all: [{ known: 'person.active' }, { any: [{ fact: 'login.way', is: 'social' }, { not: { known: 'login.way' } }] }] })).toBe('The account is active: known, and (Way to log in: “A social network” or Way to log in: not known)')
    expect(guardInWords(texts, odd)).toBe('not (The account is active: “No, dismissed” or Seconds the clock is off: less than 5)')
  })

  it('leads whoever nobody helps past all that is for helpers at once', () => {
    const alone = sectionOf(page, 'helper').ways.find(({ label }) => label === 'Nobody is helping you')
    expect(sectionOf(page, 'helper').mark).toBe('For whoever helps')
    expect(alone?.to).toBe(sectionOf(page, 'mend').number)
  })

  it('goes on in another guide by its name, and says where the ring ends', () => {
    const elsewhere = page.sections.at(-1)
    expect(elsewhere).toMatchObject({ kind: 'elsewhere', heading: 'Go on with the guide “No one-time code”', ways: [] })
    expect(elsewhere?.do).toEqual(['Begin there at “A recovery code replaces the phone”.'])
    expect(sectionOf(page, 'wait').ways).toMatchObject([{ label: 'The answer is here' }, { label: 'You have been here 2 times before', to: sectionOf(page, 'stop').number }])
  })

  it('comes in the language asked for, else in English', () => {
    const words = { ...flow, words: { de: { name: 'Deutsch', summary: 's', verdicts: {}, steps: {} }, en: { name: 'English', summary: 's', verdicts: {}, steps: {} } } }
    const inLanguage = (language: string): unknown => printFlow({ flow: words, library: shippedLibrary, language, texts }).title
    expect([inLanguage('de'), inLanguage('ru')]).toEqual(['Deutsch', 'English'])
  })

  it('writes lines where only a person can know, and never leaves a hole', () => {
    expect(fillForWriting(texts, '{person.name|a colleague} at {portal.host}, {person.lastLogin|some time}, Case {case.code}')).toBe('____ (Name) at ____ (Portal address), some time, Case ____ (number, if there is one)')
    expect(fillForReader('{person.name|you} at {portal.host}')).toBe('you at ____')
  })
})

describe('the page of any flow', () => {
  it('leads everywhere by number, however the flow is made', () => {
    fc.assert(fc.property(flowsArbitrary, (flows) => {
      for (const flow of flows) holds(flow, printed(flow, createFlowLibrary(flows)))
    }), { numRuns: 300 })
  })
})
