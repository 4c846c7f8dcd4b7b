/**
 * Where cloud portals live, by the zones the server's own code names, and the further ones that apps written for the
 * cloud list. A portal may also have a domain of its own, and zones are added: what is missing here is not wrong.
 */
export const portalZones = [
  'com', 'net', 'eu', 'de', 'fr', 'it', 'es', 'pl', 'com.br', 'com.tr', 'in', 'cn', 'jp', 'vn', 'id', 'ru', 'by', 'kz', 'ua', 'uk', 'co', 'mx', 'ae', 'tech',
] as const

const zones: ReadonlySet<string> = new Set(portalZones)
export function isPortalZone(ending: string): boolean {
  return zones.has(ending)
}

/** First labels under bitrix24.<zone> that are Bitrix24's own pages, not somebody's portal (bitrix24.md §2.14, sources). */
const ownPages = new Set(['www', 'helpdesk', 'training', 'apidocs', 'auth', 'auth2', 'oauth', 'passport', 'cdn', 'dl', 'support', 'blog', 'marketplace', 'status'])
export function isOwnPage(label: string): boolean {
  return ownPages.has(label)
}

/** Zones that are written without their first part. */
const shortened: Readonly<Record<string, string>> = { br: 'com.br', tr: 'com.tr', 'co.br': 'com.br', 'co.tr': 'com.tr', 'com.ru': 'ru', 'com.de': 'de', 'com.ua': 'ua', 'com.by': 'by', 'com.kz': 'kz', 'co.uk': 'uk' }
export function fullZone(ending: string): string | undefined {
  return Object.hasOwn(shortened, ending) ? shortened[ending] : undefined
}
