import { resolve } from 'node:path'

/** A wrong word on the command line; `problem` names its text. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem'
  constructor(
    readonly problem: string,
    readonly word: string,
  ) {
    super(problem)
  }
}

export interface Options {
  readonly words: readonly string[]
  readonly dataDir: string
  readonly json: boolean
  readonly help: boolean
  readonly demo: boolean
  readonly webhookStdin: boolean
  readonly answers: string | undefined
  readonly approve: readonly string[]
  readonly port: number
  readonly people: number | undefined
  readonly seed: number | undefined
  readonly limits: string | undefined
  readonly faults: readonly string[]
  readonly language: string | undefined
  readonly intranetInvite: boolean
  readonly onPremise: boolean
  readonly userLimit: number | undefined
  readonly flow: string | undefined
  /** A folder of flow sources. */
  readonly flows: string | undefined
  readonly against: string | undefined
  /** A file to write to. */
  readonly out: string | undefined
}

const flags: ReadonlySet<string> = new Set(['--json', '--help', '-h', '--demo', '--webhook-stdin', '--intranet-invite', '--on-premise'])
const valued: ReadonlySet<string> = new Set(['--data', '--answers', '--approve', '--port', '--people', '--seed', '--limits', '--fault', '--language', '--user-limit', '--flow', '--flows', '--against', '--out'])

export function readOptions(words: readonly string[], dataDir: string): Options {
  const plain: string[] = []
  const seen = new Set<string>()
  const values = new Map<string, string[]>()
  for (let i = 0; i < words.length; i += 1) {
    const [word, attached] = splitAttached(words[i] ?? '')
    if (flags.has(word) && attached === undefined) seen.add(word)
    else if (valued.has(word)) {
      const value = attached ?? words[i + 1]
      if (value === undefined || (attached === undefined && value.startsWith('--'))) throw new UsageProblem('valueMissing', word)
      if (attached === undefined) i += 1
      values.set(word, [...(values.get(word) ?? []), value])
    } else if (word.startsWith('-')) throw new UsageProblem('unknownWord', word)
    else plain.push(words[i] ?? '')
  }
  const last = (name: string): string | undefined => values.get(name)?.at(-1)
  const data = last('--data')
  const flows = last('--flows')
  return {
    words: plain,
    dataDir: data === undefined ? dataDir : resolve(data),
    json: seen.has('--json'),
    help: seen.has('--help') || seen.has('-h'),
    demo: seen.has('--demo'),
    webhookStdin: seen.has('--webhook-stdin'),
    answers: last('--answers'),
    approve: (last('--approve') ?? '').split(',').filter((name) => name !== ''),
    port: wholeNumber(last('--port'), 0, 65_535) ?? 0,
    people: wholeNumber(last('--people'), 1, Number.MAX_SAFE_INTEGER),
    seed: wholeNumber(last('--seed'), 0, 2 ** 31),
    limits: last('--limits'),
    faults: values.get('--fault') ?? [],
    language: last('--language'),
    intranetInvite: seen.has('--intranet-invite'),
    onPremise: seen.has('--on-premise'),
    userLimit: wholeNumber(last('--user-limit'), 1, 1_000_000),
    flow: last('--flow'),
    flows: flows === undefined ? undefined : resolve(flows),
    against: last('--against'),
    out: last('--out'),
  }
}

/** `--people=50` as well as `--people 50`. */
function splitAttached(word: string): readonly [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function wholeNumber(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) throw new UsageProblem('badNumber', text)
  return value
}
