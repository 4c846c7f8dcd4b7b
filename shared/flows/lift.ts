export interface Span {
  readonly start: number
  readonly end: number
}

export interface Lifted extends Span {
  readonly kind: 'name' | 'address' | 'portal'
  readonly value: string
}

const mostCandidates = 50
/** Invisible characters that copying leaves inside words; they are no part of an address. */
const unseen = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu
const localLetter = /[\p{L}\p{N}._%+'\u00AD\u200B-\u200D\u2060\uFEFF-]/u
const hostLetter = /[\p{L}\p{N}.\u00AD\u200B-\u200D\u2060\uFEFF-]/u

/** The text with full-width forms and odd spaces levelled, character for character: offsets stay those of the original. */
export function levelled(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu, ' ')
}
const separators = '.-\'%+_'

/** E-mail addresses in a text, in order. Scans from each `@`, so its cost grows with the text and no faster. */
export function findAddresses(text: string): readonly Lifted[] {
  const found: Lifted[] = []
  let from = 0
  for (let at = text.indexOf('@'); at >= 0 && found.length < mostCandidates; at = text.indexOf('@', at + 1)) {
    let start = at
    while (start > from && at - start < 64 && localLetter.test(text.charAt(start - 1))) start -= 1
    while (start < at && separators.includes(text.charAt(start))) start += 1
    let end = at + 1
    while (end < text.length && end - at < 254 && hostLetter.test(text.charAt(end))) end += 1
    while (end > at + 1 && '.-'.includes(text.charAt(end - 1))) end -= 1
    const dot = at + text.slice(at, end).lastIndexOf('.')
    if (start < at && dot > at + 1 && end - dot > 2 && !text.slice(at, end).includes('..')) {
      found.push({ kind: 'address', start, end, value: text.slice(start, end).replace(unseen, '') })
      from = end
    }
  }
  return found
}

/** Senders and desks that write about somebody's login: never the person who cannot log in. */
export function isSenderAddress(address: string): boolean {
  return /^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|support|help-?desk)@/i.test(address) || /@(?:[a-z0-9-]+\.)?bitrix24\.[a-z]{2,}$/i.test(address)
}

const hostToken = /(?<![\p{L}\p{N}-])(https?:\/\/)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,6}\p{L}[\p{L}\p{N}-]{1,30})(?![\p{L}\p{N}@-])(?::\d{1,5})?([/?][^\s"'<>“”«»]{0,200})?/giu
function hostTokens(text: string): Iterable<RegExpExecArray> {
  return text.includes('.') ? text.matchAll(hostToken) : []
}

const portalPath = /^\/(?:auth|bitrix|company|desktop_app|online|stream|workgroups)\b|^\/?\?(?:.*&)?login=/i
const otherHosts = /^(?:www|helpdesk|auth\d?|oauth|training|apps?|cdn|dl|partners?|marketplace|dev|apidocs)\.|^bitrix24\./i

/**
 * Hosts that are a Bitrix24 portal by their name (`company.bitrix24.com`), by their path or by the words before them; Bitrix24's own sites, and
 * hosts inside `skip` (addresses), are not. Every repetition in the pattern is bounded, so its cost is too.
 */
export function findPortals(text: string, skip: readonly Span[]): readonly Lifted[] {
  const found: Lifted[] = []
  for (const match of hostTokens(text)) {
    if (found.length >= mostCandidates) break
    const [, scheme = '', host = '', path = ''] = match
    const start = match.index + scheme.length
    const end = start + host.length
    if (skip.some((span) => start < span.end && end > span.start) || text.charAt(start - 1) === '@') continue
    const value = host.toLowerCase()
    const isCloud = /(?:^|\.)bitrix24\.[\p{L}]{2,}(?:\.[\p{L}]{2,})?$/u.test(value) && !otherHosts.test(value)
    const isOwn = scheme !== '' && !/(?:^|\.)bitrix24\./.test(value) && !otherHosts.test(value) && (portalPath.test(path) || ((path === '' || path === '/') && saysPortal.test(text.slice(Math.max(0, start - 60), start))))
    if (isCloud || isOwn) found.push({ kind: 'portal', start, end, value })
  }
  return found
}

/** "our Bitrix24 is crm.company.example", "portal https://…": the words before a host that say what it is. */
const saysPortal = /(?:bitrix(?:24)?|portal|битрикс(?:24)?|портал[а-я]{0,2})["'»“”:,]{0,2}\s{1,3}(?:\p{L}{2,10}\s{1,3}){0,2}["'«“„(<]?(?:https?:\/\/)?$/iu

/**
 * Other hosts: no portal by themselves, but one where a message has its place for a portal. Those that the text itself
 * calls a portal are found by findPortals.
 */
export function findHosts(text: string, skip: readonly Span[]): readonly Lifted[] {
  const found: Lifted[] = []
  for (const match of hostTokens(text)) {
    if (found.length >= mostCandidates) break
    const [, scheme = '', host = ''] = match
    const start = match.index + scheme.length
    const end = start + host.length
    if (!skip.some((span) => start < span.end && end > span.start) && text.charAt(start - 1) !== '@' && !otherHosts.test(host)) found.push({ kind: 'portal', start, end, value: host.toLowerCase() })
  }
  return found
}

const nameWord = /^\p{Lu}[\p{L}\p{M}'’-]{1,29}$/u
const notNames = new Set(['hello', 'hi', 'dear', 'from', 'to', 'user', 'login', 'email', 'mail', 'mr', 'mrs', 'ms', 'the', 'please', 'thanks', 'regards', 'incorrect', 'wrong', 'invalid', 'password', 'bitrix24'])

/**
 * The name that stands right before an address: `First Last <address>`, or without brackets where the address itself
 * holds one of the words (`Cleo Marsh cleo.marsh@…`). Anything less clear is left alone.
 */
export function findName(text: string, address: Lifted): Lifted | undefined {
  let end = address.start
  let isBracketed = false
  while (end > 0 && ' <([\t"“'.includes(text.charAt(end - 1))) {
    end -= 1
    if ('<(['.includes(text.charAt(end))) isBracketed = true
  }
  if (end === address.start) return undefined
  const before = text.slice(Math.max(0, end - 90), end)
  const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1).replace(/["”»]$/, '')
  const trimmedEnd = end - (before.length - before.replace(/["”»]$/, '').length)
  const words: string[] = []
  for (const word of line.split(/[ \t]/).reverse()) {
    const bare = words.length === 0 ? word : word.replace(/^["“«]/, '')
    const opened = bare.replace(/^["“«]/, '')
    if (!nameWord.test(opened) || notNames.has(opened.toLowerCase()) || words.length === 4) break
    words.unshift(opened)
    if (opened !== word) break
  }
  if (words.length < 2) return undefined
  const local = fold(address.value.slice(0, address.value.indexOf('@')))
  if (!isBracketed && !words.some((word) => word.length >= 3 && local.includes(fold(word)))) return undefined
  const start = text.lastIndexOf(words[0] ?? '', trimmedEnd - 1)
  const shown = text.slice(start, trimmedEnd)
  return start < 0 || shown !== words.join(' ') ? undefined : { kind: 'name', start, end: trimmedEnd, value: shown }
}

function fold(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
