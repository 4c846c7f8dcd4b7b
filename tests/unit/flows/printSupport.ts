import { expect } from 'vitest'
import english from '@shared/locales/en.json'
import { printDocumentSchema, type PrintDocument } from '@shared/contract/printDocument'
import { fillText } from '@shared/domain/fillText'
import { reachableFrom } from '@shared/flows/graph'
import { printFlow } from '@shared/flows/printFlow'
import type { PrintTexts } from '@shared/flows/printWords'
import type { CompiledFlow } from '@shared/flows/schema'
import { placeholdersIn } from '@shared/flows/words'
import { shippedLibrary } from './flowSupport'

export const texts: PrintTexts = (key, words) => {
  let place: unknown = english
  for (const part of key.split('.')) place = (place as Readonly<Record<string, unknown>> | undefined)?.[part]
  return typeof place === 'string' ? fillText(place, words ?? {}) : undefined
}
/** Parsed by the contract, as a window or a command gets it. */
export const printed = (flow: CompiledFlow, library = shippedLibrary): PrintDocument => printDocumentSchema.parse(printFlow({ flow, library, language: 'en', texts }))
const kinds = { advise: 'advice', handOver: 'message', end: 'end' } as const
export const textsOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [])

/** What must hold of any page: every number leads somewhere, everything can be come to, each human step stands there once. */
export function holds(flow: CompiledFlow, page: PrintDocument): void {
  const numbers = page.sections.map(({ number }) => number)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1))
  for (const { ways } of page.sections) {
    for (const { to, then, label } of ways) {
      expect(numbers).toContain(to)
      expect(then).toContain(String(to))
      expect(label).not.toBe('')
    }
  }
  const reached = new Set<number>()
  const open = [1]
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (reached.has(number)) continue
    reached.add(number)
    open.push(...(page.sections[number - 1]?.ways.map(({ to }) => to) ?? []))
  }
  expect([...reached].sort((a, b) => a - b)).toEqual(numbers)
  const reachable = reachableFrom(flow, flow.start)
  for (const [id, step] of Object.entries(flow.steps)) {
    if (step.kind !== 'advise' && step.kind !== 'handOver' && step.kind !== 'end') continue
    const sections = page.sections.filter((section) => section.step === id)
    expect(sections.map(({ kind }) => kind), id).toEqual(reachable.has(id) ? [kinds[step.kind]] : [])
    const number = sections[0]?.number
    if (number !== undefined && number !== 1) expect(page.sections.some(({ ways }) => ways.some(({ to }) => to === number)), id).toBe(true)
  }
  for (const text of textsOf(page)) {
    expect(placeholdersIn(text)).toEqual([])
    expect(text).not.toMatch(/\{[a-zA-Z]+\}/)
  }
}
