import sharedTexts from '@shared/locales/en.json'
import type { FlowRow } from '@shared/contract/views'
import { fillText } from '@shared/domain/fillText'
import { needsCare } from '@shared/flows/flowHealth'
import type { Options } from '../options'
import { openCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

export async function flowsList(options: Options, output: Output): Promise<ExitCode> {
  const core = await openCore(options.dataDir)
  try {
    const { flows } = await core.call('flows.list', {})
    if (output.json) output.data({ flows })
    else for (const flow of flows) for (const line of linesOf(flow)) output.line(line)
    return exitCodes.fine
  } finally {
    await core.close()
  }
}

/** The same words as in the window: how old the source is, how recent cases ended, and first of all what needs care. */
function linesOf({ flow, version, name, summary, source, sourceAddress, checked, owner, health, rate }: FlowRow): readonly string[] {
  const words = sharedTexts.flowHealth
  const age = health.source === 'old' ? words.old : health.source === 'dueSoon' ? words.dueSoon : words.checked
  const ended = rate.total === 0 ? words.noCases : rate.handedOver === 0 ? words.rate : words.rateHandedOver
  const care = health.source === 'old' ? (health.runs === 'failing' ? words.care.both : words.care.old) : words.care.failing
  const facts = [fillText(age, { date: checked, due: health.dueOn }), fillText(ended, { solved: rate.solved, total: rate.total, handedOver: rate.handedOver }), fillText(words.owner, { owner }), sourceAddress ?? source]
  return [fillText(texts.flowsList, { flow, version, name, summary }), fillText(needsCare(health) ? texts.flowsListCare : texts.flowsListFacts, { care, facts: facts.join(' · ') })]
}
