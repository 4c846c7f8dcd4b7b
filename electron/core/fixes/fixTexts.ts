import english from '@shared/locales/en.json'
import { shortCodeOf } from '@shared/domain/ids'
import { fillText } from '@shared/domain/fillText'
import type { FixName } from '@shared/domain/fixes'
import { flowName, stepWords } from '../cases/caseWords'
import { textFact } from '../cases/projectCase'
import type { Replay } from '../cases/replayCase'
import type { CoreContext } from '../context'

const mostLetters = 2000

/** What a notice says: the words of its step, else those of the fix. */
export function noticeOf(context: CoreContext, replay: Replay, fix: FixName): string {
  if (fix !== 'notify-admin') return ''
  const { position } = replay.walk
  const flow = context.ports.flows.get(position.flow, position.version)
  const own = flow === undefined ? undefined : stepWords(context, replay, flow, position.step).message
  const words = {
    code: shortCodeOf(replay.caseId),
    person: textFact(replay, 'person.name') ?? textFact(replay, 'person.address') ?? english.fixWords.somebody,
    problem: flowName(context, context.ports.flows.current(replay.opened.flow), replay.opened.flow),
  }
  return (own ?? fillText(english.fixes['notify-admin'].message, words)).slice(0, mostLetters)
}
