import { findSecrets } from '@shared/domain/secretGuard'

const prefix = 'latchkey.draft.'

/** What was typed and not yet sent survives a reload, unless it seems to hold a secret. */
export function keepDraft(place: string, text: string): void {
  // SECURITY: secret guard. sessionStorage lies on disk in some browsers.
  if (text === '' || findSecrets(text).length > 0) sessionStorage.removeItem(prefix + place)
  else sessionStorage.setItem(prefix + place, text)
}

export function readDraft(place: string): string {
  return sessionStorage.getItem(prefix + place) ?? ''
}

export function dropDraft(place: string): void {
  sessionStorage.removeItem(prefix + place)
}
