export interface Levelled {
  readonly text: string
  /** Where a character of the levelled text stands in the original. */
  offset(at: number): number
}

const unseen = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/u
const fullWidth = /[\uFF01-\uFF5E]/gu
const oddSpace = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu
/** A mail's own ids look like keys and are none. */
const mailIds = /^(?:x-[a-z-]{1,40}|dkim-signature|arc-[a-z-]{1,30}|received|return-path|thread-index|list-[a-z-]{1,20})[ \t]*:[^\n]*(?:\n[ \t]+\S[^\n]*)*/gimu

/**
 * The text with what hides a secret taken away: invisible characters, full-width forms, odd spaces; and with the header
 * lines of a mail blanked. Offsets lead back to the original, so that the page can mark the part.
 */
export function levelSigns(original: string): Levelled {
  const level = (text: string): string => text.replace(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(oddSpace, ' ').replace(mailIds, blanked)
  if (!unseen.test(original)) return { text: level(original), offset: (at) => at }
  const kept: number[] = []
  let text = ''
  for (let index = 0; index < original.length; index += 1) {
    const character = original.charAt(index)
    if (unseen.test(character)) continue
    kept.push(index)
    text += character
  }
  return { text: level(text), offset: (at) => kept[at] ?? original.length }
}

/** Only ids go: a header that names a password, a webhook or a token by its name stays to be read. */
function blanked(lines: string): string {
  return /pass|kennw|парол|hook|(?<!\p{L})(?:pwd?|pin|code|код)(?!\p{L})|(?<!\p{L})rest[^\p{L}]|%2Frest|%252Frest|bitrix24|token|secret|bearer|cookie|authori|api-?key|session/iu.test(lines) ? lines : lines.replace(/[^\n]/gu, (sign) => ' '.repeat(sign.length))
}
