import packageJson from '../../../../package.json' with { type: 'json' }
import { fillText } from '@shared/domain/fillText'
import type { Options } from '../options'
import { openCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

/** Three lines, free of personal data. Exit 1 when the case log does not verify. */
export async function doctor(options: Options, output: Output): Promise<ExitCode> {
  const core = await openCore(options.dataDir)
  try {
    const state = await core.call('app.state', {})
    const { findings, head } = core.verify()
    const words = texts.doctorWords
    if (output.json) output.data({ dataFolder: { findings, head, cases: state.cases.total }, runtime: { node: process.versions.node, version: packageJson.version }, connection: { state: state.connection.state, secretStore: state.connection.secretStore } })
    else {
      output.line(fillText(texts.doctor.data, { state: findings === 0 ? words.fine : fillText(words.findings, { count: findings }), cases: state.cases.total, head: head.slice(0, 16) }))
      output.line(fillText(texts.doctor.runtime, { node: process.versions.node, version: packageJson.version }))
      output.line(fillText(texts.doctor.connection, { state: words[state.connection.state], secrets: words[state.connection.secretStore] }))
    }
    return findings === 0 ? exitCodes.fine : exitCodes.problemLeft
  } finally {
    await core.close()
  }
}
