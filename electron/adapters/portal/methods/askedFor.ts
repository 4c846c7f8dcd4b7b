import { portalFailure } from '../portalErrors'

/** SECURITY: a filter without a value finds everybody, or everybody who has none: it is not sent (bitrix24.md §0.3). */
export function filled(value: string): string {
  if (value.trim() === '') throw portalFailure('badRequest', { field: 'filter' })
  return value
}

/** A user's number as the portal writes it. */
export function userNumber(id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw portalFailure('badRequest', { field: 'userId' })
  return Number(id)
}
