import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'

/** Names alone: paths and parameters hold secrets. */
export interface ArrivedRequest {
  readonly httpMethod: string
  /** The last part of the path: `user.get`, or `token` at the authorization server. */
  readonly name: string
  readonly queryNames: readonly string[]
}

const channel = 'http.server.request.start'

/** What arrives at the portal from now on, seen below the portal: no request escapes it. */
export function watchRequests(portal: DemoPortal): readonly ArrivedRequest[] {
  const { host } = new URL(portal.url)
  const arrived: ArrivedRequest[] = []
  const note = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage }
    if (request.headers.host !== host) return
    const [path = '', query = ''] = (request.url ?? '').split('?')
    arrived.push({ httpMethod: request.method ?? '', name: path.split('/').findLast((part) => part !== '') ?? '', queryNames: [...new URLSearchParams(query).keys()] })
  }
  subscribe(channel, note)
  onTestFinished(() => {
    unsubscribe(channel, note)
  })
  return arrived
}

export function countOf(arrived: readonly ArrivedRequest[], name: string): number {
  return arrived.filter((request) => request.name === name).length
}
