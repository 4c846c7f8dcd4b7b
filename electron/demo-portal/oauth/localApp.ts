import { randomBytes } from 'node:crypto'
import { makeSecret } from '../webhook'

/**
 * Where an application stands: `notInstalled` was added and never opened, `unpaid` lost its subscription, `removed` was
 * deleted by an administrator.
 */
export type AppState = 'installed' | 'notInstalled' | 'unpaid' | 'removed'

/** A local application as its card on the portal has it (bitrix24.md 1.2). */
export interface LocalApp {
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: readonly string[]
  /** Of the card, never of the request; without one the code is shown for the person to copy. */
  readonly redirectUri: string | undefined
  state: AppState
}

const clientIdBytes = 14
const secretLetters = 50

export function makeLocalApp(scopes: readonly string[], redirectUri: string | undefined): LocalApp {
  return { clientId: `local.${randomBytes(clientIdBytes).toString('hex')}`, clientSecret: makeSecret(secretLetters), scopes, redirectUri, state: 'installed' }
}
