/** What a PHP server can be sent in a query string. */
export type PhpValue = string | number | boolean | readonly PhpValue[] | { readonly [key: string]: PhpValue | undefined }
export type PhpParams = Readonly<Record<string, PhpValue | undefined>>

/** Deeper than any call here; our own params are the only ones that come in. */
const deepest = 6

/**
 * `FILTER[=EMAIL]=…&select[0]=…`, encoded once: that is what a command of a batch needs within a POST of JSON
 * (bitrix24.md §1.6). The brackets and signs of a key are encoded too, or `=` would end the name at `FILTER[`.
 */
export function phpQuery(params: PhpParams): string {
  const pairs: string[] = []
  const open: { readonly name: string; readonly value: PhpValue; readonly depth: number }[] = []
  const push = (name: string, value: PhpValue | undefined, depth: number): void => {
    if (value !== undefined) open.push({ name, value, depth })
  }
  for (const [key, value] of Object.entries(params).reverse()) push(key, value, 1)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name, value, depth } = next
    if (typeof value === 'object') {
      if (depth >= deepest) throw new RangeError('these params are nested too deeply')
      for (const [key, inner] of Object.entries(value).reverse()) push(`${name}[${key}]`, inner, depth + 1)
    } else {
      pairs.push(`${encode(name)}=${encode(scalar(value))}`)
    }
  }
  return pairs.join('&')
}

/** PHP writes true as 1 and false as 0 where it makes such a string itself. */
function scalar(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  return String(value)
}

function encode(text: string): string {
  // Half a surrogate pair cannot be encoded at all
  return encodeURIComponent(text.toWellFormed())
}
