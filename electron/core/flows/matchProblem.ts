import type { Params, Value } from '@shared/contract/methods'
import { matchMessage } from '@shared/flows/match'
import { flowWordsIn } from '@shared/flows/words'
import type { CoreContext } from '../context'

/** Finds the problem behind a pasted message, on this computer alone. */
export function matchProblem(context: CoreContext, { message }: Params<'flows.match'>): Value<'flows.match'> {
  const flows = context.ports.flows.all()
  const found = matchMessage(message, flows)
  return {
    sure: found.sure,
    matches: found.matches.flatMap((match) => {
      const flow = context.ports.flows.current(match.flow)
      const words = flow === undefined ? undefined : flowWordsIn(flow, context.language())?.words
      return words === undefined ? [] : [{ flow: match.flow, name: words.name, summary: words.summary, score: match.score, language: match.language, because: [...match.because] }]
    }),
    captured: { ...found.captured },
    spans: [...found.spans],
  }
}

export function listFlows(context: CoreContext): Value<'flows.list'> {
  return {
    flows: context.ports.flows.all().map((flow) => {
      const words = flowWordsIn(flow, context.language())?.words
      return { flow: flow.id, version: flow.version, name: words?.name ?? flow.id, summary: words?.summary ?? '', verdicts: flow.verdicts.length, steps: Object.keys(flow.steps).length, source: flow.source.page, checked: flow.source.checked }
    }),
  }
}
