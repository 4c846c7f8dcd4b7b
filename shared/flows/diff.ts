import { waysOf } from './graph'
import type { CompiledFlow, FlowWords, Guard, Next, Step, Target } from './schema'

/** What may differ between two versions of a flow: closed words, one sentence each in the locale files (`flowDiff.<word>`). */
export const flowChanges = [
  'startChanged', 'sourceChanged', 'verdictAdded', 'verdictRemoved',
  'stepAdded', 'stepRemoved', 'kindChanged', 'factChanged', 'checksChanged', 'fixChanged', 'callChanged', 'roleChanged', 'resumeChanged', 'outcomeChanged',
  'verdictChanged', 'doorsChanged', 'mandatoryChanged', 'againChanged', 'limitChanged', 'overChanged', 'linksChanged',
  'wayAdded', 'wayRemoved', 'wayChanged',
  'languageAdded', 'languageRemoved', 'textAdded', 'textRemoved', 'textChanged',
] as const
export type FlowChangeWord = (typeof flowChanges)[number]

export interface FlowChange {
  readonly change: FlowChangeWord
  readonly step?: string
  readonly language?: string
  /** What of the step: the way (`yes`, `when 2`), the text (`steps.codes.title`), the verdict. */
  readonly name?: string
  readonly before?: string
  readonly after?: string
}

/** What is different in `after`: structure first, in the order of its steps, then words by language. Empty when nothing is. */
export function diffFlows(before: CompiledFlow, after: CompiledFlow): readonly FlowChange[] {
  return [
    ...changed('startChanged', before.start, after.start),
    ...changed('sourceChanged', sourceText(before), sourceText(after)),
    ...listChanges(before.verdicts, after.verdicts).map(({ name, isAdded }): FlowChange => ({ change: isAdded ? 'verdictAdded' : 'verdictRemoved', name })),
    ...stepChanges(before, after),
    ...wordChanges(before, after),
  ]
}

function changed(change: FlowChangeWord, before: string | undefined, after: string | undefined, own: Pick<FlowChange, 'step' | 'language' | 'name'> = {}): readonly FlowChange[] {
  if (before === after) return []
  return [{ change, ...own, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
}

function sourceText({ source }: CompiledFlow): string {
  return `${source.page} · ${source.checked} · ${source.owner}`
}

function listChanges(before: readonly string[], after: readonly string[]): readonly { readonly name: string; readonly isAdded: boolean }[] {
  const was = new Set(before)
  const is = new Set(after)
  return [...before.filter((name) => !is.has(name)).map((name) => ({ name, isAdded: false })), ...after.filter((name) => !was.has(name)).map((name) => ({ name, isAdded: true }))]
}

function stepChanges(before: CompiledFlow, after: CompiledFlow): readonly FlowChange[] {
  const removed = Object.keys(before.steps).filter((id) => !Object.hasOwn(after.steps, id))
  return [
    ...removed.map((step): FlowChange => ({ change: 'stepRemoved', step, before: before.steps[step]?.kind ?? '' })),
    ...Object.entries(after.steps).flatMap(([id, step]): readonly FlowChange[] => {
      const was = Object.hasOwn(before.steps, id) ? before.steps[id] : undefined
      return was === undefined ? [{ change: 'stepAdded', step: id, after: step.kind }] : insideStep(id, was, step)
    }),
  ]
}

/** Every part of a step but its ways, by the word that names its change. The line in the file is no part of the flow. */
const parts: readonly (readonly [FlowChangeWord, (step: Step) => string | undefined])[] = [
  ['kindChanged', (step) => step.kind],
  ['factChanged', (step) => (step.kind === 'ask' ? step.fact : step.kind === 'verify' ? step.ask : undefined)],
  ['checksChanged', (step) => (step.kind === 'check' ? step.run.join(', ') : step.kind === 'verify' ? step.run : undefined)],
  ['fixChanged', (step) => (step.kind === 'fix' ? step.run : undefined)],
  ['callChanged', (step) => (step.kind === 'call' ? targetText(step.call) : undefined)],
  ['roleChanged', (step) => (step.kind === 'handOver' ? step.to : undefined)],
  ['resumeChanged', (step) => (step.kind === 'handOver' ? step.resume : undefined)],
  ['outcomeChanged', (step) => (step.kind === 'end' ? step.outcome : undefined)],
  ['verdictChanged', (step) => step.verdict],
  ['doorsChanged', (step) => step.for?.join(', ')],
  ['mandatoryChanged', (step) => (step.mandatory === undefined ? undefined : String(step.mandatory))],
  ['againChanged', (step) => (step.kind === 'ask' && step.again !== undefined ? String(step.again) : undefined)],
  ['limitChanged', (step) => (step.limit === undefined ? undefined : String(step.limit))],
  ['overChanged', (step) => (step.over === undefined ? undefined : targetText(step.over))],
  ['linksChanged', (step) => step.links?.join(', ')],
]

function insideStep(id: string, before: Step, after: Step): readonly FlowChange[] {
  return [...parts.flatMap(([change, read]) => changed(change, read(before), read(after), { step: id })), ...wayChanges(id, before, after)]
}

function wayChanges(step: string, before: Step, after: Step): readonly FlowChange[] {
  // A hand-over's way is its resume.
  const was = before.kind === 'handOver' ? new Map<string, string>() : waysByName(before)
  const is = after.kind === 'handOver' ? new Map<string, string>() : waysByName(after)
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => changed(!is.has(name) ? 'wayRemoved' : was.has(name) ? 'wayChanged' : 'wayAdded', was.get(name), is.get(name), { step, name }))
}

/** A guarded way is known by its condition: one that is put before it does not change it. */
function waysByName(step: Step): ReadonlyMap<string, string> {
  const next: Next | undefined = 'next' in step ? step.next : undefined
  return new Map(waysOf(step).map(({ on, to }, index) => {
    const way = Array.isArray(next) ? next[index] : undefined
    return [way !== undefined && 'when' in way ? guardText(way.when) : on, targetText(to)]
  }))
}

export function targetText(target: Target): string {
  return typeof target === 'string' ? target : target.at === undefined ? `${target.flow} (start)` : `${target.flow}/${target.at}`
}

/** A condition on one line, as it is read aloud. */
export function guardText(guard: Guard): string {
  if ('all' in guard) return `(${guard.all.map(guardText).join(' & ')})`
  if ('any' in guard) return `(${guard.any.map(guardText).join(' | ')})`
  if ('not' in guard) return `!${guardText(guard.not)}`
  if ('known' in guard) return `${guard.known}?`
  if ('is' in guard) return `${guard.fact} = ${guard.is}`
  if ('in' in guard) return `${guard.fact} = ${guard.in.join(', ')}`
  return 'over' in guard ? `${guard.fact} > ${guard.over}` : `${guard.fact} < ${guard.under}`
}

function wordChanges(before: CompiledFlow, after: CompiledFlow): readonly FlowChange[] {
  return [...new Set([...Object.keys(before.words), ...Object.keys(after.words)])].sort().flatMap((language): readonly FlowChange[] => {
    const was = Object.hasOwn(before.words, language) ? before.words[language] : undefined
    const is = Object.hasOwn(after.words, language) ? after.words[language] : undefined
    if (was === undefined || is === undefined) return [{ change: is === undefined ? 'languageRemoved' : 'languageAdded', language }]
    const [old, now] = [textsOf(was), textsOf(is)]
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => changed(!now.has(name) ? 'textRemoved' : old.has(name) ? 'textChanged' : 'textAdded', old.get(name), now.get(name), { language, name }))
  })
}

function textsOf(words: FlowWords): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const collect = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts.set(path, value)
    else if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) collect(part, path === '' ? key : `${path}.${key}`)
  }
  collect(words, '')
  return texts
}
