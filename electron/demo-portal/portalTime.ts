/** Dates as the portal prints them. Its server runs on UTC: documented answers show +00:00 (bitrix24.md 1.3, section 4). */

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** `2024-07-24T09:01:55+00:00` */
export function isoMoment(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}+00:00`
}

/** `2024-07-22T00:00:00+00:00`: a date that wears a time */
export function isoDay(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 10)}T00:00:00+00:00`
}

/** `2024-07-23 08:08:50`, LAST_ACTIVITY_DATE of user.current */
export function databaseMoment(atMs: number): string {
  return isoMoment(atMs).slice(0, 19).replace('T', ' ')
}

/** `24.08.2023 13:19:39`, TIMESTAMP_X of user.current */
export function siteMoment(atMs: number): string {
  const text = new Date(atMs).toISOString()
  return `${text.slice(8, 10)}.${text.slice(5, 7)}.${text.slice(0, 4)} ${text.slice(11, 19)}`
}

/** Milliseconds of an ISO 8601 date or moment; without a zone it is the server's. */
export function parseMoment(text: string): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text.trim())
  if (parts === null) return undefined
  const [, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = parts
  const zoned = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const atMs = Date.parse(`${day}T${time}${seconds}${zoned}`)
  return Number.isNaN(atMs) ? undefined : atMs
}
