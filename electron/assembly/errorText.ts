import texts from '@shared/locales/en.json'
import type { AppError } from '@shared/contract/appError'
import { fillText } from '@shared/domain/fillText'

/** What a terminal says of an error: the same words as the window, on one line, with the data folder where that matters. */
export function errorText(error: Pick<AppError, 'code' | 'details'>, dataDir?: string): string {
  const words: { readonly title: string; readonly body: string; readonly action?: string } = texts.errors[error.code]
  const folder = dataDir !== undefined && aboutTheFolder.test(error.code) ? ` (${dataDir})` : ''
  return fillText([`${words.title}${folder}.`, words.body, words.action].filter((text) => text !== undefined).join(' '), error.details)
}

const aboutTheFolder = /^(dataFolder|database|migration)/
