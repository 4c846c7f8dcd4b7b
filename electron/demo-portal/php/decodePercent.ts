/** A plus is a space; an escape that is none stays as it was sent, for a server does not refuse a request over it. */
export function decodePercent(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'))
}
