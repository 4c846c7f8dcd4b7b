import { fillText } from '@shared/domain/fillText'
import { UsageProblem, type Options } from '../options'
import { openCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

/** Ranks problems for an error text, and says which of them have a guide. Exit 0 when sure, else 1. */
export async function match(options: Options, output: Output): Promise<ExitCode> {
  // Words without quotes around them are one text as well
  const message = options.words.join(' ')
  if (message.trim() === '') throw new UsageProblem('textMissing', '')
  const core = await openCore(options.dataDir)
  try {
    const found = await core.call('flows.match', { message })
    if (output.json) output.data(found)
    else {
      const words = texts.match
      output.line(found.matches.length === 0 ? words.none : found.sure ? words.sure : words.unsure)
      for (const { name, flow, summary, score, hasFlow } of found.matches) output.line(fillText(words.row, { name, flow, summary, percent: Math.round(score * 100), guide: hasFlow ? words.guide : words.noGuide }))
    }
    return found.sure ? exitCodes.fine : exitCodes.problemLeft
  } finally {
    await core.close()
  }
}
