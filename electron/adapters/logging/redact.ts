import { homedir, userInfo } from 'node:os'
import { findSecrets } from '@shared/domain/secretGuard'
import { looksRandom, patternRules, secretKeys, secretKeyWords, wordRun } from './redactRules'

const maxDepth = 8
const maxEntries = 100
/** Read at most this much of a text, and write at most that much: a secret is not cut in half unseen. */
const maxRead = 8000
const maxWritten = 1000

export interface RedactOptions {
  readonly homeFolder?: string
  readonly userName?: string
}
export interface Redactor {
  text(text: string): string
  /** A copy that may be written: any depth, any kind of value; never throws. */
  value(value: unknown): unknown
}

/** SECURITY (architecture §5): every log line passes here. There is no switch. */
export function createRedactor(options: RedactOptions = machine()): Redactor {
  const own = ownPatterns(options)

  const text = (given: string): string => {
    let result = given.slice(0, maxRead).toWellFormed()
    for (const [pattern, replacement] of own) result = result.replace(pattern, replacement)
    for (const { pattern, replacement } of patternRules) result = result.replace(pattern, replacement)
    result = maskFound(result).replace(wordRun, (run) => (looksRandom(run) ? '[random]' : run))
    // What was cut off at the end of the reading may be the front half of a secret
    if (given.length > maxRead) result = result.replace(/\S{0,500}$/u, '')
    return result.length > maxWritten ? `${result.slice(0, maxWritten)}…` : result
  }

  const walk = (value: unknown, depth: number, above: ReadonlySet<object>): unknown => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 1e15 ? value : '[number]'
    if (typeof value === 'boolean' || value === null || value === undefined) return value
    if (typeof value !== 'object') return `[${typeof value}]`
    if (depth >= maxDepth) return '[deep]'
    if (above.has(value)) return '[circle]'
    const next = new Set(above).add(value)
    if (Array.isArray(value)) return value.slice(0, maxEntries).map((item) => walk(item, depth + 1, next))
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[date]' : value.toISOString()
    if (value instanceof Error) return walk({ error: value.name, ...ownFields(value), message: value.message, stack: value.stack }, depth, above)
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[bytes]'
    if (value instanceof Map || value instanceof Set) return walk([...value], depth, above)
    return Object.fromEntries(
      Object.entries(ownFields(value))
        .slice(0, maxEntries)
        .map(([key, field]) => [text(key), isSecretKey(key) && field !== undefined && typeof field !== 'boolean' ? '[withheld]' : walk(field, depth + 1, next)]),
    )
  }

  return {
    text,
    value(value) {
      try {
        return walk(value, 0, new Set())
      } catch {
        // A getter or a proxy that throws: nothing of it is written
        return '[unreadable]'
      }
    },
  }
}

/** Own enumerable fields; one that throws is left out. */
function ownFields(value: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    try {
      fields[key] = (value as Readonly<Record<string, unknown>>)[key]
    } catch {
      fields[key] = '[unreadable]'
    }
  }
  return fields
}

function isSecretKey(key: string): boolean {
  const plain = key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return secretKeys.includes(plain) || secretKeyWords.some((word) => plain.includes(word))
}

/** What the secret guard refuses at the door never reaches the log either. */
function maskFound(text: string): string {
  let result = ''
  let from = 0
  for (const { start, end } of findSecrets(text)) {
    if (start < from) {
      from = Math.max(from, end)
      continue
    }
    result += `${text.slice(from, start)}[secret]`
    from = end
  }
  return result + text.slice(from)
}

function machine(): RedactOptions {
  try {
    return { homeFolder: homedir(), userName: userInfo().username }
  } catch {
    // A system user without an entry of its own
    return {}
  }
}

function ownPatterns({ homeFolder, userName }: RedactOptions): readonly (readonly [RegExp, string])[] {
  const literal = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const patterns: (readonly [RegExp, string])[] = []
  if (homeFolder !== undefined && homeFolder.length > 3) patterns.push([new RegExp(literal(homeFolder).replace(/\\\\|\//g, String.raw`[\\/]{1,2}`), 'giu'), '~'])
  if (userName !== undefined && userName.length > 2) patterns.push([new RegExp(String.raw`(?<![\p{L}\p{N}])${literal(userName)}(?![\p{L}\p{N}])`, 'giu'), '[user]'])
  return patterns
}
