import { describe, expect, it } from 'vitest'
import { createMatcher } from '@shared/flows/match/matcher'
import { hostileLength, hostileTexts } from './hostileTexts'
import { shippedContent } from './messagesSupport'

const matcher = createMatcher(shippedContent.languages)
/** What asking every message once takes, whatever the text is. */
const atLeast = matcher.rank('').steps
const workOf = (text: string): number => matcher.rank(text).steps - atLeast
const works = new Map<number, readonly { readonly name: string; readonly text: string; readonly work: number }[]>()
/** The same texts, cut at that length; each read once. */
function worksAt(length: number): readonly { readonly name: string; readonly text: string; readonly work: number }[] {
  const known = works.get(length) ?? hostileTexts(shippedContent, length).map(([name, text]) => ({ name, text, work: workOf(text) }))
  works.set(length, known)
  return known
}

/** A letter of a text is looked at so often at most: 19 times in the worst of these texts when this was written. */
const mostPerLetter = 24

// Two thousand texts of 4,000 characters: about a second each time at rest, ten beside a busy build
describe('the work a text makes', { timeout: 60_000 }, () => {
  it.each([1000, 2000, hostileLength])('is bounded by its length, whatever it is made of: %i characters', (length) => {
    const all = worksAt(length)
    expect(all.length).toBeGreaterThan(2000)
    expect(all.filter(({ text }) => text.length > length)).toEqual([])
    expect(all.filter(({ work }) => work > mostPerLetter * length).map(({ name, work }) => `${name}: ${work}`)).toEqual([])
  })

  it('doubles at most when the text doubles', () => {
    const halves = worksAt(hostileLength / 2)
    const slack = 2000
    const steeper = worksAt(hostileLength).filter(({ work }, index) => work > 2.3 * (halves[index]?.work ?? 0) + slack)
    expect(steeper.map(({ name, work }) => `${name}: ${work}`)).toEqual([])
  })

  it('does not grow beyond what is read of a text', () => {
    const most = worksAt(hostileLength).reduce((one, other) => (other.work > one.work ? other : one))
    expect(most.work).toBeGreaterThan(hostileLength)
    expect(workOf(most.text.repeat(10))).toBe(workOf(most.text.repeat(20)))
  })
})
