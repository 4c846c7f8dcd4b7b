import { isKeyLike, isMixed, isUuid, looksRandom } from './judge'
import { before, rule, type Rule } from './pattern'

/** A slash as it comes: plain, escaped, percent-encoded once or twice, with a line break at it. */
const slash = String.raw`\s{0,3}(?:\\?/|%(?:25){0,2}2F){1,3}\s{0,3}`

export const tokenRules: readonly Rule[] = [
  // https://portal/rest/USER/SECRET/ — bitrix24.md §1.1. Also without the scheme, escaped, encoded, broken over lines, REST 3.0.
  rule('webhook', String.raw`(?:(?<![\p{L}\p{N}])|%(?:25){0,2}2F)rest${slash}(?:api${slash})?\d{1,10}${slash}(?<secret>[a-z0-9]{4,64}(?:-?\r?\n[ \t]{0,4}[a-z0-9]{4,64}(?=\s{0,3}(?:/|$)))?)(?![a-z0-9])`, (secret) => secret.length >= 8 && !/^[a-z]{1,15}$/i.test(secret.replaceAll(/\s/gu, ''))),
  // The same without `rest`, as a hurried hand copies it: portal/1/secret/
  rule('webhook', String.raw`\.bitrix24\.[a-z]{2,6}(?:\.[a-z]{2})?${slash}\d{1,10}${slash}(?<secret>[a-z0-9]{12,64})(?![a-z0-9])`, isMixed),
  rule('webhook', String.raw`${before}(?:webhook|вебхук\p{L}{0,2}|хук\p{L}{0,2})["']?(?:\s{1,5}(?:is|ist|это|key|code|secret|schlüssel|ключ|код))?\s{0,5}[:=–—-]?\s{0,5}["'«“„]?(?<secret>[a-z0-9]{12,64})(?![a-z0-9@./-])`, looksRandom),

  { kind: 'token', pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{0,8000}-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|(?:\r?\n[A-Za-z0-9+/=]{0,100}(?=\r?\n|$)){0,120})/dgu },
  { kind: 'token', pattern: /PuTTY-User-Key-File-\d:[\s\S]{0,4000}/dgu },
  rule('token', String.raw`(?<![\p{L}\p{N}])(?:bearer|(?:access|refresh|auth|id|api|session|csrf|security|secret)[ _-]?(?:token|key|id)|client[ _-]?secret|application[ _-]?token|app[ _-]?key|token|secret|auth|authorization|sessid|phpsessid|session|private[ _-]?key|токен\p{L}{0,2}|ключ${'\\s{1,3}'}(?:api|доступа)|zugangsschlüssel|api-?schlüssel)["']?(?:\s{0,5}[:=]\s{0,5}|\s{1,5}(?:(?:is|ist|lautet|это)\s{1,5})?)["'«“„]?(?:bearer\s{1,5})?(?<secret>[a-z0-9_~+/.=-]{12,2000})`, looksRandom),
  rule('token', String.raw`(?<![\p{L}\p{N}])basic\s{1,3}(?<secret>[a-z0-9+/]{8,400}={0,2})(?![a-z0-9+/])`, (secret) => /=$/u.test(secret) || (/[a-z]/u.test(secret) && /[A-Z]/u.test(secret) && /\d/u.test(secret))),
  rule('token', String.raw`[?&;](?:auth|token|key|secret|sign|signature|hash|code|invite|invite_token|invite_code|register_secret|access_token|refresh_token|sessid|otp|state)=(?<secret>[a-z0-9_~.%+-]{8,2000})`, (secret) => looksRandom(secret) || /^\d{6,8}$/u.test(secret)),
  // Recovery and invitation links carry their one-time word as a parameter
  { kind: 'token', pattern: /(?<![\p{L}\p{N}])(?:USER_CHECKWORD|checkword|CONFIRM_CODE|user_code|invite_code)["']?\s{0,5}[:=]\s{0,5}["']?(?<secret>[A-Za-z0-9]{6,128})/dgiu },
  rule('token', String.raw`(?<![\p{L}\p{N}])(?:BITRIX_SM_(?!LOGIN|SOUND|LAST|GUEST|TZ|TIME)[A-Z0-9_]{1,40}|PHPSESSID|JSESSIONID|connect\.sid)["']?\s{0,3}[=:]\s{0,3}["']?(?<secret>[^\s;,"']{6,400})`),
  { kind: 'token', pattern: /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,4000})?/dgu },
  rule('token', String.raw`(?<![a-z0-9])otpauth(?:-migration)?://[^\s"'<>]{1,1000}`),
  // The key behind a QR code, typed in by hand
  rule('token', String.raw`${before}(?:(?:secret|setup|manual|shared|otp|totp|authenticator)[ -]?(?:entry[ -])?(?:key|code|secret)|geheimer${'\\s{1,3}'}schlüssel|einrichtungsschlüssel|секретный${'\\s{1,3}'}ключ|ключ${'\\s{1,3}'}настройки)(?:\s{1,3}(?:is|ist|это))?\s{0,3}[:=–—-]?\s{0,3}(?<secret>[a-z2-7]{4}(?:[ -]?[a-z2-7]{4}){3,15})(?![\p{L}\p{N}])`, (secret) => /[2-7]/u.test(secret) || secret === secret.toUpperCase()),
  // A local application's id and its like
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?:local|app)\.[0-9a-f]{10,20}\.\d{6,12}(?![A-Za-z0-9])/dgiu },
  // Keys whose makers mark them
  { kind: 'token', pattern: /(?<![A-Za-z0-9_-])(?:(?:sk|pk|rk)[_-](?:live|test|proj|ant)?[_-]?[A-Za-z0-9_-]{16,200}|gh[pousr]_[A-Za-z0-9]{20,200}|github_pat_[A-Za-z0-9_]{20,200}|glpat-[A-Za-z0-9_-]{16,60}|xox[abeprs]-[A-Za-z0-9-]{10,200}|(?:AKIA|ASIA)[A-Z0-9]{14,20}|AIza[A-Za-z0-9_-]{30,45}|ya29\.[A-Za-z0-9_-]{20,300}|SG\.[A-Za-z0-9_-]{16,40}\.[A-Za-z0-9_-]{16,60}|npm_[A-Za-z0-9]{30,40}|\d{8,10}:AA[A-Za-z0-9_-]{30,40})(?![A-Za-z0-9])/dgu },
  // A long run of letters and digits thoroughly mixed is no word of any language: a webhook's secret alone, a key.
  { kind: 'token', pattern: /(?<![A-Za-z0-9._@/-])(?<secret>[A-Za-z0-9]{16,4000})(?![A-Za-z0-9@])(?!\.[A-Za-z0-9])(?!-[A-Za-z0-9])/dgu, accepts: isMixed },
  { kind: 'token', pattern: /(?<![A-Za-z0-9._@/+=-])(?<secret>[A-Za-z0-9_-]{28,4000}={0,2})(?![A-Za-z0-9@_=-])(?!\.[A-Za-z0-9])/dgu, accepts: (secret) => !isUuid(secret) && isKeyLike(secret) && /[a-z]/u.test(secret) && /[A-Z]/u.test(secret) },
]
