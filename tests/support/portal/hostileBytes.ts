import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { singleByteText } from '../../../electron/demo-portal/faults/singleByteText'
import type { Change, HostileAnswer, HostileBody } from './hostileAnswer'
import { plausibleBody, type SeenCall } from './plausibleAnswers'

/** What goes over the line, and the text it is made of. */
export interface HostileBytes {
  readonly bytes: Buffer
  readonly text: string
}

/** An answer as bytes, for one request. Every place that repeats a secret repeats the next of these. */
export function hostileBytes(answer: HostileAnswer, seen: SeenCall, secrets: readonly string[]): HostileBytes {
  let turn = 0
  const fill = (text: string): string =>
    text.replaceAll('%SECRET%', () => secrets[turn++ % secrets.length] ?? '').replaceAll('%PATH%', seen.path).replaceAll('%HOST%', () => seen.origin.slice('http://'.length))
  const text = fill(textOf(answer.body, seen))
  const [body, packingHeader] = packed(encoded(text, answer.encoding), answer.packing)
  const before = answer.before.map((interim) => Buffer.from(fill(interim), 'latin1'))
  const message = framed(answer, fill, body, packingHeader)
  const behind = answer.behind === 'garbage' ? Buffer.from('\r\n}{%%\u0000') : answer.behind === 'answer' ? Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"result":true}') : Buffer.alloc(0)
  return { bytes: Buffer.concat([...before, message, behind]), text: `${answer.status} ${text}` }
}

function textOf(body: HostileBody, seen: SeenCall): string {
  if (body.kind === 'text') return body.text
  return rawJson(body.kind === 'json' ? body.value : body.changes.reduce<unknown>(changed, structuredClone(plausibleBody(seen))))
}

/** Every place in a tree: who holds it, and under which key. */
function placesIn(root: object): (readonly [holder: Record<string, unknown>, key: string])[] {
  const places: (readonly [Record<string, unknown>, string])[] = []
  const open: object[] = [root]
  for (let next = open.pop(); next !== undefined && places.length < 2000; next = open.pop()) {
    for (const [key, value] of Object.entries(next) as [string, unknown][]) {
      places.push([next as Record<string, unknown>, key])
      if (typeof value === 'object' && value !== null) open.push(value)
    }
  }
  return places
}

function changed(tree: unknown, { at, how, key, value: given }: Change, index: number): unknown {
  // The next change may change this one, and the next answer begins anew
  const value = structuredClone(given)
  if (typeof tree !== 'object' || tree === null) return tree
  const places = placesIn(tree)
  const place = places[at % Math.max(1, places.length)]
  if (place === undefined) return value
  const [holder, name] = place
  const before = holder[name]
  if (how === 'replace') holder[name] = value
  else if (how === 'remove') Reflect.deleteProperty(holder, name)
  else if (how === 'wrap') holder[name] = at % 2 === 0 ? [before] : { [key === '__proto__' ? 'result' : key]: before }
  // Once only: sixty times sixty times sixty is more than a host can send
  else if (how === 'manifold') holder[name] = index === 0 ? Array.from({ length: 60 }, () => before) : value
  else if (!Array.isArray(holder)) holder[`@twice:${how === 'add' ? key : name}`] = value
  return tree
}

const levels = 100_000
/** JSON, with the marks of hostileAnswer.ts put in raw. */
function rawJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('"@twice:', '"')
    .replace(/"@raw:((?:[^"\\]|\\.)*)"/gu, (_all, inner: string) => JSON.parse(`"${inner}"`) as string)
    .replace(/"@deep:((?:[^"\\]|\\.)*)"/gu, (_all, inner: string) => (JSON.parse(`"${inner}"`) as string).repeat(levels))
}

function encoded(text: string, encoding: HostileAnswer['encoding']): Buffer {
  const swapped = (bytes: Buffer): Buffer => bytes.swap16()
  switch (encoding) {
    case 'utf8':
      return Buffer.from(text)
    case 'utf8 with a mark':
      return Buffer.from(`\uFEFF${text}`)
    case 'utf16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le')
    case 'utf16le without a mark':
      return Buffer.from(text, 'utf16le')
    case 'utf16be':
      return swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))
    case 'utf16be without a mark':
      return swapped(Buffer.from(text, 'utf16le'))
    case 'windows-1251':
      return singleByteText(text)
    case 'broken utf8':
      return Buffer.concat([Buffer.from(text.slice(0, 12)), Buffer.of(0xc3, 0x28, 0xf0, 0x9f, 0xff, 0xed, 0xa0, 0x80), Buffer.from(text.slice(12))])
    case 'with a zero before it':
      return Buffer.from(`\u0000${text}`)
    case 'with zeros in it':
      return Buffer.from(text.replaceAll(':', ':\u0000'))
  }
}

/** Four megabytes is what the client takes: one beyond it, and one that fits. Made once. */
const bombs = new Map<string, Buffer>()
function bomb(size: number): Buffer {
  const key = String(size)
  const made = bombs.get(key) ?? gzipSync(`{"result":{"ID":"1"},"more":"${'a'.repeat(size)}"}`)
  bombs.set(key, made)
  return made
}

function packed(body: Buffer, packing: HostileAnswer['packing']): readonly [body: Buffer, header: string | undefined] {
  const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2))
  switch (packing) {
    case 'none':
      return [body, undefined]
    case 'gzip':
      return [gzipSync(body), 'gzip']
    case 'brotli':
      // The best packing of large bodies takes seconds
      return [brotliCompressSync(body.subarray(0, 100_000)), 'br']
    case 'deflate':
      return [deflateSync(body), 'deflate']
    case 'zstd':
      return [zstdCompressSync(body), 'zstd']
    case 'a name for plain':
      return [body, 'gzip']
    case 'half of it':
      return [half(gzipSync(body)), 'gzip']
    case 'spoilt': {
      const bytes = gzipSync(body)
      return [bytes.fill(0xff, Math.floor(bytes.length / 2)), 'x-gzip']
    }
    case 'twice':
      return [gzipSync(gzipSync(body)), 'gzip, gzip']
    case 'bomb':
      return [bomb(12_000_000), 'gzip']
    case 'bomb that just fits':
      return [bomb(4_000_000), 'gzip']
    case 'nobody knows':
      return [body, 'rot13']
  }
}

function framed({ status, headers, framing }: HostileAnswer, fill: (text: string) => string, body: Buffer, packingHeader: string | undefined): Buffer {
  const head = (...more: readonly string[]): Buffer => {
    const lines = [`HTTP/1.1 ${status}`, ...headers, ...(packingHeader === undefined ? [] : [`Content-Encoding: ${packingHeader}`]), ...more]
    return Buffer.from(fill(`${lines.join('\r\n')}\r\n\r\n`), 'latin1')
  }
  const length = (bytes: number | string): string => `Content-Length: ${bytes}`
  const chunk = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
  const chunkedHead = head('Transfer-Encoding: chunked')
  switch (framing) {
    case 'length':
      return Buffer.concat([head(length(body.length)), body])
    case 'close':
      return Buffer.concat([head('Connection: close'), body])
    case 'chunked':
      return Buffer.concat([chunkedHead, ...(body.length === 0 ? [] : [chunk(body)]), Buffer.from('0\r\n\r\n')])
    case 'chunks of garbage':
      return Buffer.concat([chunkedHead, chunk(body.subarray(0, 5)), Buffer.from('zz;%%\r\n'), body])
    case 'a chunk without end':
      return Buffer.concat([chunkedHead, Buffer.from('7fffffff\r\n'), body])
    case 'too short':
      return Buffer.concat([head(length(Math.floor(body.length / 2))), body])
    case 'too long':
      return Buffer.concat([head(length(body.length + 100)), body])
    case 'negative':
      return Buffer.concat([head(length(-1)), body])
    case 'two lengths':
      return Buffer.concat([head(length(body.length), length(1)), body])
    case 'a word':
      return Buffer.concat([head(length('many')), body])
    case 'huge':
      return Buffer.concat([head(length('99999999999999999999999')), body])
    case 'both':
      return Buffer.concat([head(length(3), 'Transfer-Encoding: chunked'), chunk(body), Buffer.from('0\r\n\r\n')])
    case 'no head':
      return body
    case 'half a head':
      return head(length(body.length)).subarray(0, -3)
  }
}
