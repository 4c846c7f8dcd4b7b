/**
 * The text of an answer. JSON is UTF-8, and the cloud sends nothing else; a portal on its own server may send the charset
 * it was set up with, and a proxy may put a byte order mark before anything. What is valid UTF-8 is UTF-8 whatever the
 * header says: PHP writes JSON in ASCII, and a header set for the site's pages is wrong about it.
 */
export function decodeBody(bytes: Uint8Array, contentType: string): string {
  const wide = wideForm(bytes)
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return decoderFor(contentType).decode(bytes)
  }
}

/** UTF-16 by its byte order mark, or by the zero beside the first ASCII sign. */
function wideForm(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return undefined
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be'
  return undefined
}

function decoderFor(contentType: string): { decode(bytes: Uint8Array): string } {
  const charset = /charset\s{0,3}=\s{0,3}["']?([a-z0-9_.:-]{1,40})/u.exec(contentType)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset)
  } catch {
    // A charset nobody knows: letters outside ASCII are lost, the codes are not
    return new TextDecoder('utf-8')
  }
}
