import type { Params, Value } from '@shared/contract/methods'
import { matchMessage } from '@shared/flows/match'
import { flowWordsIn } from '@shared/flows/words'
import type { CoreContext } from '../context'

/** Finds the problem behind a pasted message, on this computer alone: also one whose guide is not written yet. */
export function matchProblem(context: CoreContext, { message }: Params<'flows.match'>): Value<'flows.match'> {
  const { flows, messages } = context.ports
  const found = matchMessage(message, messages)
  return {
    sure: found.sure,
    matches: found.matches.flatMap(({ flow: problem, score, language, because }) => {
      const flow = flows.current(problem)
      // Where there is a guide, the problem bears the name that its cases bear
      const words = (flow === undefined ? undefined : flowWordsIn(flow, context.language())?.words) ?? messages.nameOf(problem, context.language())
      return words === undefined ? [] : [{ flow: problem, hasFlow: flow !== undefined, name: words.name, summary: words.summary, score, language, because: [...because] }]
    }),
    captured: { ...found.captured },
    spans: [...found.spans],
  }
}
