/** What kind of secret a text seems to carry; the page says so in one kind sentence a kind. */
export const secretKinds = ['webhook', 'password', 'code', 'token', 'recoveryCodes'] as const
export type SecretKind = (typeof secretKinds)[number]

export interface FoundSecret {
  readonly kind: SecretKind
  /** Offsets into the text, end exclusive: the part to mask. */
  readonly start: number
  readonly end: number
}

interface Rule {
  readonly kind: SecretKind
  /** Flag `d`: the group `secret` is the part to mask; without the group, the whole match. */
  readonly pattern: RegExp
  /** Judges what a pattern cannot say without becoming slow or greedy. */
  readonly accepts?: (secret: string, rest: string) => boolean
}

// Every run in these patterns is bounded and no two optional runs of spaces touch, so the time grows with the text and
// not with its square. `gap` may be empty, `space` may not.
const gap = String.raw`\s{0,20}`
const space = String.raw`\s{1,20}`
const before = String.raw`(?<![\p{L}\p{N}])`
const quote = `["'«»“”„\`]?`
const word = String.raw`(?<secret>[^\s"'«»“”„<>]{4,100})`
const passwordNoun = String.raw`(?:passwords?|passwd|passphrase|passcode|pwd|pw|pass|passw[oö]rte?r?|kennw[oö]rte?r?|zugangspasswort|парол(?:ь|я|ем|и)|mot${space}de${space}passe|contraseña)`
const whose = String.raw`(?:${space}(?:for|to|of|at|für|vom|von|zu|от|для|на|к)${space}(?:(?:the|my|das|mein|dem)${space})?[^\s:=]{1,40})?`
const says = String.raw`(?:is|was|are|ist|war|lautet|heißt|это|был)`
const codeNoun = String.raw`(?:one[- ]time${space}(?:password|passcode|code|pin)|otp|totp|tan|pin|passcode|(?:verification|confirmation|login|sign-in|sms|security|2fa|authenticator|access)[ -]code|einmal(?:code|passwort|kennwort)|(?:bestätigungs|sicherheits|sms|login|zugangs|zugriffs)-?code|одноразовый${space}(?:код|пароль)|код${space}(?:подтверждения|из${space}(?:смс|sms)|доступа|входа))`
/** Between a noun and its value. */
const link = String.raw`(?:${space}${says})?${gap}(?:[:=–—-]${gap})?`

const rules: readonly Rule[] = [
  // https://portal/rest/USER/SECRET/ — bitrix24.md §1.1. Also without the scheme, escaped, percent-encoded, REST 3.0.
  { kind: 'webhook', pattern: /(?:\b|%2F)rest(?:\\?\/|%2F){1,3}(?:api(?:\\?\/|%2F){1,3})?\d{1,10}(?:\\?\/|%2F){1,3}(?<secret>[a-z0-9]{8,64})(?![a-z0-9])/dgiu, accepts: (secret) => !/^[a-z]{1,12}$/i.test(secret) },

  // "password: …" names a value; "password is …", "password - …" and "password …" name one only if it looks like one.
  { kind: 'password', pattern: new RegExp(`${before}${passwordNoun}${whose}${gap}(?:${says}${gap})?[:=]${gap}${quote}${word}`, 'dgiu'), accepts: (secret, rest) => looksLikePassword(secret) || standsAlone(secret, rest) },
  { kind: 'password', pattern: new RegExp(`${before}${passwordNoun}${whose}(?:${space}${says}${space}|${space}[–—-]${space}|${space})${quote}${word}`, 'dgiu'), accepts: (secret) => looksLikePassword(secret) },
  { kind: 'password', pattern: new RegExp(`${before}${passwordNoun}${whose}${space}${says}${space}["'«“„](?<secret>[^"'»”“\\n]{4,100})["'»”“]`, 'dgiu'), accepts: (secret) => !isPlainWord(secret) },
  // https://user:password@host/
  { kind: 'password', pattern: /:\/\/[^\s/:@]{1,64}:(?<secret>[^\s/@]{1,128})@/dgu },

  { kind: 'code', pattern: new RegExp(`${before}${codeNoun}${link}(?<secret>\\d{3}[ -]?\\d{3}(?:\\d{2})?|\\d{4,8})(?![\\d.,]?\\d)`, 'dgiu') },
  { kind: 'code', pattern: new RegExp(String.raw`(?<!(?:error|status|exit|zip|post|postal|postcode|country|area|case|order|ticket|product|qr|http|fehler|stör|status|ländervorwahl|short)[ -]?)${before}(?:code|код)${link}(?<secret>\d{3}[ -]?\d{3}(?:\d{2})?)(?![\d.,]?\d)`, 'dgiu') },
  // "483 920 is your code", as it stands in the message itself
  { kind: 'code', pattern: new RegExp(String.raw`(?<![\d+-])(?<secret>\d{3}[ -]?\d{3})(?:${space}(?:is|ist|lautet|это)${space}|${gap}[–—-]${gap})(?:your|my|the|ihr|dein|mein|ваш|твой|мой)${space}(?:\p{L}[\p{L}\p{N}]{0,30}${space}){0,3}(?:code|\p{L}{0,20}code|password|код)`, 'dgiu') },

  // Four codes of the same build in a row are a list that was handed out; one alone may be a case's short code.
  { kind: 'recoveryCodes', pattern: /(?<![\p{L}\p{N}-])(?<secret>(?:[a-z0-9]{4,6}-[a-z0-9]{4,6}(?:-[a-z0-9]{4,6})?[\s,;]{1,10}){3,40}[a-z0-9]{4,6}-[a-z0-9]{4,6})/dgiu, accepts: (secret) => secret.split(/[\s,;]+/u).every((code) => /\d/.test(code)) },
  {
    kind: 'recoveryCodes',
    pattern: new RegExp(String.raw`${before}(?:(?:recovery|backup|rescue|emergency|scratch)[ -]codes?|(?:wiederherstellungs|ersatz|notfall|backup)-?codes?|(?:резервн|запасн)\p{L}{1,4}${space}код\p{L}{0,3}|код\p{L}{0,3}${space}восстановления)${link}(?<secret>[a-z0-9-]{4,14}(?:[\s,;]{1,10}[a-z0-9-]{4,14}){0,40})`, 'dgiu'),
    accepts: (secret) => /^[a-z0-9-]*(?:\d[a-z0-9-]*){2}(?:[\s,;]|$)/iu.test(secret),
  },

  { kind: 'token', pattern: /(?<![\p{L}\p{N}])(?:bearer|access_token|refresh_token|client_secret|application_token|token|secret|auth|authorization|api[-_ ]?key|sessid|sessionid)["']?(?:\s{0,5}[:=]\s{0,5}|\s{1,5})["']?(?:bearer\s{1,5})?(?<secret>[A-Za-z0-9_~+/.=-]{12,2000})/dgiu, accepts: (secret) => looksRandom(secret) },
  // Recovery and invitation links carry their one-time word as a parameter
  { kind: 'token', pattern: /(?<![\p{L}\p{N}])(?:USER_CHECKWORD|checkword|CONFIRM_CODE|user_code|invite_code)["']?\s{0,5}[:=]\s{0,5}["']?(?<secret>[A-Za-z0-9]{6,128})/dgiu },
  { kind: 'token', pattern: /\beyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,4000})?/dgu },
  { kind: 'token', pattern: /\botpauth:\/\/[^\s"'<>]{1,1000}/dgiu },
  // A long run of letters and digits thoroughly mixed is no word of any language: a webhook's secret alone, a key.
  { kind: 'token', pattern: /(?<![A-Za-z0-9._@/-])(?<secret>[A-Za-z0-9]{16,4000})(?![A-Za-z0-9@])(?!\.[A-Za-z0-9])/dgu, accepts: (secret) => isMixed(secret) },
]

/** Words that follow "password" in messages and complaints, in the languages people paste. */
const plainWords: ReadonlySet<string> = new Set(
  `wrong incorrect invalid required forgotten forgot changed expired unknown none reset recovery missing empty same asked refused rejected correct right working field error again please login email e-mail never always nothing different weak short
   falsch vergessen unbekannt ungültig abgelaufen leer keins geändert richtig korrekt erforderlich zurücksetzen fehlt abgelehnt inkorrekt
   неверный неверен неправильный неправильно забыл забыла забыт нет неизвестен истёк истек изменён изменен пустой правильный верный обязателен`.split(/\s+/u),
)

function isPlainWord(text: string): boolean {
  return plainWords.has(bare(text).toLowerCase())
}

/** Without the marks that end a sentence or close a bracket. */
function bare(text: string): string {
  return text.replace(/[.,;:!?)\]}…*]{1,100}$/u, '')
}

/** Letters with a digit or a sign among them, and neither an address, a host, a product's name nor stars. */
function looksLikePassword(given: string): boolean {
  const text = bare(given)
  if (text.length < 4 || isPlainWord(text)) return false
  if (!/[\p{L}\p{N}]/u.test(text) || /^[*•●.…_xX-]{1,100}$/u.test(text)) return false
  if (/^(?:bitrix24|битрикс24|b24|office365|microsoft365|windows\d{1,2}|win\d{1,2})/iu.test(text)) return false
  if (/^[^@\s]{1,64}@[^@\s]{1,80}\.[^@\s.]{1,30}$/u.test(text) || /^(?:https?:\/\/|www\.)/iu.test(text) || /^[\p{L}\p{N}-]{1,60}(?:\.[\p{L}\p{N}-]{1,60}){1,5}$/u.test(text)) return false
  if (/^\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?$/u.test(text)) return false
  return /\p{L}/u.test(text) ? /[\p{N}_!#$%&*?@+=^~§€£]/u.test(text) : /\d/u.test(text) && !/^\d{1,3}[+%]?$/u.test(text)
}

/** "password: hunter" says it when nothing follows; "password: please try again" does not. */
function standsAlone(given: string, rest: string): boolean {
  const text = bare(given)
  return text.length >= 5 && !isPlainWord(text) && /^[\p{L}\p{N}]{5,100}$/u.test(text) && /^["'»”“.!]?\s*(?:\n|$)/u.test(rest)
}

function looksRandom(text: string): boolean {
  return /\d/u.test(text) && /[A-Za-z]/u.test(text) && !/^(?:https?:)?\/\//iu.test(text) && !/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}(?:\/|$)/iu.test(text)
}

/** How often letters and digits take turns; names with a year behind them do so once. */
function isMixed(text: string): boolean {
  let turns = 0
  let letters = 0
  for (let index = 0; index < text.length; index += 1) {
    const isDigit = /\d/.test(text.charAt(index))
    if (!isDigit) letters += 1
    if (index > 0 && isDigit !== /\d/.test(text.charAt(index - 1))) turns += 1
  }
  return letters > 0 && letters < text.length && (turns >= 4 || (turns >= 1 && text.length >= 24))
}

/**
 * Finds passwords, one-time and recovery codes, webhook addresses and tokens in a free text. Empty where there is none.
 * Sentences that only speak of a password, error messages, addresses and numbers of cases must pass: both sides are
 * measured in tests/unit/secretGuard.test.ts.
 */
export function findSecrets(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = []
  for (const { kind, pattern, accepts } of rules) {
    for (const match of text.matchAll(pattern)) {
      const range = match.indices?.groups?.['secret'] ?? match.indices?.[0]
      if (range === undefined) continue
      const [start, end] = range
      // A few characters behind the match tell whether the sentence goes on
      if (accepts !== undefined && !accepts(text.slice(start, end), text.slice(end, end + 40))) continue
      found.push({ kind, start, end })
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}
