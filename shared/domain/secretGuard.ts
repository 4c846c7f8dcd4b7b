/** What kind of secret a text seems to carry; the page says so in one kind sentence a kind. */
export const secretKinds = ['webhook', 'password', 'code', 'token', 'recoveryCodes'] as const
export type SecretKind = (typeof secretKinds)[number]

export interface FoundSecret {
  readonly kind: SecretKind
  /** Offsets into the text, end exclusive: the part to mask. */
  readonly start: number
  readonly end: number
}

const labelled = String.raw`(?:is|was|ist|war|это)?\s*[:=\u2013\u2014-]?\s*`
const rules: readonly { readonly kind: SecretKind; readonly pattern: RegExp; readonly group: number }[] = [
  // https://portal/rest/USER/SECRET/ — bitrix24.md §1.1. Also without the scheme, and with an escaped slash.
  { kind: 'webhook', pattern: /\brest(?:\/api)?\\?\/\d{1,10}\\?\/([a-z0-9]{8,64})\b/giu, group: 1 },
  { kind: 'password', pattern: new RegExp(String.raw`(?:^|[^\p{L}])(?:my\s+|new\s+|old\s+|the\s+)?(?:password|passwd|passphrase|pwd|passwort|kennwort|пароль)\s*(?:[:=]\s*|(?:is|was|ist|lautet)\s+["'«“]?(?=\S*[\d\p{S}_!#$%&*?@]))["'«“]?(\S{3,100})`, 'giu'), group: 1 },
  { kind: 'code', pattern: new RegExp(String.raw`(?:^|[^\p{L}])(?:one[- ]time\s+(?:password|code)|otp|(?:verification|login|sms|security|2fa|authenticator)\s+code|einmal(?:code|passwort)|bestätigungscode|(?:одноразовый\s+)?код(?:\s+подтверждения)?|code)\s*${labelled}(\d{3}[ -]?\d{3}(?:\d{2})?)(?!\d)`, 'giu'), group: 1 },
  { kind: 'recoveryCodes', pattern: /(?:\b[a-z0-9]{4}-[a-z0-9]{4}(?:-[a-z0-9]{4})?\b[\s,;]+){3,}[a-z0-9]{4}-[a-z0-9]{4}/giu, group: 0 },
  { kind: 'recoveryCodes', pattern: /(?:recovery|backup|wiederherstellungs|резервн\p{L}*|запасн\p{L}*)\s*-?(?:codes?|код\p{L}*)?\s*[:=-]?\s*((?:[a-z0-9]{6,12}[\s,;]+)*(?=[a-z0-9]*\d)[a-z0-9]{6,12})\b/giu, group: 1 },
  { kind: 'token', pattern: /\b(?:bearer|access_token|refresh_token|auth|client_secret|api[-_ ]?key|token|sessid)["']?\s*[:= ]\s*["']?([A-Za-z0-9._~+/-]{16,}=*)/giu, group: 1 },
  { kind: 'token', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/gu, group: 0 },
  // A long run of hexadecimal digits, or of letters and digits mixed, is no word of any language.
  { kind: 'token', pattern: /(?<![A-Za-z0-9._@/-])(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{24,}(?![A-Za-z0-9@.])/gu, group: 0 },
]

/** Finds passwords, one-time and recovery codes, webhook addresses and tokens in a free text. Empty where there is none. */
export function findSecrets(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = []
  for (const { kind, pattern, group } of rules) {
    for (const match of text.matchAll(pattern)) {
      const whole = match[0]
      const part = match[group] ?? whole
      const start = match.index + (group === 0 ? 0 : whole.lastIndexOf(part))
      found.push({ kind, start, end: start + part.length })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
