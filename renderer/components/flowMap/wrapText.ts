/** Widths of Inter in parts of the font size, near enough to break lines by: drawn text does not wrap by itself. */
const narrow = new Set("iljtfrI.,:;'’|!()[]{} ·-“”")
const wide = new Set('mwMW@%–—…ЖШЩЮжшщюыфФМ')

export function textWidth(text: string, fontPx: number): number {
  let parts = 0
  for (const sign of text) parts += narrow.has(sign) ? 0.33 : wide.has(sign) ? 0.88 : sign.toLowerCase() !== sign ? 0.69 : 0.58
  return parts * fontPx
}

/** Breaks at spaces; a word longer than a line is cut, and what is left over ends in an ellipsis. */
export function wrapText(text: string, widthPx: number, fontPx: number, maxLines: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || textWidth(longer, fontPx) <= widthPx) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  if (line !== '') lines.push(line)
  const kept = lines.slice(0, maxLines).map((one) => shorten(one, widthPx, fontPx))
  const last = kept.at(-1)
  return lines.length <= maxLines || last === undefined ? kept : [...kept.slice(0, -1), shorten(last.endsWith('…') ? last : `${last} …`, widthPx, fontPx)]
}

function shorten(line: string, widthPx: number, fontPx: number): string {
  if (textWidth(line, fontPx) <= widthPx) return line
  let kept = line.replace(/\s*…$/, '')
  while (kept !== '' && textWidth(`${kept}…`, fontPx) > widthPx) kept = kept.replace(/.$/su, '')
  return `${kept.trimEnd()}…`
}
