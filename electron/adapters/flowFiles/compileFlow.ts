import { createHash } from 'node:crypto'
import { z } from 'zod'
// Relative, not `@shared`: the build's own configuration imports this file before any alias exists.
import { compiledFlowSchema, flowWordsSchema, type CompiledFlow } from '../../../shared/flows/schema'
import { FlowFileError, parseYaml, readYaml, type Path, type YamlFile } from './readYaml'

export interface FlowSource {
  /** As messages name it, e.g. `wrong-password/v1/flow.yaml`. */
  readonly file: string
  readonly text: string
}

export interface FlowSources {
  readonly flow: FlowSource
  /** By language code: `en`, `ru`, `de`. */
  readonly words: Readonly<Record<string, FlowSource>>
}

export interface CompiledSource {
  readonly flow: CompiledFlow
  /** Lines of the word files, for findings. */
  readonly wordLine: (language: string, path: Path) => { readonly file: string; readonly line: number }
}

const flowFileSchema = compiledFlowSchema.omit({ words: true, sha256: true })
const stepsSchema = z.record(z.string(), z.record(z.string(), z.unknown()))

/** Makes the JSON that `shared/flows` sees of one version's files. Throws FlowFileError with file and line. */
export function compileFlow(sources: FlowSources): CompiledSource {
  const yaml = readYaml(sources.flow.file, sources.flow.text)
  const structure = parseYaml(yaml, flowFileSchema, withLines(yaml))
  const wordFiles = new Map(Object.entries(sources.words).map(([language, source]) => [language, readYaml(source.file, source.text)]))
  if (wordFiles.size === 0) throw new FlowFileError(sources.flow.file, 1, 'no word file beside it (en.yaml)')
  const words = Object.fromEntries([...wordFiles].map(([language, file]) => [language, parseYaml(file, flowWordsSchema)]))
  const flow = parseYaml(yaml, compiledFlowSchema, { ...structure, words, sha256: hashOf(sources) })
  return {
    flow,
    wordLine: (language, path) => {
      const file = wordFiles.get(language)
      return file === undefined ? { file: sources.flow.file, line: 1 } : { file: file.file, line: file.lineOf(path) }
    },
  }
}

function withLines(yaml: YamlFile): unknown {
  const root = z.looseObject({ steps: stepsSchema }).safeParse(yaml.content)
  // Not even a map of steps: let the schema say so.
  if (!root.success) return yaml.content
  const steps = Object.entries(root.data.steps).map(([id, step]) => {
    const line = yaml.lineOf(['steps', id])
    if (Object.hasOwn(step, 'line')) throw new FlowFileError(yaml.file, yaml.lineOf(['steps', id, 'line']), `steps.${id}.line: unknown key`)
    return [id, { ...step, line }] as const
  })
  return { ...root.data, steps: Object.fromEntries(steps) }
}

/** Of the files as they were read, line ends apart: a checkout on Windows is the same version. */
function hashOf(sources: FlowSources): string {
  const hash = createHash('sha256').update('latchkey.flow.1\0')
  const files = [['flow', sources.flow] as const, ...Object.entries(sources.words).sort(([a], [b]) => (a < b ? -1 : 1))]
  for (const [name, { text }] of files) {
    const content = Buffer.from(text.replaceAll('\r\n', '\n'), 'utf8')
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
