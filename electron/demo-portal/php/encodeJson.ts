import type { PhpValue } from './phpValue'

/** The portal writes angle brackets, ampersands and apostrophes as escapes, so `<br>` never stands bare (bitrix24.md 1.4). */
export function encodeJson(value: PhpValue): string {
  return JSON.stringify(value).replace(/[<>&']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
