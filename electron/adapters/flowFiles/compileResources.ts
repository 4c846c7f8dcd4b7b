import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
// Relative, not `@shared`: the build's own configuration imports this file before any alias exists.
import { lintFlow, lintReleased, productRegistries, type Finding } from '../../../shared/flows/lint'
import { createFlowLibrary } from '../../../shared/flows/library'
import { compiledFileName } from './compiledFileName'
import { compileFlow, type CompiledSource } from './compileFlow'
import { compileMessages } from './compileMessages'
import { readFlowSources } from './readFlowSources'
import { FlowFileError } from './readYaml'

/** Languages that every flow must speak to ship. */
export const shippedLanguages: readonly string[] = ['en']

const releasedSchema = z.record(z.string().regex(/^[a-z0-9-]+\/\d+$/), z.string().regex(/^[0-9a-f]{64}$/))

export interface CompiledResources {
  readonly flows: readonly CompiledSource[]
  readonly findings: readonly Finding[]
}

/** Compiles and lints every flow below the folder; writes nothing. Throws FlowFileError for what cannot be read. */
export function compileFlows(folder: string, today: string): CompiledResources {
  const flows = readFlowSources(folder).map(({ id, version, sources }) => {
    const compiled = compileFlow(sources)
    if (compiled.flow.id !== id || compiled.flow.version !== version) {
      throw new FlowFileError(sources.flow.file, 1, `says ${compiled.flow.id}/${compiled.flow.version}, its folder says ${id}/${version}`)
    }
    return compiled
  })
  const released = readReleased(join(folder, 'released.json'))
  const library = createFlowLibrary(flows.map(({ flow }) => flow))
  const findings = flows.flatMap(({ flow, wordLine }) => lintFlow(flow, productRegistries({ flow: (id) => library.current(id), languages: shippedLanguages, today, released, wordLine })))
  return { flows, findings: [...findings, ...lintReleased(flows.map(({ flow }) => flow), released)] }
}

/**
 * What the build runs: `from`/flows, `from`/messages and `from`/docs become `to`/flows/<id>.v<n>.json, `to`/messages.json
 * and `to`/docs. Nothing is read from `from` at run time. Throws one readable message that names every error with file and line.
 */
export function compileResources({ from, to }: { readonly from: string; readonly to: string }): void {
  const { flows, findings } = compileFlows(join(from, 'flows'), new Date().toISOString().slice(0, 10))
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (errors.length > 0) throw new Error(`The flows cannot ship:\n${errors.map((finding) => `  ${describeFinding(finding)}`).join('\n')}`)
  for (const finding of findings) process.stderr.write(`${describeFinding(finding)}\n`)
  const messages = compileMessages(join(from, 'messages'))

  const flowsTo = emptied(join(to, 'flows'))
  for (const { flow } of flows) writeFileSync(join(flowsTo, compiledFileName(flow)), `${JSON.stringify(flow)}\n`)
  writeFileSync(join(to, 'messages.json'), `${JSON.stringify(messages)}\n`)
  const docsTo = emptied(join(to, 'docs'))
  const docs = join(from, 'docs')
  if (existsSync(docs)) for (const file of readdirSync(docs)) if (file.endsWith('.md')) copyFileSync(join(docs, file), join(docsTo, file))
}

/** One line for developers: `file:line rule (step) name=value`. */
export function describeFinding({ file, line, rule, step, args }: Finding): string {
  const details = Object.entries(args).map(([name, value]) => `${name}=${value}`)
  return [`${file}:${line}`, rule, ...(step === undefined ? [] : [`(${step})`]), ...details].join(' ')
}

function readReleased(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {}
  const parsed = releasedSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new FlowFileError('released.json', 1, 'not a map of "<flow>/<version>" to a SHA-256')
  return parsed.data
}

function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}
