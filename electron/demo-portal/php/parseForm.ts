import { FormTree } from './formTree'
import type { PhpMap } from './phpValue'
import { decodePercent } from './decodePercent'

/**
 * PHP's parse_str: `filter[=EMAIL]=x` makes a nested value, `a[]=1` appends. A pair is cut at its first equals sign, so
 * an operator inside brackets must be percent-encoded, else the filter is lost (bitrix24.md 1.6 and 1.9).
 */
export function parseForm(text: string): PhpMap {
  const tree = new FormTree()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    tree.put(decodePercent(cut < 0 ? pair : pair.slice(0, cut)), cut < 0 ? '' : decodePercent(pair.slice(cut + 1)))
  }
  return tree.toMap()
}
