/** What never reaches a log, as data. Every pattern is linear: no repetition inside a repetition, every run bounded. */
export interface PatternRule {
  readonly name: string
  readonly pattern: RegExp
  readonly replacement: string
}

/**
 * Keys whose value is never written, whatever it is. Compared in lower case without `_`, `-` and spaces; a key that
 * contains one of these words counts.
 */
export const secretKeyWords: readonly string[] = [
  'password', 'passwd', 'passphrase', 'pwd', 'secret', 'token', 'webhook', 'authorization', 'credential', 'cookie', 'session', 'sessid', 'apikey', 'privatekey',
  'onetime', 'otp', 'recoverycode', 'backupcode', 'email', 'mail', 'address', 'phone', 'mobile', 'login', 'person', 'operator', 'username', 'firstname', 'lastname', 'fullname',
  'body', 'payload', 'request', 'response', 'headers', 'href', 'url',
]
/** Keys that are too short to be looked for inside others. */
export const secretKeys: readonly string[] = ['auth', 'pass', 'key', 'pin', 'name', 'to', 'from', 'user', 'answer', 'note', 'text']

export const patternRules: readonly PatternRule[] = [
  // https://portal/rest/USER/SECRET/ (bitrix24.md §1.1), also escaped or percent-encoded
  { name: 'webhook', pattern: /rest((?:\\?\/|%2F){1,4}(?:api(?:\\?\/|%2F){1,4})?\d{1,18}(?:\\?\/|%2F){1,4})[^\s/\\%"'?#&<>]{1,300}/giu, replacement: 'rest$1[secret]' },
  { name: 'parameter', pattern: /\b(access_token|refresh_token|client_secret|application_token|auth|authorization|token|sessid|password|passwd|pwd|secret|api[-_]?key|otp|(?<=[?&])code)(["']{0,2}\s{0,3}[=:]\s{0,3}["']{0,2})[^\s"'&,;<>]{1,1000}/giu, replacement: '$1$2[secret]' },
  { name: 'bearer', pattern: /\b(bearer|basic)\s{1,3}[A-Za-z0-9._~+/=-]{6,2000}/giu, replacement: '$1 [secret]' },
  { name: 'webToken', pattern: /\beyJ[A-Za-z0-9_-]{4,2000}(?:\.[A-Za-z0-9_-]{0,2000}){1,4}/gu, replacement: '[secret]' },
  { name: 'userInAddress', pattern: /:\/\/[^\s/@]{1,300}@/gu, replacement: '://[secret]@' },
  { name: 'mailAddress', pattern: /[^\s@"'<>(),;:=[\]{}|]{1,64}(?:@|%40)[^\s@"'<>(),;:=[\]{}|]{1,253}/giu, replacement: '[address]' },
  { name: 'phone', pattern: /\+\d(?:[\d ()-]{6,20})\d/gu, replacement: '[phone]' },
  { name: 'recoveryCode', pattern: /\b(?=[a-z0-9-]{0,14}\d)[a-z0-9]{4}-[a-z0-9]{4}(?:-[a-z0-9]{4})?\b(?!-)/giu, replacement: '[secret]' },
  { name: 'folderOfUser', pattern: /([/\\](?:home|Users|Documents and Settings)[/\\]{1,2})[^/\\\s:"']{1,100}/gu, replacement: '$1[user]' },
]

/** Letters, digits and the signs of base64url; judged one by one, because a name of ours may be long too. */
export const wordRun = /[A-Za-z0-9_-]{12,}/gu
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A case id may stay: it is how a log line finds its case. Words and camelCase names have no digits among the letters. */
export function looksRandom(run: string): boolean {
  if (uuid.test(run)) return false
  const digits = run.replace(/[^0-9]/g, '').length
  const letters = run.replace(/[^A-Za-z]/g, '').length
  const hasBothCases = /[a-z]/.test(run) && /[A-Z]/.test(run)
  if (digits > 0 && letters > 0) return /^[A-Za-z0-9]+$/.test(run) || hasBothCases || run.length >= 40
  if (digits > 0) return digits >= 16
  return letters >= 32
}
