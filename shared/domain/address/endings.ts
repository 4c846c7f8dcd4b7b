/** Endings that business and private mail really has; enough to tell a word from an address, not a list of all there are. */
const common = new Set(
  (
    'com net org info biz name pro online site shop store app dev cloud tech agency company group team email ' +
    'eu de at ch li fr it es pt pl cz sk hu ro bg gr nl be lu dk se no fi ee lv lt ie uk us ca mx br ar cl co pe au nz za in id vn jp cn kr tr il ae ' +
    'ru su by kz ua md am ge az uz kg tj rs hr si me io ai tv cc'
  ).split(' '),
)
export function isCommonEnding(ending: string): boolean {
  return common.has(ending)
}

/** Top-level domains in Cyrillic letters (IANA root zone). */
const cyrillic = new Set('рф рус бел укр қаз срб мкд бг ею мон москва дети онлайн сайт орг ком католик'.split(' '))
export function isCyrillicEnding(ending: string): boolean {
  return cyrillic.has(ending)
}

/**
 * Slips in an ending that are no top-level domain themselves (IANA root zone), so the domain cannot exist as it stands.
 * `.co`, `.cm`, `.om`, `.cam`, `.ne`, `.ee` and `.se` do exist: they stand here for nobody.
 */
const slips: Readonly<Record<string, string>> = {
  con: 'com', cmo: 'com', ocm: 'com', comm: 'com', ccom: 'com', coom: 'com', vom: 'com', xom: 'com', cpm: 'com', clm: 'com', ckm: 'com', cim: 'com', conm: 'com', comn: 'com', c0m: 'com', cok: 'com', cojm: 'com', dom: 'com', fom: 'com', coml: 'com',
  nte: 'net', ner: 'net', nett: 'net', neet: 'net', nrt: 'net', nwt: 'net',
  ogr: 'org', orgg: 'org', orrg: 'org', prg: 'org', rog: 'org', orh: 'org', irg: 'org',
  ruu: 'ru', rru: 'ru', ur: 'ru', ri: 'ru', ry: 'ru', rh: 'ru',
  dee: 'de', dde: 'de', ed: 'de', dr: 'de', dw: 'de', fe: 'de',
  euu: 'eu', ukk: 'uk', frr: 'fr', itt: 'it', pll: 'pl', kzz: 'kz', byy: 'by', uaa: 'ua',
}
export function mendedEnding(ending: string): string | undefined {
  return Object.hasOwn(slips, ending) ? slips[ending] : undefined
}

/** Endings that exist but are a slip behind a name that has one owner the world over, as in gmail.co. */
const slipsOfCom = new Set(['co', 'cm', 'om', 'cam'])
export function isSlipOfCom(ending: string): boolean {
  return slipsOfCom.has(ending)
}
