import type { PhpValue } from './phpValue'

/** json_decode's own limit. */
const deepest = 512

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * PHP's json_decode: UTF-8 alone, no byte order mark, no more than 512 levels. `undefined` for what it cannot read; that
 * is no JSON value.
 */
export function parseJson(body: Buffer): PhpValue | undefined {
  try {
    const text = strictText.decode(body)
    return depthOf(text) > deepest ? undefined : (JSON.parse(text) as PhpValue)
  } catch {
    return undefined
  }
}

/** Counted before anything is built: what is built is walked by recursion later. */
function depthOf(text: string): number {
  let [depth, most, isText] = [0, 0, false]
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (isText && sign === '\\') at += 1
    else if (sign === '"') isText = !isText
    else if (!isText && (sign === '[' || sign === '{')) most = Math.max(most, (depth += 1))
    else if (!isText && (sign === ']' || sign === '}')) depth -= 1
  }
  return most
}
