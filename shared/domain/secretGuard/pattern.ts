/** What kind of secret a text seems to carry; the page says so in one kind sentence a kind. */
export const secretKinds = ['webhook', 'password', 'code', 'token', 'recoveryCodes'] as const
export type SecretKind = (typeof secretKinds)[number]

export interface Rule {
  readonly kind: SecretKind
  /** Flag `d`: the group `secret` is the part to mask; without the group, the whole match. */
  readonly pattern: RegExp
  /** Judges what a pattern cannot say without becoming slow or greedy; `rest` is what follows, `before` what precedes. */
  readonly accepts?: (secret: string, rest: string, before: string) => boolean
}

// Every run in the patterns is bounded and no two optional runs of spaces touch, so the time grows with the text and not
// with its square. `gap` may be empty, `space` may not.
export const gap = String.raw`\s{0,20}`
export const space = String.raw`\s{1,20}`
export const before = String.raw`(?<![\p{L}\p{N}])`
export const quote = `["'«»“”„‘’\`]?`
/** "is", and what stands for it. */
export const says = String.raw`(?:is|was|are|=|ist|war|lautet|lauten|heißt|heisst|это|был|такой|такие)`
/** Between a noun and its value. */
export const link = String.raw`(?:${space}${says})?${gap}(?:[:=–—-]${gap})?${quote}`

export const rule = (kind: SecretKind, source: string, accepts?: Rule['accepts']): Rule => ({ kind, pattern: new RegExp(source, 'dgiu'), ...(accepts === undefined ? {} : { accepts }) })
