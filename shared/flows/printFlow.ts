import type { PrintDocument, PrintSection } from '../contract/printDocument'
import { factDefinition, isFactName } from '../domain/facts'
import { doors, type Door } from '../domain/stateWords'
import { ownStep, stepNamed } from './graph'
import { blank, factLabel, fillForReader, fillForWriting, guardInWords, linkInFull, sayWith, type PrintTexts } from './printWords'
import type { CompiledFlow, Next, Step, Target } from './schema'
import { sourceAddress } from './sourcePage'
import type { FlowLibrary } from './walkTypes'
import { flowWordsIn, wordsFor, type MergedWords } from './words'

export interface PrintOptions {
  readonly flow: CompiledFlow
  /** For the names of other flows that this one leads to. */
  readonly library: Pick<FlowLibrary, 'current'>
  readonly language: string
  readonly texts: PrintTexts
}

/** A way out, before sections have numbers: `to` is the key of the section it leads to. */
interface DraftWay {
  readonly label: string
  readonly hint?: string | undefined
  readonly to: string
}
type Draft = Omit<PrintSection, 'number' | 'ways'> & { readonly ways: readonly DraftWay[] }

/**
 * The flow as numbered sections for somebody without the app: questions, instructions and messages in the reader's
 * words, conditions as something to look up, each answer with the number it leads to. Nothing is checked, so a check
 * that decides nothing is passed over, and any other says where to go when it cannot be looked up.
 */
export function printFlow(options: PrintOptions): PrintDocument {
  return new Printer(options).run()
}

class Printer {
  readonly #flow: CompiledFlow
  readonly #options: PrintOptions
  readonly #say: ReturnType<typeof sayWith>
  /** Places in other flows that are led to, by key. */
  readonly #elsewhere = new Map<string, { readonly flow: string; readonly at: string | undefined }>()

  constructor(options: PrintOptions) {
    this.#flow = options.flow
    this.#options = options
    this.#say = sayWith(options.texts)
  }

  run(): PrintDocument {
    const flow = this.#flow
    const first = this.#keyOf(flow.start)
    const drafts = new Map<string, Draft>()
    const open = [first]
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (drafts.has(key)) continue
      const draft = this.#draft(key)
      drafts.set(key, draft)
      open.push(...draft.ways.map(({ to }) => to))
    }
    // As the flow was written, so that what belongs together stays together; other flows come last.
    const keys = [first, ...Object.keys(flow.steps), ...this.#elsewhere.keys()].filter((key) => drafts.has(key))
    const numbers = new Map([...new Set(keys)].map((key, index) => [key, index + 1]))
    const words = flowWordsIn(flow, this.#options.language)
    return {
      flow: flow.id,
      version: flow.version,
      language: words?.language ?? this.#options.language,
      title: fillForReader(words?.words.name ?? flow.id),
      summary: fillForReader(words?.words.summary ?? ''),
      howTo: [this.#say('start'), this.#say('blanks', { blank }), this.#say('helpers', { mark: this.#say('mark') })],
      sections: [...numbers].flatMap(([key, number]) => {
        const draft = drafts.get(key)
        if (draft === undefined) return []
        const ways = draft.ways.flatMap(({ label, hint, to }) => {
          const target = numbers.get(to)
          return target === undefined ? [] : [{ label, ...(hint === undefined ? {} : { hint }), then: this.#say('goTo', { number: target }), to: target }]
        })
        return [{ ...draft, number, ways }]
      }),
      about: this.#about(),
    }
  }

  /** The section a target leads to: a step of this flow, checks that decide nothing passed over, or a place in another flow. */
  #keyOf(target: Target): string {
    const own = ownStep(this.#flow, target)
    if (own === undefined) {
      const { flow, at } = typeof target === 'string' ? { flow: target, at: undefined } : target
      const key = at === undefined ? `${flow}/` : `${flow}/${at}`
      this.#elsewhere.set(key, { flow, at })
      return key
    }
    const seen = new Set<string>()
    let id = own
    for (let on = this.#onlyWay(id); on !== undefined && !seen.has(id); on = this.#onlyWay(id)) {
      seen.add(id)
      const next = ownStep(this.#flow, on)
      if (next === undefined) return this.#keyOf(on)
      id = next
    }
    return id
  }

  /** Where a check leads that goes one way whatever it finds. */
  #onlyWay(id: string): Target | undefined {
    const step = stepNamed(this.#flow, id)
    if (step?.kind !== 'check' || step.limit !== undefined) return undefined
    const targets = Array.isArray(step.next) ? step.next.map((way) => ('else' in way ? way.else : way.to)) : Object.values(step.next)
    return targets.length === 1 ? targets[0] : undefined
  }

  #draft(key: string): Draft {
    const other = this.#elsewhere.get(key)
    if (other !== undefined) return this.#otherFlow(key, other)
    const step = stepNamed(this.#flow, key)
    if (step === undefined) throw new Error(`no step ${key} to print`)
    const seenBy = step.for ?? doors
    const reader: Door = seenBy.includes('employee') ? 'employee' : seenBy[0]
    const words = this.#words(key, reader)
    const own = this.#ways(step, words)
    // Whoever is alone and whoever is helped may go on at the same number: said once.
    const alone = this.#passWay(step).filter(({ to }) => own.length !== 1 || own[0]?.to !== to)
    const ways = [...own, ...this.#limitWay(step), ...alone]
    const plain: Draft = {
      step: key,
      kind: 'advice',
      heading: words.title === '' ? key : words.title,
      ...(reader === 'employee' ? {} : { mark: this.#say('mark') }),
      ...(words.body === undefined ? {} : { body: words.body }),
      do: [...words.do],
      helpers: this.#helpers(key, seenBy.filter((door) => door !== reader), words),
      links: (step.links ?? []).flatMap((name) => linkInFull(this.#options.texts, name)).map((link) => ({ ...link })),
      ways,
    }
    switch (step.kind) {
      case 'ask':
        return { ...plain, kind: 'question', ...(this.#closedValues(step.fact) === undefined ? { blank: factLabel(this.#options.texts, step.fact) } : {}) }
      case 'verify':
        return { ...plain, kind: 'question' }
      case 'check':
        return { step: key, kind: 'lookUp', heading: this.#say('lookUp'), body: this.#say('lookUpHow'), do: [], helpers: [], links: [], ways }
      case 'fix':
        return { ...plain, kind: 'change', mark: this.#say('mark'), body: [words.body, this.#say('change')].filter((text) => text !== undefined).join(' ') }
      case 'handOver':
        return { ...plain, kind: 'message', message: this.#message(key, step.to, reader) }
      case 'call':
        return { ...plain, kind: 'elsewhere', ...this.#otherWords(step.call.flow, step.call.at), body: this.#say('callBack') }
      case 'end':
        return { ...plain, kind: 'end', outcome: this.#options.texts(`states.outcome.${step.outcome}`) ?? step.outcome }
      case 'advise':
        return plain
    }
  }

  #words(step: string, door: Door): MergedWords {
    const words = wordsFor(this.#flow, step, { language: this.#options.language, door })
    const fill = (text: string | undefined): string | undefined => (text === undefined ? undefined : fillForReader(text).trim())
    return {
      ...words,
      title: fillForReader(words.title),
      body: fill(words.body),
      do: words.do.map((line) => fillForReader(line)),
      options: Object.fromEntries(Object.entries(words.options).map(([name, { label, hint }]) => [name, { label: fillForReader(label), hint: fill(hint) }])),
    }
  }

  /** What helpers read where it differs from the reader's own words; the same words for two of them once. */
  #helpers(step: string, others: readonly Door[], own: MergedWords): Draft['helpers'] {
    const parts = others.filter((door) => door !== 'employee').flatMap((door) => {
      const words = this.#words(step, door)
      const body = words.body === own.body ? undefined : words.body
      const lines = sameLines(words.do, own.do) ? [] : [...words.do]
      return body === undefined && lines.length === 0 ? [] : [{ door, body, lines }]
    })
    const [one, two] = parts
    const isSame = one !== undefined && two !== undefined && one.body === two.body && sameLines(one.lines, two.lines)
    return (isSame ? [one] : parts).map(({ door, body, lines }) => ({
      label: isSame ? this.#say('mark') : this.#say('markOf', { mark: this.#say('mark'), role: this.#options.texts(`roles.${door}`) ?? door }),
      ...(body === undefined ? {} : { body }),
      do: lines,
    }))
  }

  #message(step: string, to: string, door: Door): NonNullable<Draft['message']> {
    const { subject, message } = wordsFor(this.#flow, step, { language: this.#options.language, door })
    return {
      rows: [
        { label: this.#say('to'), value: this.#options.texts(`roles.${to}`) ?? to },
        { label: this.#say('subject'), value: fillForWriting(this.#options.texts, subject ?? '') },
      ],
      text: fillForWriting(this.#options.texts, message ?? '').trim(),
    }
  }

  // ----- ways

  #ways(step: Step, words: MergedWords): readonly DraftWay[] {
    const way = (to: Target, label: string, hint?: string): DraftWay => ({ label, hint, to: this.#keyOf(to) })
    if (step.kind === 'end') return []
    if (step.kind === 'handOver') return step.resume === undefined ? [] : [way(step.resume, this.#say('answered'))]
    const { next } = step
    if (Array.isArray(next)) {
      const last = step.kind === 'check' ? 'cannotLookUp' : 'otherwise'
      return next.map((one) => ('else' in one ? way(one.else, next.length === 1 ? this.#say('goOn') : this.#say(last)) : way(one.to, guardInWords(this.#options.texts, one.when))))
    }
    const answers = step.kind === 'ask' ? this.#closedValues(step.fact) : step.kind === 'verify' ? this.#closedValues(step.ask) : step.kind === 'advise' ? ['done', 'failed'] : undefined
    if (answers === undefined) return this.#namedWays(step, next, words)
    return answers.flatMap((answer) => {
      const result = step.kind === 'verify' && answer === 'unsure' ? 'unknown' : answer
      const to = targetOf(next, result)
      const option = Object.hasOwn(words.options, answer) ? words.options[answer] : undefined
      const fact = step.kind === 'ask' ? step.fact : step.kind === 'verify' ? step.ask : undefined
      const label = option?.label ?? (fact === undefined ? undefined : this.#options.texts(`facts.${fact}.values.${answer}`)) ?? this.#options.texts(`states.advice.${answer}`) ?? answer
      return to === undefined ? [] : [way(to, label, option?.hint)]
    })
  }

  /** Ways without a closed list of answers: a text that is written down, a change's results, another flow's verdicts. */
  #namedWays(step: Step, next: Readonly<Record<string, Target>>, words: MergedWords): readonly DraftWay[] {
    const { texts, library, language } = this.#options
    const called = step.kind === 'call' ? library.current(step.call.flow) : undefined
    const verdicts = called === undefined ? undefined : flowWordsIn(called, language)?.words.verdicts
    const isOnly = Object.keys(next).length === 1
    return Object.entries(next).map(([on, to]) => {
      const option = Object.hasOwn(words.options, on) ? words.options[on] : undefined
      const verdict = verdicts !== undefined && Object.hasOwn(verdicts, on) ? verdicts[on] : undefined
      const other = isOnly ? this.#say('goOn') : this.#say(step.kind === 'ask' ? 'written' : 'otherwise')
      const label = option?.label ?? (verdict === undefined ? undefined : fillForReader(verdict)) ?? (on === 'else' ? other : (texts(`states.fix.${on}`) ?? texts(`states.answer.${on}`) ?? on))
      return { label, hint: option?.hint, to: this.#keyOf(to) }
    })
  }

  #limitWay(step: Step): readonly DraftWay[] {
    if (step.limit === undefined || step.over === undefined) return []
    return [{ label: step.limit === 1 ? this.#say('beenHere') : this.#say('beenHereTimes', { count: step.limit }), to: this.#keyOf(step.over) }]
  }

  /** Where a reader goes whom nobody helps, past all steps for others: as the engine passes them. */
  #passWay(step: Step): readonly DraftWay[] {
    const seen = new Set<Step>()
    let key: string | undefined
    for (let here: Step | undefined = step; here !== undefined && !seen.has(here); ) {
      seen.add(here)
      const to = passed(here)
      if (to === undefined) break
      key = this.#keyOf(to)
      here = stepNamed(this.#flow, key)
    }
    return key === undefined ? [] : [{ label: this.#say('alone'), to: key }]
  }

  #closedValues(fact: string): readonly string[] | undefined {
    const definition = isFactName(fact) ? factDefinition(fact) : undefined
    return definition?.type === 'closed' ? definition.values : undefined
  }

  // ----- other flows, and what stands at the end

  #otherFlow(key: string, { flow, at }: { readonly flow: string; readonly at: string | undefined }): Draft {
    return { step: key, kind: 'elsewhere', helpers: [], links: [], ways: [], ...this.#otherWords(flow, at) }
  }

  #otherWords(id: string, at: string | undefined): Pick<Draft, 'heading' | 'do'> & { readonly body: string } {
    const other = this.#options.library.current(id)
    const name = (other === undefined ? undefined : flowWordsIn(other, this.#options.language)?.words.name) ?? id
    const title = other === undefined || at === undefined ? undefined : wordsFor(other, at, { language: this.#options.language, door: 'employee' }).title
    const heading = this.#say('elsewhere', { name: fillForReader(name) })
    return { heading, body: this.#say('elsewhereHow'), do: title === undefined || title === '' ? [] : [this.#say('elsewhereAt', { title: fillForReader(title) })] }
  }

  #about(): PrintDocument['about'] {
    const { page, checked } = this.#flow.source
    const day = Date.parse(`${checked}T00:00:00Z`)
    const language = flowWordsIn(this.#flow, this.#options.language)?.language ?? 'en'
    // Numbers alone would be read as another day in another country.
    const date = Number.isNaN(day) ? checked : new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(day)
    return [
      { label: this.#say('source'), value: sourceAddress(page) ?? page },
      { label: this.#say('checked'), value: date },
      { label: this.#say('version'), value: this.#say('versionOf', { flow: this.#flow.id, version: this.#flow.version }) },
    ]
  }
}

/** Where a result leads; `exact`: without the way for all others. */
function targetOf(next: Next, result: string, exact = false): Target | undefined {
  if (Array.isArray(next)) {
    const last = next.find((way) => 'else' in way)
    return last === undefined ? undefined : last.else
  }
  if (Object.hasOwn(next, result)) return next[result]
  return exact || !Object.hasOwn(next, 'else') ? undefined : next['else']
}

/** The way past a step that is not the employee's; undefined where it is, or where nobody passes. */
function passed(step: Step): Target | undefined {
  if (step.for === undefined || step.for.includes('employee') || step.kind === 'end' || step.kind === 'handOver' || step.kind === 'check') return undefined
  const first = step.kind === 'advise' || step.kind === 'fix' ? targetOf(step.next, 'done', true) : undefined
  return first ?? targetOf(step.next, 'else') ?? targetOf(step.next, 'unsure') ?? targetOf(step.next, 'unknown')
}

function sameLines(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index])
}
