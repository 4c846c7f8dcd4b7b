import { judgePage } from './judgePage'
import { deliveryUnknown, portalFailure, withDetails } from './portalErrors'
import { portalMethods, type PortalMethod } from './portalMethods'
import { redirectRefusal } from './redirect'
import { byStatus, own, refusalIn, type Refusal } from './refusal'

/** What came back from the portal, before anybody believed it. */
export interface PortalAnswer {
  readonly status: number
  readonly location: string | undefined
  readonly text: string
  /** The header `Date`. */
  readonly date?: string | undefined
}

/** What was asked, as far as it is needed to understand the answer. */
export interface Asked {
  readonly method: PortalMethod
  readonly kind: 'webhook' | 'app'
  readonly host: string
  readonly isLoopback: boolean
  holdsSecret(text: string): boolean
}
export interface ReadAnswer {
  readonly result: unknown
  /** The `time` block, unread (bitrix24.md §1.3). */
  readonly time: unknown
}

/** The `result` of an answer; throws the failure that the answer means, marked where a write may have been carried out. */
export function readAnswer(answer: PortalAnswer, asked: Asked): ReadAnswer {
  const read = judgeAnswer(answer, asked)
  if (!('failure' in read)) return read
  const serverDate = serverDateOf(answer)
  const failure = serverDate === undefined ? read.failure : withDetails(read.failure, { serverDate })
  throw read.isUnsettled && portalMethods[asked.method].class === 'write' ? deliveryUnknown(failure) : failure
}

/** UTC ms of the server's clock by its `Date` header, in whole seconds: works where REST itself refuses. */
export function serverDateOf(answer: Pick<PortalAnswer, 'date'>): number | undefined {
  // RFC 9110 §5.6.7; other forms are left alone, Date.parse would guess
  if (answer.date === undefined || !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(answer.date)) return undefined
  const time = Date.parse(answer.date)
  return Number.isNaN(time) ? undefined : time
}

function judgeAnswer(answer: PortalAnswer, asked: Asked): ReadAnswer | Refusal {
  const { status } = answer
  if (status === 407 || status === 511) return byStatus(status)
  if (status >= 300 && status < 400) return redirectRefusal(answer, asked, (text) => asked.holdsSecret(text))

  const text = answer.text.replace(/^\uFEFF+/u, '').trim()
  // A login page, a maintenance page or a gateway's own words instead of an answer (bitrix24.md §1.4)
  if (text.startsWith('<')) return { failure: judgePage(text, status, asked.host), isUnsettled: true }
  const body = parsed(text)
  if (body === undefined) return { ...(status >= 400 ? byStatus(status, asked.kind) : { failure: portalFailure('badAnswerFromPortal', { status }) }), isUnsettled: status !== 429 }

  const context = { method: asked.method, status, kind: asked.kind }
  const refusal = refusalIn(body, context)
  if (refusal !== undefined) return refusal
  const result = own(body, 'result')
  // The scope quirk: a refusal inside `result` with HTTP 200 (bitrix24.md §1.4)
  const inner = typeof result === 'object' && result !== null && !Array.isArray(result) ? refusalIn(result, context) : undefined
  if (inner !== undefined) return inner
  if (status >= 400) return byStatus(status, asked.kind)
  if (result === undefined) return { failure: portalFailure('badAnswerFromPortal', { status }), isUnsettled: true }
  return { result, time: own(body, 'time') }
}

/** Deeper than anything a portal sends; what walks an answer later may do so by recursion. */
const maxDepth = 100

/** An object, or undefined for everything else. */
export function parsed(text: string): object | undefined {
  if (!text.startsWith('{') || isTooDeep(text)) return undefined
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    // SECURITY: a syntax error repeats a piece of its input
    return undefined
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) {
      index = endOfString(text, index)
      if (index < 0) return false
    } else if (code === openBrace || code === openBracket) {
      depth += 1
      if (depth > maxDepth) return true
    } else if (code === closeBrace || code === closeBracket) depth -= 1
  }
  return false
}

/** Where the string that begins at `start` ends; -1 where it never does. Most of an answer is strings: they are leapt over. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1
    if (slashes % 2 === 0) return end
  }
  return -1
}
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d] as const
