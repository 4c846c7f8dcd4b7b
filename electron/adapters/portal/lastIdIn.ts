import { readId } from './schemas/values'

/** The last row and what follows the rows, of fifty commands: their times, counts and refusals. */
const longestEnd = 64 * 1024
const longestKey = 40

/**
 * The id of the last row of an answer that nobody has decoded or parsed yet. A guess: a key of that name may stand deeper,
 * or behind the rows. Whoever asks on by it compares it with what the parsed answer says.
 */
export function lastIdIn(body: Uint8Array): string | undefined {
  const end = Buffer.from(body.buffer, body.byteOffset, body.byteLength).subarray(-longestEnd)
  const start = end.lastIndexOf('"ID":"')
  const [, digits] = start < 0 ? [] : (/^"ID":"(\d{1,18})"/.exec(end.toString('latin1', start, start + longestKey)) ?? [])
  return readId(digits)
}
