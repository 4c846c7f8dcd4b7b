import type { ErrorCode } from '@shared/contract/appError'
import { maxRequestBytes, maxUploadBytes, requestHeader } from '@shared/contract/events'
import { readSessionCookies } from './sessions'

/** A request before its body, reduced to what the decision needs. */
export interface GuardRequest {
  readonly method: string
  /** The request line's target as it came. */
  readonly target: string
  /** Every Host header: Node keeps only the first in `headers`. */
  readonly hosts: readonly string[]
  /** Lower-case names; a name sent twice is one text that equals nothing we expect. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

export type Route =
  | { readonly name: 'static'; readonly path: string }
  | { readonly name: 'session' | 'rpc' | 'events' }
  | { readonly name: 'upload' | 'download'; readonly ticket: string }

export type GuardVerdict =
  | { readonly pass: true; readonly route: Route }
  | { readonly pass: false; readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421; readonly code: ErrorCode; readonly allow?: string }

export interface GuardWorld {
  readonly port: number
  readonly isStatic: (path: string) => boolean
  readonly isSession: (values: readonly string[]) => boolean
}

/** What is asked of a request to a route. */
interface RouteRules {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Open to any site: the page's own files hold nothing of the person's. */
  readonly isPublic: boolean
  readonly needsSession: boolean
  readonly bodyType: 'none' | 'json' | 'any'
  readonly maxBytes: number
}

const rules: Readonly<Record<Route['name'], RouteRules>> = {
  static: { method: 'GET', isPublic: true, needsSession: false, bodyType: 'none', maxBytes: 0 },
  session: { method: 'POST', isPublic: false, needsSession: false, bodyType: 'json', maxBytes: 1024 },
  rpc: { method: 'POST', isPublic: false, needsSession: true, bodyType: 'json', maxBytes: maxRequestBytes },
  events: { method: 'GET', isPublic: false, needsSession: true, bodyType: 'none', maxBytes: 0 },
  upload: { method: 'PUT', isPublic: false, needsSession: true, bodyType: 'any', maxBytes: maxUploadBytes },
  download: { method: 'GET', isPublic: false, needsSession: true, bodyType: 'none', maxBytes: 0 },
}

export function maxBodyBytes(route: Route['name']): number {
  return rules[route].maxBytes
}

const jsonType = /^application\/json(?:\s*;\s*charset=utf-8)?$/i
const ticketRoute = /^\/(upload|download)\/([A-Za-z0-9_-]{16,64})$/

function findRoute(target: string, world: GuardWorld): Route | undefined {
  if (target === '/session') return { name: 'session' }
  if (target === '/rpc') return { name: 'rpc' }
  if (target === '/events') return { name: 'events' }
  const [, name, ticket] = ticketRoute.exec(target) ?? []
  if (ticket !== undefined) return { name: name === 'upload' ? 'upload' : 'download', ticket }
  const path = target.split('?', 1)[0] ?? ''
  return world.isStatic(path) ? { name: 'static', path } : undefined
}

/**
 * The door. Pure: what it needs to know of the world is handed in. The order is part of the rule (architecture 6B):
 * Host, method and route, Fetch metadata, Origin, content type and size, session. Parsing comes after it.
 */
export function guard(request: GuardRequest, world: GuardWorld): GuardVerdict {
  const { method, headers } = request
  const authority = `127.0.0.1:${world.port}`

  // SECURITY: 6B-5: exactly one Host and exactly ours, before anything else. Against DNS rebinding, which satisfies every
  // later check: to the browser a rebound name is same-origin with itself.
  if (request.hosts.length !== 1 || request.hosts[0] !== authority) return { pass: false, status: 421, code: 'notAllowed' }

  // SECURITY: 6B-8: closed list of routes, one method each; a preflight is never granted, whatever it asks for.
  if (method === 'OPTIONS') return { pass: false, status: 405, code: 'unknownMethod', allow: 'GET, POST, PUT' }
  const route = findRoute(request.target, world)
  if (!route) return { pass: false, status: 404, code: 'unknownMethod' }
  const rule = rules[route.name]
  if (method !== rule.method) return { pass: false, status: 405, code: 'unknownMethod', allow: rule.method }

  // SECURITY: 6B-7: the browser's own word on who asks; it cannot be set by a script. Missing is refused. This is what guards
  // GET, which carries no Origin. A download is a navigation that our own page starts, so it is `same-origin` as well: a
  // typed address (`none`) and a link on another page are refused.
  if (!rule.isPublic && headers['sec-fetch-site'] !== 'same-origin') return { pass: false, status: 403, code: 'notAllowed' }

  // SECURITY: 6B-6: SameSite does not tell ports apart, Origin does. Missing and `null` are refused where browsers always
  // send it, and a foreign one is refused everywhere else.
  const origin = headers['origin']
  const isChange = rule.method !== 'GET'
  if (!rule.isPublic && (isChange || origin !== undefined) && origin !== `http://${authority}`) return { pass: false, status: 403, code: 'notAllowed' }
  // SECURITY: 6B-8: a header of our own makes a cross-origin call a preflighted one.
  if (isChange && headers[requestHeader] !== '1') return { pass: false, status: 403, code: 'notAllowed' }

  // SECURITY: 6B-8: a body only where one belongs, of the type that belongs there, never compressed.
  const length = headers['content-length']
  const hasBody = headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
  if (rule.bodyType === 'none') {
    if (hasBody) return { pass: false, status: 400, code: 'badRequest' }
  } else {
    if (headers['content-encoding'] !== undefined) return { pass: false, status: 415, code: 'badRequest' }
    if (rule.bodyType === 'json' && !jsonType.test(headers['content-type'] ?? '')) return { pass: false, status: 415, code: 'badRequest' }
    if (length !== undefined && !(Number(length) <= rule.maxBytes)) return { pass: false, status: 413, code: 'tooLarge' }
  }

  // SECURITY: 6B-4: last, so that nobody without the right Host, site and Origin learns whether a session is open.
  if (rule.needsSession && !world.isSession(readSessionCookies(headers['cookie'], world.port))) return { pass: false, status: 401, code: 'notSignedIn' }
  return { pass: true, route }
}
