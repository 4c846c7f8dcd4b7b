import { escapeText } from '../pages'
import type { PhpValue } from './phpValue'
import { isList, isMap, toText } from './phpValue'

/** A call with `.xml` behind it: keys are elements, places in lists are `item` (bitrix24.md 1.1; the form is not documented). */
export function encodeXml(answer: PhpValue): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element('response', answer)}\n`
}

function element(name: string, value: PhpValue): string {
  const tag = /^[a-z_][\w.-]*$/i.test(name) ? name : 'item'
  return `<${tag}>${content(value)}</${tag}>`
}

function content(value: PhpValue): string {
  if (isList(value)) return value.map((one) => element('item', one)).join('')
  if (isMap(value)) return Object.entries(value).map(([key, one]) => element(key, one)).join('')
  return escapeXml(typeof value === 'boolean' ? String(Number(value)) : toText(value))
}

/** Signs that XML cannot hold at all are dropped. */
function escapeXml(text: string): string {
  return escapeText(text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''))
}
