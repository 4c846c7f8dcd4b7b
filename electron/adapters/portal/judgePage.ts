import type { AppFailure } from '@shared/contract/appError'
import { portalFailure } from './portalErrors'
import { isSignInHost, redirectTarget } from './redirect'

/** The head of a page and its first forms; the rest decides nothing. */
const maxRead = 64 * 1024
const maxForms = 10
const maxTag = 2000

/**
 * A page in place of an answer. 5xx: the portal, or what stands before it, stumbled. A page of a foreign host that asks for
 * a password, or that leads over plain http to a foreign host: a network wants a sign-in first. Anything else: no Bitrix24.
 */
export function judgePage(text: string, status: number, ownHost: string): AppFailure {
  if (status >= 500) return portalFailure('portalError', { status, answer: 'html' })
  return portalFailure(status === 200 && isForeignSignIn(text.slice(0, maxRead), ownHost) ? 'captivePortal' : 'notBitrix', { status, answer: 'html' })
}

function isForeignSignIn(page: string, ownHost: string): boolean {
  const isForeign = (address: string | undefined): boolean => {
    const host = redirectTarget(address)?.host
    return host !== undefined && host !== ownHost && !isSignInHost(host)
  }
  const asksForPassword = /\btype\s{0,3}=\s{0,3}["']?password\b/iu.test(page)
  if (asksForPassword && tagsOf(page, '<form').some((tag) => isForeign(/\saction\s{0,3}=\s{0,3}["']?([^"'\s>]{1,1000})/iu.exec(tag)?.[1]))) return true
  return tagsOf(page, '<meta').some((tag) => {
    const target = /http-equiv\s{0,3}=\s{0,3}["']?refresh\b/iu.test(tag) ? /\burl\s{0,3}=\s{0,3}["']?([^"'\s>]{1,1000})/iu.exec(tag)?.[1] : undefined
    return target?.toLowerCase().startsWith('http:') === true && isForeign(target)
  })
}

/** The first tags of a kind, each cut at its end. */
function tagsOf(page: string, start: string): readonly string[] {
  const lower = page.toLowerCase()
  const tags: string[] = []
  for (let at = lower.indexOf(start); at !== -1 && tags.length < maxForms; at = lower.indexOf(start, at + start.length)) {
    const tag = page.slice(at, at + maxTag)
    const end = tag.indexOf('>')
    tags.push(end === -1 ? tag : tag.slice(0, end))
  }
  return tags
}
