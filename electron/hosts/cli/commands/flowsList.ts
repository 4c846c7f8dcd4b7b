import { fillText } from '@shared/domain/fillText'
import type { Options } from '../options'
import { openCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

export async function flowsList(options: Options, output: Output): Promise<ExitCode> {
  const core = await openCore(options.dataDir)
  try {
    const { flows } = await core.call('flows.list', {})
    if (output.json) output.data({ flows })
    else for (const flow of flows) output.line(fillText(texts.flowsList, flow))
    return exitCodes.fine
  } finally {
    await core.close()
  }
}
