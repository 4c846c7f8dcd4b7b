import { helpHosts } from '@shared/domain/links'
import { isMailDraft } from '@shared/domain/mailDraft'
import type { LinkOpener } from '../../core/ports'
import type { OpenAddress } from './openBrowser'

/** Names that never lead outside (RFC 2606, RFC 6761): the demo company lives there, and nothing of it is opened. */
const reservedName = /(?:^|\.)(?:example|invalid|test|localhost|local)$|(?:^|\.)example\.(?:com|net|org)$/
const ownMachine = /^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[.*\])$/

/** Whether an address may leave the app: https, a host of the list for its kind, nothing hidden in it (architecture 6A-15). */
export function mayOpen(address: string, kind: 'help' | 'portal' | 'mail', portalHosts: readonly string[]): boolean {
  if (kind === 'mail') return isMailDraft(address)
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  // SECURITY: 6A-15: parsed parts are compared, never the text. User name and password are how an address lies about its
  // host; control signs and backslashes are how two parsers come to read two hosts.
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return false
  if (!/^[!-[\]-~]+$/.test(address)) return false
  if (reservedName.test(url.hostname) || ownMachine.test(url.hostname)) return false
  const allowed = kind === 'help' ? helpHosts : portalHosts.map((host) => host.toLowerCase())
  return allowed.includes(url.hostname)
}

export function createLinkOpener({ canOpen, openAddress }: { readonly canOpen: boolean; readonly openAddress: OpenAddress }): LinkOpener {
  return {
    async open(address, kind, portalHosts) {
      if (!canOpen || !mayOpen(address, kind, portalHosts)) return false
      try {
        await openAddress(new URL(address).href)
        return true
      } catch {
        return false
      }
    },
  }
}
