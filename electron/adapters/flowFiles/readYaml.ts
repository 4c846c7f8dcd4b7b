import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
import type { z } from 'zod'

/** A flow file that cannot be read: always names the file and the line. */
export class FlowFileError extends Error {
  override readonly name = 'FlowFileError'
  readonly file: string
  readonly line: number

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`)
    this.file = file
    this.line = line
  }
}

export type Path = readonly PropertyKey[]

export interface YamlFile {
  readonly file: string
  readonly content: unknown
  /** The line of what stands at the path, of its nearest parent where nothing does. */
  lineOf(path: Path): number
}

/** Reads YAML 1.2 (`yes` and `no` are words) and keeps the lines. No anchors, aliases, tags or duplicate keys. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.2', lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const broken = document.errors[0] ?? document.warnings[0]
  if (broken !== undefined) throw new FlowFileError(file, lineAt(broken.pos[0]), broken.message)

  const lineOf = (path: Path): number => {
    let node: Node | null = document.contents
    let offset = node?.range?.[0] ?? 0
    for (const part of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part))
        if (pair === undefined) break
        offset = (pair.key as Node).range?.[0] ?? offset
        node = pair.value as Node | null
      } else if (isSeq(node)) {
        node = (node.items[Number(part)] ?? null) as Node | null
        offset = node?.range?.[0] ?? offset
      } else break
    }
    return lineAt(offset)
  }
  try {
    return { file, content: document.toJS({ maxAliasCount: 0 }) as unknown, lineOf }
  } catch (error) {
    throw new FlowFileError(file, 1, error instanceof Error ? error.message : 'cannot be read')
  }
}

/** Checks the content against a schema; the first thing wrong is told with its line. */
export function parseYaml<T>(yaml: YamlFile, schema: z.ZodType<T>, content: unknown = yaml.content): T {
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  const { path, message } = deepest(parsed.error.issues)
  throw new FlowFileError(yaml.file, yaml.lineOf(path), `${path.map(String).join('.') || 'the file'}: ${message}`)
}

interface Problem {
  readonly path: Path
  readonly message: string
}

/** Of the ways a union may be meant, the one that fits furthest is the one to speak of. */
function deepest(issues: readonly z.core.$ZodIssue[], base: Path = []): Problem {
  let best: Problem = { path: base, message: 'not as expected' }
  let depth = -1
  for (const issue of issues) {
    const path = [...base, ...issue.path]
    let problem: Problem = { path, message: issue.message }
    if (issue.code === 'unrecognized_keys') {
      const key = issue.keys[0] ?? ''
      problem = { path: [...path, key], message: 'unknown key' }
    } else if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      problem = issue.errors.map((branch) => deepest(branch, path)).reduce((a, b) => (b.path.length > a.path.length ? b : a))
    }
    if (problem.path.length > depth) {
      best = problem
      depth = problem.path.length
    }
  }
  return best
}
