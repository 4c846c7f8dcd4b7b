import { describe, expect, it } from 'vitest'
import { evaluateGuard, type Truth } from '@shared/flows/guards'
import type { Guard } from '@shared/flows/schema'

const facts: Readonly<Record<string, string | number>> = { 'is.true': 'yes', 'is.false': 'no', 'is.five': 5 }
const read = (fact: string): string | number | undefined => facts[fact]
const truths: readonly Truth[] = [true, false, undefined]
const guardOf = (truth: Truth): Guard => ({ fact: truth === undefined ? 'is.unknown' : truth ? 'is.true' : 'is.false', is: 'yes' })

/** Kleene by order: false < unknown < true. */
const rank = (truth: Truth): number => (truth === undefined ? 1 : truth ? 2 : 0)
const ofRank = (value: number): Truth => (value === 1 ? undefined : value === 2)

describe('guards', () => {
  it.each(truths.flatMap((a) => truths.map((b) => [a, b] as const)))('all and any of %s and %s follow the three-valued tables', (a, b) => {
    expect(evaluateGuard({ all: [guardOf(a), guardOf(b)] }, read)).toBe(ofRank(Math.min(rank(a), rank(b))))
    expect(evaluateGuard({ any: [guardOf(a), guardOf(b)] }, read)).toBe(ofRank(Math.max(rank(a), rank(b))))
  })

  it('keeps not of unknown unknown', () => {
    expect(truths.map((truth) => evaluateGuard({ not: guardOf(truth) }, read))).toEqual([false, true, undefined])
  })

  it('reads one value, one of several, and numbers over and under', () => {
    expect(evaluateGuard({ fact: 'is.five', is: 5 }, read)).toBe(true)
    expect(evaluateGuard({ fact: 'is.five', is: '5' }, read)).toBe(false)
    expect(evaluateGuard({ fact: 'is.true', in: ['no', 'yes'] }, read)).toBe(true)
    expect(evaluateGuard({ fact: 'is.true', in: ['no'] }, read)).toBe(false)
    expect(evaluateGuard({ fact: 'is.five', over: 5 }, read)).toBe(false)
    expect(evaluateGuard({ fact: 'is.five', over: 4 }, read)).toBe(true)
    expect(evaluateGuard({ fact: 'is.five', under: 6 }, read)).toBe(true)
    expect(evaluateGuard({ fact: 'is.five', under: 5 }, read)).toBe(false)
  })

  it('does not compare a word with a number', () => {
    expect(evaluateGuard({ fact: 'is.true', over: 1 }, read)).toBeUndefined()
    expect(evaluateGuard({ fact: 'is.true', under: 1 }, read)).toBeUndefined()
  })

  it('answers known with yes or no, never with unknown', () => {
    expect(evaluateGuard({ known: 'is.true' }, read)).toBe(true)
    expect(evaluateGuard({ known: 'is.unknown' }, read)).toBe(false)
    expect(evaluateGuard({ not: { known: 'is.unknown' } }, read)).toBe(true)
  })
})
