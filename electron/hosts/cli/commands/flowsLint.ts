import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharedTexts from '@shared/locales/en.json'
import type { LintFinding } from '@shared/contract/views'
import { fillText } from '@shared/domain/fillText'
import { buildFolder } from '../../../assembly/buildFolder'
import type { Options } from '../options'
import { openCore } from '../openCore'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

/** What is wrong with the flows: file, line and rule. Where their sources are at hand those are read, else what ships. */
export async function flowsLint(options: Options, output: Output): Promise<ExitCode> {
  const folder = options.flows ?? join(dirname(buildFolder()), 'resources', 'flows')
  const found = existsSync(folder) ? await lintSources(folder) : await lintShipped(options.dataDir)
  if (typeof found === 'string') {
    if (output.json) output.data({ findings: [], unreadable: found })
    output.problem(fillText(texts.flowsLint.unreadable, { problem: found }))
    return exitCodes.problemLeft
  }
  const sentences: Readonly<Record<string, string>> = sharedTexts.lint
  const rows = found.map((finding) => ({ ...finding, text: fillText(sentences[finding.rule] ?? finding.rule, finding.args) }))
  if (output.json) output.data({ findings: rows })
  else {
    for (const { file, line, rule, step, text } of rows) output.line(fillText(step === undefined ? texts.flowsLint.row : texts.flowsLint.rowOfStep, { file, line, rule, step: step ?? '', text }))
    output.line(rows.length === 0 ? texts.flowsLint.none : fillText(texts.flowsLint.total, { count: rows.length }))
  }
  return rows.length === 0 ? exitCodes.fine : exitCodes.problemLeft
}

/** A file that is no flow at all is told by the reader's own words, with file and line. */
async function lintSources(folder: string): Promise<readonly LintFinding[] | string> {
  // Loaded here alone: nothing else of the product reads YAML at run time.
  const [{ compileFlows }, { FlowFileError }] = await Promise.all([import('../../../adapters/flowFiles/compileResources'), import('../../../adapters/flowFiles/readYaml')])
  try {
    return compileFlows(folder, new Date().toISOString().slice(0, 10)).findings.map(({ step, ...finding }) => ({ ...finding, ...(step === undefined ? {} : { step }) }))
  } catch (error) {
    if (error instanceof FlowFileError) return error.message
    throw error
  }
}

async function lintShipped(dataDir: string): Promise<readonly LintFinding[]> {
  const core = await openCore(dataDir)
  try {
    return (await core.call('flows.lint', {})).findings
  } finally {
    await core.close()
  }
}
