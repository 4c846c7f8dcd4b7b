import { answerAuthorize } from '../oauth/answerAuthorize'
import { answerToken } from '../oauth/answerToken'
import { OAuthError } from '../oauth/oauthError'
import { htmlType } from '../pages'
import { encodeJson } from '../php/encodeJson'
import { parseForm } from '../php/parseForm'
import { readParams } from '../readRequest'
import { RestError } from '../restError'
import type { DoorAnswer, DoorRequest } from './request'
import { jsonType } from './request'

export type OAuthPath = 'token' | 'authorize'

/** With any number of slashes, like REST's. */
export function readOAuthPath(pathname: string): OAuthPath | undefined {
  const [first, second, ...more] = pathname.toLowerCase().split('/').filter((part) => part !== '')
  if (first !== 'oauth' || more.length > 0) return undefined
  return second === 'token' || second === 'authorize' ? second : undefined
}

/** The authorization server is another machine than the portal: it shares none of its limits and refusals. */
export async function answerOAuth(door: DoorRequest, path: OAuthPath): Promise<DoorAnswer> {
  const { exchange, portal, origin } = door
  if (path === 'authorize') {
    const { status, html, location } = answerAuthorize(parseForm(exchange.query), portal, origin)
    return { status, contentType: htmlType, text: html, ...(location === undefined ? {} : { headers: { Location: location } }) }
  }
  try {
    const params = await readParams(exchange.request, exchange.query)
    const answer = answerToken({ params, oauth: portal.oauth, nowMs: portal.now(), origin, activeFault: portal.faults.endsByRefresh() })
    return { status: 200, contentType: jsonType, text: encodeJson(answer) }
  } catch (error) {
    const refused = error instanceof RestError ? new OAuthError('invalid_request') : error
    if (!(refused instanceof OAuthError)) throw refused
    return { status: refused.status, contentType: jsonType, text: encodeJson(refused.toAnswer()) }
  }
}
