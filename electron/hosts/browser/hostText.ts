import texts from '@shared/locales/host.en.json'
import { fillText } from '@shared/domain/fillText'

export type HostTextKey = keyof typeof texts

/** What the host says on stderr before or beside the page. */
export function hostText(key: HostTextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fillText(texts[key], values)
}
