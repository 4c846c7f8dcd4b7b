import type { IncomingMessage } from 'node:http'
import { parseForm } from './php/parseForm'
import { parseJson } from './php/parseJson'
import { boundaryOf, parseMultipart } from './php/parseMultipart'
import type { PhpMap, PhpValue } from './php/phpValue'
import { asMap } from './php/phpValue'
import { RestError } from './restError'

export type AnswerFormat = 'json' | 'xml'

export interface RestPath {
  /** `/rest/…` or `/rest/api/…` (bitrix24.md 1.1). */
  readonly version: 'classic' | 'rest3'
  /** The webhook's, where the path is one's. */
  readonly credentials: { readonly userId: string; readonly secret: string } | undefined
  readonly method: string
  readonly format: AnswerFormat
}

/** A server of this kind takes a few megabytes; nothing this API is asked needs one. */
export const largestBody = 1024 * 1024

export class BodyTooLargeError extends Error {}

/**
 * `/rest/USER/SECRET/METHOD` and `/rest/METHOD`, with any number of slashes between, `.json` or `.xml` behind, and `api`
 * in front for REST 3.0 (bitrix24.md 1.1); undefined for a path outside REST.
 */
export function readRestPath(pathname: string): RestPath | undefined {
  const [first, ...rest] = pathname.split('/').filter((part) => part !== '')
  if (first?.toLowerCase() !== 'rest') return undefined
  const version = rest[0]?.toLowerCase() === 'api' ? 'rest3' : 'classic'
  const parts = version === 'rest3' ? rest.slice(1) : rest
  const [userId = '', secret = ''] = parts
  // a webhook's bare address: there is a caller, but nothing is called
  const isWebhook = parts.length === 3 || (parts.length === 2 && /^\d+$/.test(userId))
  const name = isWebhook ? (parts[2] ?? '') : parts.join('/')
  const [, method = '', suffix = ''] = /^(.*?)(\.(?:json|xml))?$/is.exec(name) ?? []
  return { version, credentials: isWebhook ? { userId, secret } : undefined, method, format: suffix.toLowerCase() === '.xml' ? 'xml' : 'json' }
}

/** Query and body together; the body wins (bitrix24.md 1.9). */
export async function readParams(request: IncomingMessage, query: string): Promise<PhpMap> {
  const fromQuery = parseForm(query)
  const body = await readBody(request)
  if (request.method !== 'POST' || body.length === 0) return fromQuery
  return { ...fromQuery, ...readForm(body, request.headers['content-type'] ?? '') }
}

/** What REST 3.0 reads: JSON and nothing else. */
export async function readJsonBody(request: IncomingMessage): Promise<{ readonly ok: true; readonly value: PhpValue | undefined } | { readonly ok: false }> {
  const body = await readBody(request)
  if (body.length === 0 || request.method !== 'POST') return { ok: true, value: undefined }
  const value = mediaType(request.headers['content-type'] ?? '') === jsonType ? parseJson(body) : undefined
  return value === undefined ? { ok: false } : { ok: true, value }
}

const jsonType = 'application/json'

function readForm(body: Buffer, contentType: string): PhpMap {
  switch (mediaType(contentType)) {
    case jsonType:
      return readJsonMap(body)
    case 'multipart/form-data': {
      const boundary = boundaryOf(contentType)
      return boundary === undefined ? {} : parseMultipart(body.toString('utf8'), boundary)
    }
    default:
      return parseForm(body.toString('utf8').trim())
  }
}

function mediaType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}

/** Not documented for the classic API: an argument that cannot be decoded is the general argument error. */
function readJsonMap(body: Buffer): PhpMap {
  if (body.toString('latin1').trim() === '') return {}
  const map = asMap(parseJson(body))
  if (map === undefined) throw new RestError('ERROR_ARGUMENT', { argument: 'data' })
  return map
}

/** Listens rather than iterates: leaving an iteration early would cut the connection before the refusal is sent. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer): void => {
      size += chunk.length
      if (size <= largestBody) chunks.push(chunk)
      else {
        request.off('data', take)
        reject(new BodyTooLargeError())
      }
    }
    request.on('data', take)
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}
