import type { PhpMap } from '../php/phpValue'
import { toText } from '../php/phpValue'
import type { PortalState } from '../portalState'
import { choicePage, messagePage } from '../pages'
import type { LocalApp } from './localApp'

export interface PageAnswer {
  readonly status: number
  readonly html: string
  readonly location?: string
}

/** `client_id` and `state` are documented; `user_id` stands for the session a browser has with the real portal. */
export function answerAuthorize(params: PhpMap, portal: PortalState, origin: string): PageAnswer {
  const app = portal.oauth.app(toText(params['client_id']))
  // failures are shown here, nobody is sent back with an error (bitrix24.md 1.2)
  if (app?.state !== 'installed') return { status: 403, html: messagePage('The application is not installed on this portal.') }
  const state = toText(params['state'])
  const userId = Number(toText(params['user_id']))
  const person = portal.directory.person(userId)
  if (person?.active !== true) return { status: 200, html: whoPage(app, state, portal) }
  const code = portal.oauth.makeCode(app, person.id, portal.now())
  if (app.redirectUri === undefined) return { status: 200, html: messagePage('Copy this code into the application:', code) }
  return { status: 302, html: messagePage('302 Found'), location: backTo(app.redirectUri, { code, state, app, portal, origin }) }
}

function whoPage(app: LocalApp, state: string, portal: PortalState): string {
  const owners = portal.webhooks.flatMap(({ userId }) => portal.directory.person(userId) ?? [])
  const choices = owners.map(({ id, name, lastName }) => ({
    label: `${name} ${lastName}`,
    href: `?${new URLSearchParams({ client_id: app.clientId, state, user_id: String(id) }).toString()}`,
  }))
  return choicePage('Who lets the application in?', choices)
}

function backTo(redirectUri: string, { code, state, app, portal, origin }: { readonly code: string; readonly state: string; readonly app: LocalApp; readonly portal: PortalState; readonly origin: string }): string {
  const location = new URL(redirectUri)
  const { host } = new URL(origin)
  const values = { code, state, domain: host, member_id: portal.oauth.memberId, scope: app.scopes.join(','), server_domain: host }
  for (const [name, value] of Object.entries(values)) location.searchParams.set(name, value)
  return location.href
}
