import sharedTexts from '@shared/locales/en.json'
import { fillText } from '@shared/domain/fillText'
import { UsageProblem, type Options } from '../options'
import { openCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

/** What is different between two versions of a flow that ship side by side. */
export async function flowsDiff(options: Options, output: Output): Promise<ExitCode> {
  const [flow, from, to] = options.words
  if (flow === undefined || from === undefined || to === undefined) throw new UsageProblem('diffWords', '')
  for (const word of [from, to]) if (!/^[1-9]\d{0,3}$/.test(word)) throw new UsageProblem('badNumber', word)
  const core = await openCore(options.dataDir)
  try {
    const found = await core.call('flows.diff', { flow, from: Number(from), to: Number(to) })
    const sentences: Readonly<Record<string, string>> = sharedTexts.flowDiff
    const rows = found.changes.map((change) => ({ ...change, text: fillText(sentences[change.change] ?? change.change, { ...change, before: change.before ?? sharedTexts.flowDiff.none, after: change.after ?? sharedTexts.flowDiff.none }) }))
    if (output.json) output.data({ ...found, changes: rows })
    else {
      for (const { text } of rows) output.line(text)
      output.line(fillText(rows.length === 0 ? texts.flowsDiff.none : texts.flowsDiff.total, { flow, from, to, count: rows.length }))
    }
    return exitCodes.fine
  } finally {
    await core.close()
  }
}
