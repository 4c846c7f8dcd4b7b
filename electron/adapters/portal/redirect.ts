import { portalFailure } from './portalErrors'
import type { Refusal } from './refusal'

/** Bitrix24's own sign-in hosts: being sent there is what a portal does with a stranger (bitrix24.md §2.14). */
const signInHost = /^(?:auth2?|www|passport|oauth)\.bitrix24\.(?:net|com|ru|de|eu|tech)$|^bitrix24\.net$/
/** A portal of the cloud. On-premise portals have any host. */
const cloudHost = /^[a-z0-9-]{1,63}\.bitrix24\.[a-z]{2,6}(?:\.[a-z]{2})?$/

export interface RedirectTarget {
  readonly url: URL
  readonly host: string
}

/** The target of an absolute redirect to the web; undefined for a relative one and for what is no address. */
export function redirectTarget(location: string | undefined): RedirectTarget | undefined {
  if (location === undefined || location.length > 4000) return undefined
  try {
    const url = new URL(location.trim())
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.host !== '' && url.host.length <= 253 ? { url, host: url.host } : undefined
  } catch {
    return undefined
  }
}

export function hostOf(location: string | undefined): string | undefined {
  return redirectTarget(location)?.host
}

export function isSignInHost(host: string): boolean {
  return signInHost.test(host)
}

/**
 * What a redirect says: `same` stays where it was; `signIn` is Bitrix24's own door; `captive` leads over plain http to a
 * host that is no Bitrix24, as a network does that wants a sign-in first; anything else is a portal with a new name.
 * Plain http is believed from this very machine only, where the demo portal lives.
 */
export function judgeRedirect(location: string | undefined, asked: { readonly hosts: readonly string[]; readonly isLoopback: boolean }): { readonly says: 'same' | 'signIn' | 'captive' | 'renamed'; readonly movedTo?: string } {
  const target = redirectTarget(location)
  if (target === undefined || asked.hosts.includes(target.host)) return { says: 'same' }
  if (signInHost.test(target.host)) return { says: 'signIn' }
  if (target.url.protocol === 'https:' || asked.isLoopback) return { says: 'renamed', movedTo: target.host }
  return { says: cloudHost.test(target.host) ? 'renamed' : 'captive' }
}

/** A REST call that was sent elsewhere. It is never followed: the POST becomes a GET, and the secret goes to whoever was named (bitrix24.md §0.10). */
export function redirectRefusal(answer: { readonly status: number; readonly location: string | undefined }, asked: { readonly host: string; readonly isLoopback: boolean }, holdsSecret: (text: string) => boolean): Refusal {
  const { status } = answer
  const { says, movedTo } = judgeRedirect(answer.location, { hosts: [asked.host], isLoopback: asked.isLoopback })
  if (says === 'captive') return { failure: portalFailure('captivePortal', { status, answer: 'redirect' }), isUnsettled: false }
  if (says === 'signIn') return { failure: portalFailure('badAnswerFromPortal', { status, answer: 'signIn' }), isUnsettled: false }
  if (says === 'same') return { failure: portalFailure('notBitrix', { status }), isUnsettled: false }
  // SECURITY: only the host of the new address is passed on, and not even that when it holds the secret
  return { failure: portalFailure('portalRenamed', { status, ...(movedTo === undefined || holdsSecret(movedTo) ? {} : { movedTo }) }), isUnsettled: false }
}
