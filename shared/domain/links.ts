/**
 * Places outside the app that a flow may point to (flow-format, linter: "link not on the list").
 * `{portal}` is the portal's own host, `{user}` the id of the person on it. Paths: bitrix24.md §2.14.
 */
export const links = {
  'portal-login': { kind: 'portal', template: 'https://{portal}/' },
  'portal-invited': { kind: 'portal', template: 'https://{portal}/company/?apply_filter=Y&INVITED=Y' },
  'portal-dismissed': { kind: 'portal', template: 'https://{portal}/company/?apply_filter=Y&FIRED=Y' },
  'portal-person': { kind: 'portal', template: 'https://{portal}/company/personal/user/{user}/' },
  'portal-person-passwords': { kind: 'portal', template: 'https://{portal}/company/personal/user/{user}/common_security/?page=auth' },
  'portal-person-two-step': { kind: 'portal', template: 'https://{portal}/company/personal/user/{user}/common_security/?page=otpConnected' },
  'network-profile': { kind: 'help', template: 'https://www.bitrix24.net/passport/view/' },
  'network-home': { kind: 'help', template: 'https://www.bitrix24.net/' },
  'help-login-problems': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25036348' },
  'help-recover-password': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/24958650' },
  'help-security-block': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25781327' },
  'help-two-step-phone': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25930739' },
  'help-recovery-codes': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25814959' },
  'help-two-step-off': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25760023' },
  'help-change-login': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/10112408' },
  'help-see-login': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/17324750' },
  'help-user-mailboxes': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25976523' },
  'help-invited-list': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/21379392' },
  'help-network-profile': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25756295' },
  'help-admin-rights': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25747463' },
  'help-delete-account': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/16215364' },
  'help-dismiss-rehire': { kind: 'help', template: 'https://helpdesk.bitrix24.com/open/25785571' },
} as const satisfies Record<string, { readonly kind: 'portal' | 'help'; readonly template: string }>

export type LinkName = keyof typeof links

export function isLinkName(name: string): name is LinkName {
  return Object.hasOwn(links, name)
}

/** Hosts of the `help` kind; nothing else may be opened as help (architecture 6A-15). */
export const helpHosts: readonly string[] = ['helpdesk.bitrix24.com', 'www.bitrix24.net', 'bitrix24.net']

/** Fills a link in; `undefined` where the portal or the person is not known. */
export function buildLink(name: LinkName, values: { readonly portal?: string | undefined; readonly user?: string | undefined }): string | undefined {
  const { template } = links[name]
  let address: string = template
  for (const [key, value] of [['{portal}', values.portal], ['{user}', values.user]] as const) {
    if (!address.includes(key)) continue
    if (value === undefined || value === '') return undefined
    address = address.replaceAll(key, key === '{user}' ? encodeURIComponent(value) : value)
  }
  return address
}
