import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import type { FlowMap } from '@shared/contract/views'
import { stepNamed, waysOf } from '@shared/flows/graph'
import type { CompiledFlow, Step, Target } from '@shared/flows/schema'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import { fillStepWords, flowWordsIn, wordsFor, type MergedWords } from '@shared/flows/words'
import { flowName, stepWords, verdictName } from '../cases/caseWords'
import { replayCase, type Replay } from '../cases/replayCase'
import type { CoreContext } from '../context'

const longestLine = 400

/**
 * One version of a flow as it is drawn: steps and ways in the order of the flow, in the words of the screen's language,
 * and the way that a case took through it. Conditions and results without words of their own are worded by the page.
 * Throws flowNotFound, caseNotFound.
 */
export function mapFlow(context: CoreContext, { flow: id, version: wanted, caseId }: Params<'flows.map'>): Value<'flows.map'> {
  const { flows, cases, clock } = context.ports
  const replay = caseId === undefined ? undefined : replayCase(cases.events(caseId), flows, clock.now())
  const newest = flows.current(id)?.version
  const version = wanted ?? replay?.versions.find((kept) => kept.flow === id && kept.ships)?.version ?? newest
  const flow = version === undefined ? undefined : flows.get(id, version)
  if (flow === undefined || newest === undefined) throw new AppFailure('flowNotFound', { details: { flow: id, version: version ?? 0 } })
  const language = context.language()
  const wordsOf = (of: CompiledFlow, step: string): MergedWords =>
    replay === undefined ? fillStepWords(wordsFor(of, step, { language, door: 'agent' }), () => undefined) : stepWords(context, replay, of, step)
  const words = flowWordsIn(flow, language)?.words
  return {
    flow: id,
    version: flow.version,
    versions: versionsOf(flows, id, newest),
    name: words?.name ?? id,
    summary: words?.summary ?? '',
    source: flow.source.page,
    checked: flow.source.checked,
    owner: flow.source.owner,
    start: flow.start,
    steps: Object.entries(flow.steps).map(([step, drawn]) => stepOf(context, flow, step, drawn, wordsOf(flow, step))),
    ways: Object.entries(flow.steps).flatMap(([step, drawn]) => waysFrom(context, flow, step, drawn, wordsOf)),
    ...(replay === undefined ? {} : { path: pathThrough(replay, flow), case: caseOf(context, replay) }),
  }
}

/** Every version that ships, the oldest first. */
function versionsOf(flows: FlowLibrary, id: string, newest: number): number[] {
  return Array.from({ length: newest }, (_, index) => index + 1).filter((version) => flows.get(id, version) !== undefined)
}

function stepOf(context: CoreContext, flow: CompiledFlow, id: string, step: Step, words: MergedWords): FlowMap['steps'][number] {
  const verdict = verdictName(context, () => undefined, flow, step.verdict)
  return {
    step: id,
    kind: step.kind,
    title: titleFrom(words, id),
    do: [...words.do],
    checks: step.kind === 'check' ? [...step.run] : step.kind === 'verify' && step.run !== undefined ? [step.run] : [],
    ...(words.body === undefined ? {} : { body: words.body }),
    ...(words.why === undefined ? {} : { why: words.why }),
    ...(words.say === undefined ? {} : { say: words.say }),
    ...(step.verdict === undefined ? {} : { verdict: step.verdict }),
    ...(verdict === undefined ? {} : { verdictName: verdict.slice(0, longestLine) }),
    ...(step.kind === 'end' ? { outcome: step.outcome } : {}),
    ...(step.kind === 'handOver' ? { role: step.to } : {}),
    ...(step.for === undefined ? {} : { for: [...step.for] }),
    ...(step.limit === undefined ? {} : { limit: step.limit }),
  }
}

function titleFrom(words: MergedWords, id: string): string {
  return (words.title === '' ? id : words.title).slice(0, longestLine)
}

type WordsOf = (flow: CompiledFlow, step: string) => MergedWords

function waysFrom(context: CoreContext, flow: CompiledFlow, id: string, step: Step, wordsOf: WordsOf): FlowMap['ways'] {
  const next = 'next' in step ? step.next : undefined
  const drawn = waysOf(step).map(({ on, to }, index): FlowMap['ways'][number] => {
    const guarded = Array.isArray(next) ? next[index] : undefined
    const label = labelOf(context, flow, id, step, on, wordsOf)
    return { from: id, way: on, to: placeOf(context, flow, to, wordsOf), ...(label === undefined ? {} : { label: label.slice(0, longestLine) }), ...(guarded !== undefined && 'when' in guarded ? { when: guarded.when } : {}) }
  })
  return step.over === undefined ? drawn : [...drawn, { from: id, way: 'over', to: placeOf(context, flow, step.over, wordsOf) }]
}

/** What the flow itself says for an answer or result: an option's words, or a called flow's verdict. */
function labelOf(context: CoreContext, flow: CompiledFlow, id: string, step: Step, on: string, wordsOf: WordsOf): string | undefined {
  if (step.kind === 'call') return verdictName(context, () => undefined, context.ports.flows.current(step.call.flow), on)
  const { options } = wordsOf(flow, id)
  const name = step.kind === 'verify' && on === 'unknown' ? 'unsure' : on
  return Object.hasOwn(options, name) ? options[name]?.label : undefined
}

/** Where a way leads: a step of this flow, or of another one with its name. */
function placeOf(context: CoreContext, flow: CompiledFlow, target: Target, wordsOf: WordsOf): FlowMap['ways'][number]['to'] {
  if (typeof target === 'string') return { step: target }
  if (target.flow === flow.id) return { step: target.at ?? flow.start }
  const other = context.ports.flows.current(target.flow)
  const step = target.at ?? other?.start ?? ''
  const isThere = other !== undefined && stepNamed(other, step) !== undefined
  return { flow: target.flow, flowName: flowName(context, other, target.flow), step, ...(isThere ? { title: titleFrom(wordsOf(other, step), step) } : {}) }
}

function pathThrough(replay: Replay, flow: CompiledFlow): NonNullable<FlowMap['path']> {
  const { path } = replay.walk
  return path.flatMap((item, index) =>
    item.flow !== flow.id || item.version !== flow.version
      ? []
      : [{
          step: item.step,
          visit: item.visit,
          isPosition: index === path.length - 1,
          cameOver: item.cameOver.flatMap((over) => (over.startsWith(`${flow.id}/`) ? [over.slice(flow.id.length + 1)] : [])),
          ...(item.way === undefined ? {} : { way: item.way }),
        }],
  )
}

function caseOf(context: CoreContext, replay: Replay): NonNullable<FlowMap['case']> {
  const { position } = replay.walk
  const flow = context.ports.flows.get(position.flow, position.version)
  return { caseId: replay.caseId, number: context.ports.cases.row(replay.caseId)?.number ?? 0, flow: position.flow, flowName: flowName(context, flow, position.flow), step: position.step }
}
