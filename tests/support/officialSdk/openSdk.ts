import { ApiVersion, B24Hook, B24OAuth, EnumAppStatus } from '@bitrix24/b24jssdk'
import type { AbstractB24, RestrictionParams } from '@bitrix24/b24jssdk'
import axios from 'axios'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import type { TokenBody } from '../demoPortal/callPortal'

/** Ada Quill, who administers, unless a test needs somebody else. */
const adminId = 1

/** So many at once that the SDK's own limiter never makes a test wait; its retries and error lists stay as they are. */
const unhurried: RestrictionParams = { rateLimit: { burstLimit: 10_000, drainRate: 10_000, adaptiveEnabled: false } }

export interface OAuthSdkOptions {
  readonly userId?: number
  readonly restrictions?: RestrictionParams
  /** The SDK is told that its token is past its hour. */
  readonly isExpired?: true
  /** Another access token than the portal has given. */
  readonly accessToken?: string
}

/** The official SDK as an application that somebody has let in: a token pair of the portal's own application. */
export async function openOAuthSdk(portal: DemoPortal, { userId = adminId, restrictions = {}, isExpired, accessToken }: OAuthSdkOptions = {}): Promise<B24OAuth> {
  const tokens = await tokensOf(portal, userId)
  const expiresIn = isExpired === true ? -1 : Number(tokens['expires_in'])
  return new B24OAuth(
    {
      applicationToken: 'none',
      userId,
      memberId: String(tokens['member_id']),
      accessToken: accessToken ?? tokens.access_token,
      refreshToken: tokens.refresh_token,
      // the documented answer to a code does not say it
      expires: Math.floor(Date.now() / 1000) + expiresIn,
      expiresIn,
      scope: String(tokens['scope']),
      domain: String(tokens['domain']),
      clientEndpoint: String(tokens['client_endpoint']),
      serverEndpoint: String(tokens['server_endpoint']),
      status: EnumAppStatus.Local,
    },
    { clientId: portal.app.clientId, clientSecret: portal.app.clientSecret },
    { restrictionParams: { ...unhurried, ...restrictions } },
  )
}

/** Not by fetch: its connections leave timers behind, which a virtual clock would move on. */
async function tokensOf({ app, authorizeCode }: DemoPortal, userId: number): Promise<TokenBody> {
  const params = { grant_type: 'authorization_code', client_id: app.clientId, client_secret: app.clientSecret, code: authorizeCode(userId) }
  return (await axios.post<TokenBody>(app.tokenUrl, new URLSearchParams(params))).data
}

/** The official SDK with a webhook. It takes https alone, so the origin is put back just before the request leaves. */
export function openHookSdk(webhook: string, restrictions: RestrictionParams = {}): B24Hook {
  const { origin } = new URL(webhook)
  const secureOrigin = origin.replace('http:', 'https:')
  const sdk = B24Hook.fromWebhookUrl(webhook.replace(origin, secureOrigin), { restrictionParams: { ...unhurried, ...restrictions } })
  for (const client of clientsOf(sdk)) {
    client.interceptors.request.use((config) => ({ ...config, url: (config.url ?? '').replace(secureOrigin, origin) }))
  }
  return sdk
}

/** The HTTP clients of the SDK, of the classic API and of REST 3.0. */
export function clientsOf(sdk: AbstractB24): readonly ReturnType<AbstractB24['getHttpClient']>['ajaxClient'][] {
  return [ApiVersion.v2, ApiVersion.v3].map((version) => sdk.getHttpClient(version).ajaxClient)
}

/** Both ways in, as an administrator. */
export const ways: readonly (readonly [name: string, open: (portal: DemoPortal) => Promise<AbstractB24>])[] = [
  ['an application', (portal) => openOAuthSdk(portal)],
  ['a webhook', (portal) => Promise.resolve(openHookSdk(portal.adminWebhook))],
]
