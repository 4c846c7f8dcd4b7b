import { onTestFinished } from 'vitest'
import type { DemoPortal, DemoPortalOptions } from '../../../electron/demo-portal/startDemoPortal'
import { startDemoPortal } from '../../../electron/demo-portal/startDemoPortal'

export interface PortalReply<Result = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: {
    readonly result: Result
    readonly total?: number
    readonly next?: number
    readonly time: Readonly<Record<string, unknown>>
    readonly error?: string
    readonly error_description?: string
  }
}

export type UserRow = Readonly<Record<string, unknown>> & {
  readonly ID: string
  readonly ACTIVE: boolean
  readonly NAME: string
  readonly LAST_NAME: string
  readonly EMAIL: string
  readonly LAST_LOGIN: string
  readonly DATE_REGISTER: string
}

/** A portal that stops with the test. */
export async function openPortal(options: DemoPortalOptions = {}): Promise<DemoPortal> {
  const portal = await startDemoPortal(options)
  onTestFinished(() => portal.stop())
  return portal
}

/** POSTs JSON, as the product does. */
export async function call<Result = unknown>(webhook: string, method: string, params: unknown = {}): Promise<PortalReply<Result>> {
  const response = await fetch(`${webhook}${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
    redirect: 'manual',
  })
  return read<Result>(response)
}

export async function read<Result = unknown>(response: Response): Promise<PortalReply<Result>> {
  const text = await response.text()
  const isJson = /^\s*\{/.test(text)
  return { status: response.status, headers: response.headers, text, body: (isJson ? parse(text) : {}) as PortalReply<Result>['body'] }
}

export interface TokenBody {
  readonly access_token: string
  readonly refresh_token: string
  readonly error?: string
  readonly [key: string]: unknown
}

/** POSTs a form to the authorization server, for the portal's own application unless said otherwise. */
export async function askForTokens(portal: DemoPortal, params: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly body: TokenBody }> {
  const { clientId, clientSecret, tokenUrl } = portal.app
  const response = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...params }) })
  return { status: response.status, body: (await response.json()) as TokenBody }
}

/** The first pair of tokens of somebody who lets the application in. */
export async function tokensOf(portal: DemoPortal, userId: number): Promise<TokenBody> {
  return (await askForTokens(portal, { grant_type: 'authorization_code', code: portal.authorizeCode(userId) })).body
}

/** A call with an access token, which stands in the JSON body. */
export function callAsApp<Result = unknown>(portal: DemoPortal, auth: string, method: string, params: object = {}): Promise<PortalReply<Result>> {
  return call<Result>(`${portal.url}/rest/`, method, { ...params, auth })
}

/** Resolves when the portal has seen that many calls; the event loop turns, no clock is involved. */
export async function untilSeen(portal: DemoPortal, count: number): Promise<void> {
  while (portal.requests().length < count) await new Promise((resolve) => setImmediate(resolve))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
