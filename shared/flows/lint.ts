import { checkDefinition, isCheckName } from '../domain/checks'
import { factDefinition, isFactName, type FactDefinition } from '../domain/facts'
import { fixResultsOf, productFixes } from '../domain/fixes'
import { isLinkName } from '../domain/links'
import { doors, type Door } from '../domain/stateWords'
import { daysBetween, sourceLastsDays } from './flowHealth'
import { endlessRings, reachableFrom, reachesOutcome, stepNamed, waysOf, waysOfNext } from './graph'
import { callChains, mayEndWithoutVerdict, missingHandOver } from './lintAcross'
import type { Finding, LintRule, Registries } from './lintTypes'
import { deadWays } from './lintWays'
import type { CompiledFlow, FlowWords, Guard, Next, Step, StepWords, Target } from './schema'
import { placeholdersIn } from './words'

export { lintRules, type Finding, type LintRule, type Registries } from './lintTypes'

/** The registries as this app ships them. */
export function productRegistries(own: Pick<Registries, 'flow' | 'languages' | 'today' | 'released'> & Partial<Pick<Registries, 'wordLine' | 'fix'>>): Registries {
  return {
    fact: (name) => (isFactName(name) ? factDefinition(name) : undefined),
    check: (name) => (isCheckName(name) ? checkDefinition(name) : undefined),
    fix: productFixes,
    isLink: isLinkName,
    ...own,
  }
}

/** Everything wrong with one flow, in the order of its lines. */
export function lintFlow(flow: CompiledFlow, registries: Registries): readonly Finding[] {
  return new Linter(flow, registries).run()
}

const voices = doors satisfies readonly Door[]
const spoken = ['title', 'body', 'why', 'say', 'subject', 'message'] as const

class Linter {
  readonly #flow: CompiledFlow
  readonly #known: Registries
  readonly #findings: Finding[] = []
  readonly #file: string

  constructor(flow: CompiledFlow, registries: Registries) {
    this.#flow = flow
    this.#known = registries
    this.#file = `${flow.id}/v${flow.version}/flow.yaml`
  }

  run(): readonly Finding[] {
    const flow = this.#flow
    if (stepNamed(flow, flow.start) === undefined) this.#add('unknownStep', flow.start, { name: flow.start }, 1)
    for (const [id, step] of Object.entries(flow.steps)) this.#step(id, step)
    this.#graph()
    this.#verdicts()
    for (const language of new Set([...this.#known.languages, ...Object.keys(flow.words)])) this.#words(language)
    this.#age()
    this.#released()
    return this.#findings.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? 1 : -1))
  }

  #add(rule: LintRule, step: string | undefined, args: Finding['args'] = {}, line?: number): void {
    const at = line ?? (step === undefined ? 1 : (stepNamed(this.#flow, step)?.line ?? 1))
    this.#findings.push({ rule, severity: rule === 'sourceOld' ? 'warning' : 'error', file: this.#file, line: at, step, args })
  }

  #addWord(rule: LintRule, language: string, path: readonly PropertyKey[], step: string | undefined, args: Finding['args'] = {}): void {
    const place = this.#known.wordLine?.(language, path) ?? { file: `${this.#flow.id}/v${this.#flow.version}/${language}.yaml`, line: 1 }
    this.#findings.push({ rule, severity: 'error', ...place, step, args: { language, text: path.map(String).join('.'), ...args } })
  }

  // ----- structure

  #step(id: string, step: Step): void {
    for (const way of waysOf(step)) this.#target(id, way.to)
    if (step.over !== undefined) this.#target(id, step.over)
    if ((step.limit === undefined) !== (step.over === undefined)) this.#add('overMissing', id)
    for (const link of step.links ?? []) if (!this.#known.isLink(link)) this.#add('unknownLink', id, { name: link })
    if (step.verdict !== undefined && !this.#flow.verdicts.includes(step.verdict)) this.#add('unknownVerdict', id, { name: step.verdict })
    if (step.kind === 'end' || step.kind === 'handOver') return
    if (step.kind === 'ask') this.#asked(id, step.fact)
    if (step.kind === 'check') for (const name of step.run) this.#check(id, name)
    if (step.kind === 'fix') this.#fix(id, step.run)
    if (step.kind === 'verify') {
      this.#asked(id, step.ask)
      if (step.run !== undefined) this.#check(id, step.run)
    }
    if (step.kind === 'call') this.#target(id, step.call)
    this.#next(id, step, step.next)
  }

  #target(step: string, target: Target): void {
    if (typeof target === 'string') {
      if (stepNamed(this.#flow, target) === undefined) this.#add('unknownStep', step, { name: target })
      return
    }
    const flow = target.flow === this.#flow.id ? this.#flow : this.#known.flow(target.flow)
    if (flow === undefined) this.#add('unknownFlow', step, { name: target.flow })
    else if (target.at !== undefined && stepNamed(flow, target.at) === undefined) this.#add('unknownStep', step, { name: `${target.flow}/${target.at}` })
  }

  #fact(step: string, name: string): FactDefinition | undefined {
    const fact = this.#known.fact(name)
    if (fact === undefined) this.#add('unknownFact', step, { name })
    return fact
  }

  /** A question that no person may answer would stand for ever. */
  #asked(step: string, name: string): void {
    const fact = this.#fact(step, name)
    if (fact !== undefined && !fact.givers.includes('person')) this.#add('notAskable', step, { name })
  }

  #check(step: string, name: string): void {
    if (this.#known.check(name) === undefined) this.#add('unknownCheck', step, { name })
  }

  /** Without a re-check "ran" would count as "fixed"; words that were sent never do. */
  #fix(step: string, name: string): void {
    const fix = this.#known.fix(name)
    if (fix === undefined) this.#add('unknownFix', step, { name })
    else if (fix.class !== 'read' && fix.class !== 'notice' && (fix.recheck === undefined || this.#known.check(fix.recheck) === undefined)) this.#add('fixWithoutRecheck', step, { name })
  }

  #next(id: string, step: Exclude<Step, { kind: 'end' | 'handOver' }>, next: Next): void {
    for (const on of deadWays(next, this.#resultsOf(step), step.for === undefined || step.for.length === doors.length, (fact) => this.#known.fact(fact))) this.#add('wayDead', id, { result: on })
    if (Array.isArray(next)) {
      next.forEach((way, index) => {
        if ('when' in way) this.#guard(id, way.when)
        if ('else' in way !== (index === next.length - 1)) this.#add('elseMissing', id)
      })
      return
    }
    const results = this.#resultsOf(step)
    const ways = new Set(waysOfNext(next).map((way) => way.on))
    const isOthersWay = step.for !== undefined && step.for.length < doors.length
    if (results !== undefined) {
      for (const result of results) if (!ways.has(result) && !ways.has('else')) this.#add(result === 'unsure' || result === 'unknown' ? 'unsureMissing' : 'wayMissing', id, { result })
      for (const on of ways) if (on !== 'else' && !results.includes(on)) this.#add('wayUnused', id, { result: on })
    } else if (!ways.has('else')) this.#add('wayMissing', id, { result: 'else' })
    if (isOthersWay && !['else', 'unsure', 'unknown', 'done'].some((on) => ways.has(on))) this.#add('wayMissing', id, { result: 'else' })
  }

  /** What the step can end with; `undefined` where that is not a closed list. */
  #resultsOf(step: Step): readonly string[] | undefined {
    switch (step.kind) {
      case 'ask': {
        const fact = this.#known.fact(step.fact)
        if (fact?.type === 'closed') return fact.values
        // A text may be answered with "I'm not sure" where the flow has a way for it.
        return !Array.isArray(step.next) && Object.hasOwn(step.next, 'unsure') && Object.hasOwn(step.next, 'else') ? ['unsure', 'else'] : undefined
      }
      case 'verify': {
        const fact = this.#known.fact(step.ask)
        return fact?.type === 'closed' ? fact.values.map((value) => (value === 'unsure' ? 'unknown' : value)) : undefined
      }
      case 'advise':
        return ['done', 'failed']
      case 'fix': {
        const fix = this.#known.fix(step.run)
        return fix === undefined ? undefined : fixResultsOf(fix)
      }
      case 'call': {
        const called = this.#known.flow(step.call.flow)
        return called === undefined || (!Array.isArray(step.next) && Object.hasOwn(step.next, 'else')) ? undefined : [...called.verdicts, ...mayEndWithoutVerdict(called, step.call.at ?? called.start)]
      }
      default:
        return undefined
    }
  }

  #guard(step: string, guard: Guard): void {
    if ('all' in guard) guard.all.forEach((part) => this.#guard(step, part))
    else if ('any' in guard) guard.any.forEach((part) => this.#guard(step, part))
    else if ('not' in guard) this.#guard(step, guard.not)
    else if ('known' in guard) this.#fact(step, guard.known)
    else {
      const fact = this.#fact(step, guard.fact)
      if (fact === undefined) return
      const values = 'is' in guard ? [guard.is] : 'in' in guard ? guard.in : []
      const isNumber = fact.type === 'number' || fact.type === 'time'
      for (const value of values) {
        const fits = fact.type === 'closed' ? typeof value === 'string' && fact.values.includes(value) : typeof value === (isNumber ? 'number' : 'string')
        if (!fits) this.#add('unknownValue', step, { name: guard.fact, value })
      }
      if (('over' in guard || 'under' in guard) && !isNumber) this.#add('unknownValue', step, { name: guard.fact, value: 'over' in guard ? guard.over : guard.under })
    }
  }

  #graph(): void {
    const reached = reachableFrom(this.#flow, this.#flow.start)
    for (const [id, step] of Object.entries(this.#flow.steps)) {
      if (!reached.has(id)) this.#add('stepUnreachable', id, { name: id })
      else if (!reachesOutcome(this.#flow, id)) this.#add('outcomeUnreachable', id, { name: id })
      const missing = missingHandOver(this.#flow, id, step, this.#known)
      if (missing !== undefined) this.#add('rightWithoutHandOver', id, { right: missing })
    }
    for (const { step, chain, isRing } of callChains(this.#flow, this.#known)) this.#add(isRing ? 'callRing' : 'callTooDeep', step, { chain: chain.join(' > ') })
    const lineOf = (id: string): number => stepNamed(this.#flow, id)?.line ?? 0
    for (const ring of endlessRings(this.#flow)) {
      const first = ring.reduce((a, b) => (lineOf(b) < lineOf(a) ? b : a))
      const at = ring.indexOf(first)
      this.#add('ringWithoutLimit', first, { ring: [...ring.slice(at), ...ring.slice(0, at), first].join(' > ') })
    }
  }

  #verdicts(): void {
    const reached = reachableFrom(this.#flow, this.#flow.start)
    for (const verdict of this.#flow.verdicts) {
      const given = Object.entries(this.#flow.steps).some(([id, step]) => step.verdict === verdict && reached.has(id))
      if (!given) this.#add('verdictNeverGiven', undefined, { name: verdict })
    }
  }

  // ----- words

  #words(language: string): void {
    const words = Object.hasOwn(this.#flow.words, language) ? this.#flow.words[language] : undefined
    if (words === undefined) {
      this.#addWord('textMissing', language, [], undefined)
      return
    }
    for (const verdict of this.#flow.verdicts) if (!Object.hasOwn(words.verdicts, verdict)) this.#addWord('textMissing', language, ['verdicts', verdict], undefined)
    for (const verdict of Object.keys(words.verdicts)) if (!this.#flow.verdicts.includes(verdict)) this.#addWord('textUnused', language, ['verdicts', verdict], undefined)
    for (const id of Object.keys(words.steps)) if (stepNamed(this.#flow, id) === undefined) this.#addWord('textUnused', language, ['steps', id], undefined)
    for (const [id, step] of Object.entries(this.#flow.steps)) this.#stepWords(language, words, id, step)
  }

  #stepWords(language: string, words: FlowWords, id: string, step: Step): void {
    const own: StepWords = Object.hasOwn(words.steps, id) ? (words.steps[id] ?? {}) : {}
    const path = ['steps', id]
    const missing = (...rest: string[]): void => this.#addWord('textMissing', language, [...path, ...rest], id)
    const unused = (...rest: string[]): void => this.#addWord('textUnused', language, [...path, ...rest], id)

    if (step.kind === 'call') {
      if (Object.hasOwn(words.steps, id)) unused()
      return
    }
    const seenBy = step.for ?? doors
    const everyDoorHas = (text: 'title' | 'body' | 'why' | 'subject' | 'message' | 'do'): boolean => own[text] !== undefined || seenBy.every((door) => own[door]?.[text] !== undefined)
    if (!everyDoorHas('title')) missing('title')
    if (step.kind === 'ask' && !everyDoorHas('why')) missing('why')
    if (step.kind === 'advise' && !everyDoorHas('body')) missing('body')
    if (step.kind === 'advise' && !everyDoorHas('do')) missing('do')
    if (step.kind === 'handOver') {
      if (!everyDoorHas('subject')) missing('subject')
      if (!everyDoorHas('message')) missing('message')
    }
    // An agent reads these steps to somebody on the phone.
    const isSpoken = step.kind === 'ask' || step.kind === 'verify' || (step.kind === 'advise' && seenBy.includes('agent'))
    if (isSpoken && seenBy.includes('agent') && own.say === undefined && own.agent?.say === undefined) missing('agent', 'say')

    const options = this.#optionsOf(step)
    for (const option of options) if (own.options === undefined || !Object.hasOwn(own.options, option)) missing('options', option)
    for (const option of Object.keys(own.options ?? {})) if (!options.includes(option)) unused('options', option)
    for (const door of voices) {
      const voice = own[door]
      if (voice === undefined) continue
      if (!seenBy.includes(door) || Object.keys(voice).length === 0) unused(door)
      if (step.kind !== 'handOver') for (const text of ['subject', 'message'] as const) if (voice[text] !== undefined) unused(door, text)
    }
    if (step.kind !== 'handOver') for (const text of ['subject', 'message'] as const) if (own[text] !== undefined) unused(text)
    if (step.kind !== 'ask' && step.kind !== 'verify' && own.why !== undefined) unused('why')
    for (const [rest, text] of textsOf(own)) this.#placeholders(language, [...path, ...rest], id, text)
  }

  #optionsOf(step: Step): readonly string[] {
    if (step.kind === 'ask') {
      const fact = this.#known.fact(step.fact)
      if (fact?.type === 'closed') return fact.values
      return !Array.isArray(step.next) && Object.hasOwn(step.next, 'unsure') ? ['unsure'] : []
    }
    if (step.kind === 'verify') {
      const fact = this.#known.fact(step.ask)
      return fact?.type === 'closed' ? fact.values : []
    }
    return step.kind === 'advise' ? ['done', 'failed'] : []
  }

  #placeholders(language: string, path: readonly string[], step: string, text: string): void {
    const found = placeholdersIn(text)
    for (const { fact, fallback } of found) {
      // The short code people read out: every case has one.
      if (fact === 'case.code') continue
      if (this.#known.fact(fact) === undefined) this.#addWord('unknownPlaceholder', language, path, step, { name: fact })
      // A value may be unknown, and a personal one may have been erased.
      if (fallback === undefined) this.#addWord('fallbackMissing', language, path, step, { name: fact })
    }
    // A brace that fillWords would leave standing.
    if ((text.match(/[{}]/g) ?? []).length !== found.length * 2) this.#addWord('unknownPlaceholder', language, path, step, { name: '{' })
  }

  // ----- time

  #age(): void {
    const days = daysBetween(this.#flow.source.checked, this.#known.today)
    if (!(days <= sourceLastsDays)) this.#add('sourceOld', undefined, { checked: this.#flow.source.checked, days })
  }

  #released(): void {
    const name = `${this.#flow.id}/${this.#flow.version}`
    const hash = Object.hasOwn(this.#known.released, name) ? this.#known.released[name] : undefined
    if (hash !== undefined && hash !== this.#flow.sha256) this.#add('releasedChanged', undefined, { name, released: hash, now: this.#flow.sha256 })
  }
}

/** Released versions whose files are gone: a case that began with one could no longer be walked. */
export function lintReleased(flows: readonly CompiledFlow[], released: Readonly<Record<string, string>>): readonly Finding[] {
  const there = new Set(flows.map((flow) => `${flow.id}/${flow.version}`))
  return Object.keys(released)
    .filter((name) => !there.has(name))
    .map((name) => ({ rule: 'releasedMissing', severity: 'error', file: 'released.json', line: 1, step: undefined, args: { name } }))
}

function textsOf(words: StepWords): readonly (readonly [readonly string[], string])[] {
  const texts: (readonly [readonly string[], string])[] = []
  const collect = (voice: StepWords, path: readonly string[]): void => {
    for (const key of spoken) {
      const text = voice[key]
      if (text !== undefined) texts.push([[...path, key], text])
    }
    voice.do?.forEach((line, index) => texts.push([[...path, 'do', String(index)], line]))
  }
  collect(words, [])
  for (const door of voices) {
    const voice = words[door]
    if (voice !== undefined) collect(voice, [door])
  }
  for (const [name, option] of Object.entries(words.options ?? {})) {
    texts.push([['options', name], typeof option === 'string' ? option : option.label])
    if (typeof option !== 'string' && option.hint !== undefined) texts.push([['options', name, 'hint'], option.hint])
  }
  return texts
}
