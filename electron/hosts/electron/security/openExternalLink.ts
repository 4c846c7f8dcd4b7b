import { helpHosts } from '@shared/domain/links'
import type { LinkOpener } from '../../../core/ports'

export type LinkKind =
  | { readonly kind: 'help' }
  /** `portalHosts`: what this person connected or confirmed here. */
  | { readonly kind: 'portal'; readonly portalHosts: readonly string[] }
  | { readonly kind: 'mail' }

const longestAddress = 2_000
/** Beyond this the mail programs of the field cut a draft off. */
const longestDraft = 1_800

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

function mailDraft(address: string): string | undefined {
  if (address.length > longestDraft) return undefined
  const parts = /^mailto:([^?]+)(?:\?(.*))?$/s.exec(address)
  if (!parts) return undefined
  try {
    const recipient = decodeURIComponent(parts[1] ?? '')
    if (!/^[\w.!#$'*+=^`{|}~-]+@[a-z0-9.-]+$/i.test(recipient)) return undefined
    const seen = new Set<string>()
    for (const field of (parts[2] ?? '').split('&').filter((part) => part !== '')) {
      const [name = '', value = '', ...more] = field.split('=')
      // SECURITY: 6A-15. Subject and body, once each: `cc`, `bcc` and `attach` are how a draft is turned against its writer.
      if (more.length > 0 || (name !== 'subject' && name !== 'body') || seen.has(name)) return undefined
      seen.add(name)
      const text = decodeURIComponent(value)
      const allowed = name === 'body' ? /^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*$/u : /^[^\u0000-\u001F\u007F]*$/u
      if (!allowed.test(text)) return undefined
    }
    return /^[\x21-\x7E]+$/.test(address) ? address : undefined
  } catch {
    return undefined // a `%` that is no escape
  }
}

function checkAddress(address: string, link: LinkKind): string | undefined {
  switch (link.kind) {
    case 'help':
      return hostedAddress(address, helpHosts)
    case 'portal':
      return hostedAddress(address, link.portalHosts)
    case 'mail':
      return mailDraft(address)
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
