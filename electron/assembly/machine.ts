import { randomBytes, randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import type { Clock, IdSource } from '../core/ports'

export const systemClock: Clock = { now: () => Date.now() }
export const systemIds: IdSource = { uuid: () => randomUUID(), token: (bytes) => randomBytes(bytes).toString('base64url') }

/** True in the packaged app, whatever host it runs: Electron marks only its unpackaged runs as `defaultApp`. */
export function isPackagedApp(): boolean {
  return Object.hasOwn(process.versions, 'electron') && !(process as NodeJS.Process & { readonly defaultApp?: boolean }).defaultApp
}

/** Each installation has an operator's name: several people may share one webhook. Until one is set, the account's. */
export function operatorName(): string | undefined {
  try {
    const { username } = userInfo()
    return username === '' ? undefined : username
  } catch {
    return undefined // no account entry for this user id, as in some containers
  }
}
