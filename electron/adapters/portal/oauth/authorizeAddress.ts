import { portalFailure } from '../portalErrors'
import { portalOrigin } from './portalHost'

/**
 * Where the browser asks a person to let the application in. Bitrix24 takes the way back from the application's card, so
 * none is named here (bitrix24.md §1.2).
 */
export function authorizeAddress(portal: string, clientId: string, state: string, options: { readonly allowLoopback: boolean }): string {
  if (clientId.trim() === '' || clientId.length > 200) throw portalFailure('badRequest', { field: 'clientId' })
  const query = new URLSearchParams({ client_id: clientId.trim(), ...(state === '' ? {} : { state }) })
  return `${portalOrigin(portal, options.allowLoopback)}/oauth/authorize/?${query.toString()}`
}
