import english from '@shared/locales/en.json'
import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import { fillText } from '@shared/domain/fillText'
import { printFlow } from '@shared/flows/printFlow'
import type { PrintTexts } from '@shared/flows/printWords'
import type { CoreContext } from '../context'

/** The words around a flow's own, by language; English where one is missing. */
const locales: Readonly<Record<string, unknown>> = { en: english }

/** A flow as a page for paper or a phone. Throws flowNotFound. */
export function printPage(context: CoreContext, params: Params<'flows.print'>): Value<'flows.print'> {
  const flow = context.ports.flows.current(params.flow)
  if (flow === undefined) throw new AppFailure('flowNotFound', { details: { flow: params.flow } })
  const language = params.language ?? context.language()
  return printFlow({ flow, library: context.ports.flows, language, texts: textsOf(language) })
}

function textsOf(language: string): PrintTexts {
  const found = [...new Set([language, 'en'])].flatMap((one) => (Object.hasOwn(locales, one) ? [locales[one]] : []))
  return (key, words) => {
    for (const locale of found) {
      const text = textAt(locale, key)
      if (text !== undefined) return fillText(text, words ?? {})
    }
    return undefined
  }
}

function textAt(locale: unknown, key: string): string | undefined {
  let place = locale
  for (const part of key.split('.')) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, part)) return undefined
    place = (place as Readonly<Record<string, unknown>>)[part]
  }
  return typeof place === 'string' ? place : undefined
}
