/** Fills `{name}` in a locale's text; a name without a value stays out. For hosts that have no vue-i18n. */
export function fillText(text: string, words: Readonly<Record<string, string | number | undefined>> = {}): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => String(words[name] ?? ''))
}
