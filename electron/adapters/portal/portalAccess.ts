import type { AppFailure } from '@shared/contract/appError'
import type { PortalMethod, RestVersion } from './portalMethods'
import type { WebhookAddress } from './webhookAddress'

export type CallParams = Readonly<Record<string, unknown>>

/** How a portal is asked: where, and with which right. No object of this kind shows its secret: it lives in a closure. */
export interface PortalAccess {
  /** The same refusal means something else to each: a webhook is made anew, an application connects again. */
  readonly kind: 'webhook' | 'app'
  readonly origin: string
  /** Host with its port where that is not the usual one. */
  readonly host: string
  readonly isLoopback: boolean
  urlOf(method: PortalMethod, rest: RestVersion): string
  /** The params as they are sent. Waits where a new right is being fetched; rejects with `cancelled` when the signal fires. */
  authorize(params: CallParams, signal?: AbortSignal): Promise<CallParams> | CallParams
  /** True where a text repeats a secret of this access; such a text goes no further. */
  holdsSecret(text: string): boolean
  /**
   * After a refusal of the right itself: true when there is a new one, so that the call may be sent once more. `sent` are
   * the params as authorised: a call that was under way while another one renewed has its answer already.
   */
  renew?(failedWith: AppFailure, sent: CallParams, signal?: AbortSignal): Promise<boolean>
}

/** The secret is in the path, and the path goes into the request line and nowhere else (bitrix24.md §1.1). */
export function webhookAccess(address: WebhookAddress): PortalAccess {
  const { origin, host, isLoopback, userId, secret } = address
  return {
    kind: 'webhook',
    origin,
    host,
    isLoopback,
    urlOf: (method, rest) => (rest === 'v3' ? `${origin}/rest/api/${userId}/${secret}/${method}` : `${origin}/rest/${userId}/${secret}/${method}.json`),
    authorize: (params) => params,
    holdsSecret: (text) => text.toLowerCase().includes(secret.toLowerCase()),
  }
}
