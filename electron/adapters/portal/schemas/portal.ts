import type { PortalAppInfo, PortalProfile } from '../../../core/ports'
import { z } from 'zod'
import { portalFailure } from '../portalErrors'
import { joinedName } from './users'
import { flag, id, list, own, read, readTime, text } from './values'

const profile = z.object({ ID: id, ADMIN: flag, NAME: text, LAST_NAME: text })

export function readProfile(value: unknown): PortalProfile {
  // Nothing inside: the owner of the webhook is not active any more (bitrix24.md §2.4)
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) throw portalFailure('webhookDead', { reason: 'ownerInactive' })
  const owner = read(profile, value)
  return { id: owner.ID, isAdmin: owner.ADMIN === true, name: joinedName(owner.NAME, owner.LAST_NAME) }
}

const names = list(z.string())

export function readScope(value: unknown): readonly string[] {
  const cleaned = read(names, value).map((name) => name.trim().toLowerCase())
  return [...new Set(cleaned.filter((name) => /^[a-z0-9_.-]{1,60}$/.test(name)))]
}

export function readServerTime(value: unknown): number {
  const time = readTime(value)
  if (time === undefined) throw portalFailure('badAnswerFromPortal')
  return time
}

const methodInfo = z.object({ isExisting: flag, isAvailable: flag })

export function readMethodInfo(value: unknown): { readonly isExisting: boolean; readonly isAvailable: boolean } {
  const info = read(methodInfo, value)
  return { isExisting: info.isExisting === true, isAvailable: info.isAvailable === true }
}

const appInfo = z.object({ LICENSE: text })

/** A webhook is told its scopes here, an application is not: then there are none to tell (bitrix24.md §2.6). */
export function readAppInfo(value: unknown): PortalAppInfo {
  const licence = read(appInfo, value).LICENSE
  const scopes = names.safeParse(own(value, 'SCOPE'))
  return {
    scopes: scopes.success ? readScope(scopes.data) : [],
    licence,
    isOnPremise: licence === undefined ? undefined : licence.toLowerCase().endsWith('_selfhosted'),
  }
}
