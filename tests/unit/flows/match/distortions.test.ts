import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchMessage } from '@shared/flows/match'
import { shippedContent, shippedMessages } from './messagesSupport'

/** Every message Bitrix24 shows, with its places filled. */
const messages = Object.entries(shippedContent.languages).flatMap(([language, { problems }]) =>
  Object.entries(problems).flatMap(([problem, { shown }]) =>
    shown.map((line) => ({ problem, language, text: line.replaceAll('!', '').replaceAll('{name}', 'Ivo Tern').replaceAll('{address}', 'ivo.tern@harbourpine.example').replaceAll('{portal}', 'harbourpine.bitrix24.example') })),
  ),
)
const firstOf = (text: string): string | undefined => matchMessage(text, shippedMessages).matches[0]?.flow
/** Two problems share a message where Bitrix24 itself says the same in both places. */
const own = messages.filter(({ problem, text }) => firstOf(text) === problem)

const chatter = fc
  .array(fc.constantFrom('please', 'help', 'since', 'monday', 'team', 'office', 'спасибо', 'коллеги', 'danke', 'heute', '10:42', 'Bitrix24', 'From: desk@harbourpine.example', '--', 'Cleo'), { maxLength: 12 })
  .map((words) => words.join(' '))
const marks = fc.constantFrom('', '"', '“', '«', '„', '\'', '— ', '> ', '* ')
const spaces = fc.constantFrom(' ', '  ', '\u00A0', '\n', '\r\n', '\t', ' \u200B')
/** Dice for one text. */
const dice = fc.nat({ max: 1_000_000 }).map((seed) => {
  let state = seed + 1
  return (): number => (state = (state * 48_271) % 2_147_483_647)
})

/** One slip in every word of six letters or more: a letter left out, doubled, exchanged, or two swapped. */
function slipped(word: string, seed: number): string {
  if (!/^\p{L}{6,}$/u.test(word)) return word
  const at = 1 + (seed % (word.length - 2))
  const [before, letter, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)]
  return [before + next + after, before + letter + letter + next + after, before + next + letter + after, `${before}${letter === 'q' ? 'w' : 'q'}${next}${after}`][seed % 4] ?? word
}

describe('a message Bitrix24 shows', () => {
  it('finds its own problem', () => {
    expect(messages.filter((one) => !own.includes(one)).map(({ language, problem, text }) => `${language} ${problem}: ${text}`)).toEqual([])
  })

  it('does so in any case, with any white space, quotes and chatter around', () => {
    fc.assert(
      fc.property(fc.constantFrom(...own), fc.boolean(), spaces, marks, chatter, chatter, ({ problem, text }, isLoud, space, mark, before, after) => {
        const shown = (isLoud ? text.toUpperCase() : text).replaceAll(' ', space)
        expect(firstOf(`${before}\n${mark}${shown}${mark.trim()}\n${after}`)).toBe(problem)
      }),
      { numRuns: 600 },
    )
  })

  it('does so with a slip in every long word', () => {
    fc.assert(
      fc.property(fc.constantFrom(...own), dice, ({ problem, text }, roll) => {
        const shown = text.split(' ').map((word) => slipped(word, roll())).join(' ')
        expect({ shown, first: firstOf(shown) }).toEqual({ shown, first: problem })
      }),
      { numRuns: 800 },
    )
  })

  it('does so with letters that look alike', () => {
    const alike: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: '0', l: 'I', i: 'l', p: 'р', c: 'с', х: 'x', о: 'o', е: 'e', а: 'a', с: 'c' }
    fc.assert(
      fc.property(fc.constantFrom(...own), dice, ({ problem, text }, roll) => {
        // Addresses stay: a look-alike in them would be another address
        const shown = text.split(' ').map((word) => (/[@.]\w/.test(word) ? word : Array.from(word, (letter) => (roll() % 3 === 0 ? (alike[letter] ?? letter) : letter)).join(''))).join(' ')
        expect({ shown, first: firstOf(shown) }).toEqual({ shown, first: problem })
      }),
      { numRuns: 400 },
    )
  })

  it('does so without its spaces', () => {
    // Names and addresses are no words of the messages, and a hyphen divides words also where spaces are lost
    const several = own.filter(({ text }) => !/Ivo|\.example|-/.test(text) && text.split(' ').length > 2 && text.length < 90)
    const lost = several.filter(({ problem, text }) => firstOf(text.replaceAll(' ', '')) !== problem)
    expect(lost.map(({ text }) => text.replaceAll(' ', ''))).toEqual([])
  })
})
