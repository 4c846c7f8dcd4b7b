const asciiEnd = 0x80
const cyrillic = { first: 0x410, last: 0x44f, firstByte: 0xc0 } as const
/** Letters of code page 1251 that stand apart from the alphabet. */
const apart: ReadonlyMap<string, number> = new Map([
  ['Ё', 0xa8],
  ['ё', 0xb8],
  ['№', 0xb9],
])

/** Windows-1251; Western letters, which it lacks, get their byte in the Western page, so that they are no UTF-8 either. */
export function singleByteText(text: string): Buffer {
  return Buffer.from(Array.from(text, byteOf))
}

function byteOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0
  if (code < asciiEnd) return code
  if (code >= cyrillic.first && code <= cyrillic.last) return code - cyrillic.first + cyrillic.firstByte
  return apart.get(letter) ?? (code <= 0xff ? code : '?'.charCodeAt(0))
}
