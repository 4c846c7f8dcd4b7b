import { addressEntry, portalEntry, type Lexicon } from './lexicon'
import type { LanguageMessages } from './problemMessages'

/** A message word for word: its words in their order. */
export interface ShownTemplate {
  readonly problem: string
  readonly language: string
  readonly parts: readonly ShownPart[]
  readonly weight: number
  readonly isFormOf: 'shown'
}
export interface ShownPart {
  /** -1 stands for `{name}`: any few words. */
  readonly entry: number
  readonly weight: number
  /** Marked `!`: without it, it is another message. */
  readonly isEssential: boolean
}

/** What people say: every slot filled by one of its words, near each other, in any order. */
export interface ToldTemplate {
  readonly problem: string
  readonly language: string
  readonly slots: readonly Slot[]
  /** A hint is too little to be sure. */
  readonly isHint: boolean
}
/** The same list of words has the same slot, so that a text is asked for it once. */
export interface Slot {
  readonly key: string
  readonly entries: readonly number[]
}

export interface Templates {
  readonly shown: readonly ShownTemplate[]
  readonly told: readonly ToldTemplate[]
  /** By `<language>/<problem>`. */
  readonly unless: ReadonlyMap<string, readonly number[]>
  readonly about: readonly number[]
  readonly elsewhere: readonly number[]
}

/** Small words say little about which message it is. */
const smallWords = new Set(
  `a an the or and is are at in on to of as by for with this you your we please has been have do was were i my it
   и или в на с по к у о из не мы вы ваш под как что если
   der die das und oder ist im in bei mit den dem ein eine einen einem es sie sich an als wir ihr ihre zu zur zum auf für wird werden`.split(/\s+/u),
)
export const nameEntry = -1

/** A line of the messages that cannot be read. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly path: readonly (string | number)[]

  constructor(path: readonly (string | number)[], problem: string) {
    super(problem)
    this.path = path
  }
}

export function compileTemplates(languages: Readonly<Record<string, LanguageMessages>>, lexicon: Lexicon): Templates {
  const shown: ShownTemplate[] = []
  const told: ToldTemplate[] = []
  const unless = new Map<string, readonly number[]>()
  const about: number[] = []
  const elsewhere: number[] = []
  const slots = new Map<string, Slot>()
  for (const [language, messages] of Object.entries(languages)) {
    const entriesOf = (words: string): readonly number[] => splitWords(words).map((word) => lexicon.entryOf(word))
    about.push(...entriesOf(messages.about))
    elsewhere.push(...entriesOf(messages.elsewhere))
    const group = (name: string, path: readonly (string | number)[]): readonly string[] => {
      const words = Object.hasOwn(messages.words, name) ? messages.words[name] : undefined
      if (words === undefined) throw new TemplateError(path, `no group of words called <${name}>`)
      return splitWords(words)
    }
    const slotOf = (text: string, path: readonly (string | number)[]): Slot => {
      const key = `${language} ${text}`
      const ready = slots.get(key)
      if (ready !== undefined) return ready
      const words = text.split('|').flatMap((word) => {
        const name = /^<([A-Za-z0-9]+)>$/u.exec(word)?.[1]
        if (name !== undefined) return group(name, path)
        if (!/^\*?[\p{L}\p{N}_]+\*?$/u.test(word)) throw new TemplateError(path, `cannot read "${word}"`)
        return [word]
      })
      const slot = { key, entries: [...new Set(words.map((word) => lexicon.entryOf(word)))] }
      slots.set(key, slot)
      return slot
    }

    for (const [problem, texts] of Object.entries(messages.problems)) {
      const path = ['problems', problem]
      for (const line of texts.shown) {
        const parts = partsOf(line, lexicon)
        shown.push({ problem, language, parts, weight: parts.reduce((sum, part) => sum + part.weight, 0), isFormOf: 'shown' })
      }
      for (const [list, isHint] of [['told', false], ['hints', true]] as const) {
        for (const [index, line] of (texts[list] ?? []).entries()) {
          const at = [...path, list, index]
          const slotsOfLine = splitWords(line).map((text) => slotOf(text, at))
          if (!isHint && slotsOfLine.length < 2 && (slotsOfLine[0]?.entries.length ?? 0) > 4) throw new TemplateError(at, 'a single word of many is a hint, not a message')
          told.push({ problem, language, slots: slotsOfLine, isHint })
        }
      }
      unless.set(`${language}/${problem}`, splitWords(texts.unless ?? '').flatMap((word) => slotOf(word, [...path, 'unless']).entries))
    }
  }
  // Heavy ones first: what they explain needs no second look
  shown.sort((a, b) => b.weight - a.weight)
  told.sort((a, b) => Number(a.isHint) - Number(b.isHint) || b.slots.length - a.slots.length)
  return { shown, told, unless, about, elsewhere }
}

function splitWords(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

const partPattern = /\{(name|address|portal)\}(!?)|([\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*)(!?)/gu

function partsOf(line: string, lexicon: Lexicon): readonly ShownPart[] {
  // "E-Mail" is one word, as it is where a text has it so
  return Array.from(line.replaceAll(/(?<!\p{L})e-(?=\p{L})/giu, 'e').matchAll(partPattern), ([, placeholder, essentialPlace, word = '', essentialWord]): ShownPart => {
    const isEssential = essentialPlace === '!' || essentialWord === '!'
    if (placeholder === 'name') return { entry: nameEntry, weight: 0, isEssential }
    if (placeholder !== undefined) return { entry: placeholder === 'address' ? addressEntry : portalEntry, weight: 0.5, isEssential }
    return { entry: lexicon.entryOf(word), weight: smallWords.has(word.toLowerCase()) ? 0.3 : 1, isEssential }
  })
}
