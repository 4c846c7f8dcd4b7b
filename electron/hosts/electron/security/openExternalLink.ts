import { helpHosts } from '@shared/domain/links'
import { isMailDraft } from '@shared/domain/mailDraft'
import type { LinkOpener } from '../../../core/ports'

export type LinkKind =
  | { readonly kind: 'help' }
  /** `portalHosts`: what this person connected or confirmed here. */
  | { readonly kind: 'portal'; readonly portalHosts: readonly string[] }
  | { readonly kind: 'mail' }

const longestAddress = 2_000

function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

function hostedAddress(address: string, hosts: readonly string[]): string | undefined {
  // SECURITY: 6A-15. What parsers read differently (white space, controls, `\`) is refused before any of them sees it.
  if (address.length > longestAddress || !/^https:\/\/(?!\/)[\x21-\x5B\x5D-\x7E]+$/i.test(address)) return undefined
  const url = parseUrl(address)
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined
  // SECURITY: 6A-15. `@` may stand in a path, never before it: some programs that open links look for it in the text.
  if (/^https:\/\/[^/?#]*@/i.test(address)) return undefined
  return hosts.some((host) => host.toLowerCase() === url.host) ? url.href : undefined
}

function checkAddress(address: string, link: LinkKind): string | undefined {
  switch (link.kind) {
    case 'help':
      return hostedAddress(address, helpHosts)
    case 'portal':
      return hostedAddress(address, link.portalHosts)
    case 'mail':
      return isMailDraft(address) ? address : undefined
  }
}

/** Opens an address outside the app, if it is of its kind. Answers whether it was opened. */
export async function openExternalLink(address: string, link: LinkKind, open: (address: string) => Promise<void>): Promise<boolean> {
  const checked = checkAddress(address, link)
  if (checked === undefined) return false
  try {
    await open(checked)
    return true
  } catch {
    return false // no program for it on this machine: the page shows the address to copy
  }
}

/** SECURITY: 6A-15. The only place that may call `openExternal`. */
export function createLinkOpener(shell: { openExternal(address: string): Promise<void> }): LinkOpener {
  return {
    open: (address, kind, portalHosts) =>
      openExternalLink(address, kind === 'portal' ? { kind, portalHosts } : { kind }, (checked) => shell.openExternal(checked)),
  }
}
