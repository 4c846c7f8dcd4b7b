import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compiledFlowSchema, type CompiledFlow } from '@shared/flows/schema'
import { fillStepWords, fillWords, flowWordsIn, missingMark, placeholdersIn, wordsFor } from '@shared/flows/words'
import { flowOf, solved } from './flowSupport'

const values = (fact: string): string | undefined => ({ 'person.name': 'Cleo Marsh', 'portal.host': '' })[fact]

describe('filling words', () => {
  it('puts the value in, or the fallback, or the neutral mark', () => {
    expect(fillWords("{person.name|This person}'s invitation", values)).toBe("Cleo Marsh's invitation")
    expect(fillWords('at {portal.host|the portal}', values)).toBe('at the portal')
    expect(fillWords('{person.address|}.', values)).toBe('.')
    expect(fillWords('for {person.address}', values)).toBe(`for ${missingMark}`)
  })

  it('never reads a value as a placeholder or a replacement pattern', () => {
    expect(fillWords('{person.name|x}', () => '{person.id|y} $& $1')).toBe('{person.id|y} $& $1')
  })

  it('leaves what is no placeholder as it stands', () => {
    expect(fillWords('{ name } {} {Person.Name} {person}', values)).toBe('{ name } {} {Person.Name} {person}')
  })

  it('never throws, and a text without braces stays the same', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof fillWords(text, values) === 'string'))
    fc.assert(fc.property(fc.string().map((text) => text.replace(/[{}]/g, '')), (text) => fillWords(text, values) === text))
  })

  it('lists placeholders with their fallbacks', () => {
    expect(placeholdersIn('{person.name|you} at {portal.host}')).toEqual([{ fact: 'person.name', fallback: 'you' }, { fact: 'portal.host', fallback: undefined }])
  })
})

const step = {
  title: 'Plain', body: 'Plain body', why: 'Because', do: ['Do {person.name|it}'], options: { password: 'Password', social: { label: 'Social', hint: 'Of {person.name|somebody}' } },
  employee: { title: 'You', do: ['You do it'] }, agent: { say: 'Say it' },
}
const flow: CompiledFlow = compiledFlowSchema.parse({
  ...flowOf({ end: solved }),
  words: { en: { name: 'N', summary: 'S', verdicts: {}, steps: { end: step } }, de: { name: 'D', summary: 'S', verdicts: {}, steps: {} } },
})

describe('words of a step', () => {
  it('are the voice of the door over the plain ones', () => {
    expect(wordsFor(flow, 'end', { language: 'en', door: 'employee' })).toMatchObject({ language: 'en', title: 'You', body: 'Plain body', do: ['You do it'], say: undefined })
    expect(wordsFor(flow, 'end', { language: 'en', door: 'agent' })).toMatchObject({ title: 'Plain', say: 'Say it', do: ['Do {person.name|it}'] })
  })

  it('give every option a label, and a hint where there is one', () => {
    expect(wordsFor(flow, 'end', { language: 'en', door: 'admin' }).options).toEqual({ password: { label: 'Password', hint: undefined }, social: { label: 'Social', hint: 'Of {person.name|somebody}' } })
  })

  it('fall back to English for a language that is not there, and to nothing for a step without words', () => {
    expect(flowWordsIn(flow, 'fr')?.language).toBe('en')
    expect(flowWordsIn(flow, 'de')?.language).toBe('de')
    expect(wordsFor(flow, 'constructor', { language: 'en', door: 'admin' })).toMatchObject({ title: '', options: {} })
  })

  it('are filled everywhere at once', () => {
    const filled = fillStepWords(wordsFor(flow, 'end', { language: 'en', door: 'agent' }), values)
    expect(filled.do).toEqual(['Do Cleo Marsh'])
    expect(filled.options['social']?.hint).toBe('Of Cleo Marsh')
  })
})
