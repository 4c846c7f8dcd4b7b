import { portalFailure } from '../portalErrors'
import { authRefusals } from '../refusalTable'
import { knownForm } from '../refusal'
import { webUrl } from './portalHost'

export interface AuthorizationCode {
  readonly code: string
  /** Only where a whole address was given. */
  readonly state: string | undefined
  /** The portal that Bitrix24 names in the address. Compared with the answer, never asked. */
  readonly portalHost: string | undefined
}

const codeForm = /^[A-Za-z0-9._~-]{8,300}$/

/**
 * What a person pastes after letting the application in: the bare code, or the whole address Bitrix24 led to (bitrix24.md
 * §1.2). The value itself is never repeated. `server_domain` in the address is not looked at: the client secret goes to the
 * authorisation server this app knows, and nowhere an address says.
 */
export function readAuthorizationCode(codeOrAddress: string): AuthorizationCode {
  const text = codeOrAddress.slice(0, 4000).trim().replace(/^["'<«“]+|["'>»”,;]+$/gu, '').trim()
  if (codeForm.test(text)) return { code: text, state: undefined, portalHost: undefined }
  const query = queryOf(text)
  const code = query?.get('code') ?? ''
  if (query === undefined || !codeForm.test(code)) throw refusedIn(query)
  const domain = query.get('domain') ?? undefined
  return { code, state: query.get('state') ?? undefined, portalHost: domain === undefined ? undefined : webUrl(`https://${domain}`)?.host }
}

/** The query of an address, or the bare query of one. */
function queryOf(text: string): URLSearchParams | undefined {
  if (!text.includes('=')) return undefined
  return webUrl(text)?.searchParams ?? new URLSearchParams(text.slice(text.indexOf('?') + 1))
}

/** Bitrix24 shows refusals on its own page; an address that carries one all the same is understood. */
function refusedIn(query: URLSearchParams | undefined): ReturnType<typeof portalFailure> {
  const error = knownForm(query?.get('error'))
  const rule = authRefusals.get(error)
  return rule === undefined ? portalFailure('codeExpired', { reason: 'unreadable' }) : portalFailure(rule.failure, { portalCode: error }, rule.retry)
}
