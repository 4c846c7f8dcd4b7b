import texts from '@shared/locales/host.en.json'
import type { AppError } from '@shared/contract/appError'

export type HostTextKey = Exclude<keyof typeof texts, 'errors'>

/** What the host says on stderr before or beside the page. */
export function hostText(key: HostTextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts[key], values)
}

/** Why the app cannot start. */
export function startErrorText(error: Pick<AppError, 'code' | 'details'>, values: Readonly<Record<string, string | number>> = {}): string {
  const known: Readonly<Record<string, string>> = texts.errors
  const template = Object.hasOwn(known, error.code) ? known[error.code] : undefined
  return fill(template ?? texts.errors.internal, { ...error.details, ...values, code: error.code })
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : place))
}
