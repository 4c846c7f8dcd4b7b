const mostDigits = 15
const fewestDigits = 7

/** A number as people write it, with the signs that part its groups. A login can be one (bitrix24.md §0.1). */
export function isPhoneNumber(given: string): boolean {
  const text = given.trim()
  if (!/^(?:\+|\(\+?)?\d[\d\s()./–-]{0,30}$/u.test(text)) return false
  const digits = text.replaceAll(/\D/gu, '').length
  return digits >= fewestDigits && digits <= mostDigits
}
