import type { IncomingMessage } from 'node:http'
import { parseForm } from './php/parseForm'
import type { PhpMap, PhpValue } from './php/phpValue'
import { asMap } from './php/phpValue'
import { RestError } from './restError'

export interface RestPath {
  readonly userId?: string
  readonly secret?: string
  readonly method: string
}

/** A server of this kind takes a few megabytes; nothing this API is asked needs one. */
export const largestBody = 1024 * 1024

export class BodyTooLargeError extends Error {}

/**
 * `/rest/USER/SECRET/METHOD` and `/rest/METHOD`, with any number of slashes between and `.json` behind
 * (bitrix24.md 1.1); undefined for a path outside REST.
 */
export function readRestPath(pathname: string): RestPath | undefined {
  const [first, ...parts] = pathname.split('/').filter((part) => part !== '')
  if (first?.toLowerCase() !== 'rest') return undefined
  const method = (parts.at(-1) ?? '').replace(/\.json$/i, '')
  const [userId, secret] = parts
  if (parts.length === 3 && userId !== undefined && secret !== undefined) return { userId, secret, method }
  // a webhook's bare address: there is a caller, but nothing is called
  if (parts.length === 2 && userId !== undefined && /^\d+$/.test(userId) && secret !== undefined) return { userId, secret, method: '' }
  return { method: parts.length === 1 ? method : parts.join('/') }
}

/** Query and body together; the body wins (bitrix24.md 1.9). */
export async function readParams(request: IncomingMessage, query: string): Promise<PhpMap> {
  const fromQuery = parseForm(query)
  const body = await readBody(request)
  if (request.method !== 'POST' || body.trim() === '') return fromQuery
  const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  return { ...fromQuery, ...(contentType === 'application/json' ? parseJson(body) : parseForm(body)) }
}

/** Listens rather than iterates: leaving an iteration early would cut the connection before the refusal is sent. */
function readBody(request: IncomingMessage): Promise<string> {
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
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.once('error', reject)
  })
}

/** Not documented for the classic API: an argument that cannot be decoded is the general argument error. */
function parseJson(body: string): PhpMap {
  let value: PhpValue
  try {
    value = JSON.parse(body) as PhpValue
  } catch {
    throw new RestError('ERROR_ARGUMENT', { argument: 'data' })
  }
  const map = asMap(value)
  if (map === undefined) throw new RestError('ERROR_ARGUMENT', { argument: 'data' })
  return map
}
