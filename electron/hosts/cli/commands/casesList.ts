import sharedTexts from '@shared/locales/en.json'
import { fillText } from '@shared/domain/fillText'
import type { Options } from '../options'
import { openCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

const pageSize = 100

/** Every case, newest change first. JSON Lines with --json: one case a line. */
export async function casesList(options: Options, output: Output): Promise<ExitCode> {
  const core = await openCore(options.dataDir)
  try {
    let shown = 0
    for (let page = 1; ; page += 1) {
      const { rows } = await core.call('cases.list', { sort: 'updated', descending: true, page, pageSize })
      for (const row of rows) {
        if (output.json) output.data(row)
        else output.line(fillText(texts.casesRow, { number: String(row.number).padStart(4, '0'), person: row.person ?? row.address ?? texts.unnamed, problem: row.problemName, state: row.outcome === undefined ? sharedTexts.states.case[row.state] : sharedTexts.states.outcome[row.outcome], lastStep: row.lastStepTitle ?? '' }))
      }
      shown += rows.length
      if (rows.length < pageSize) break
    }
    if (!output.json) output.line(shown === 0 ? texts.casesNone : fillText(texts.casesTotal, { count: shown }))
    return exitCodes.fine
  } finally {
    await core.close()
  }
}
