import { createI18n, type I18n } from 'vue-i18n'
import shared from '@shared/locales/en.json'
import page from '../locales/en.json'

export type Messages = { readonly [key: string]: string | Messages }

/** The page's own texts and those it shares with the command line. Messages are compiled without eval. */
export const messages = { en: { ...shared, ...page } }

export function createLocale(language = 'en'): I18n {
  return createI18n({
    legacy: false,
    locale: language in messages ? language : 'en',
    fallbackLocale: 'en',
    messages: messages as unknown as Record<string, Record<string, string>>,
    missingWarn: false,
    fallbackWarn: false,
  })
}

/** The message behind a dotted key, as it is written. */
export function rawMessage(language: string, key: string): string | undefined {
  let place: Messages | string | undefined = (messages as Record<string, Messages>)[language] ?? messages.en
  for (const part of key.split('.')) {
    if (typeof place !== 'object' || !Object.hasOwn(place, part)) return undefined
    place = place[part]
  }
  return typeof place === 'string' ? place : undefined
}
