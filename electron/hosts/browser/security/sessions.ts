import { createHash, timingSafeEqual } from 'node:crypto'
import type { IdSource } from '../../../core/ports'

/** Windows and browsers one person opens side by side; the oldest gives way. */
const maxSessions = 16
/** Same-named cookies looked at: a page on another port may add some, since cookies know no ports. */
const maxCandidates = 4

export interface Sessions {
  /** Opens one and answers the value of its cookie. */
  open(): string
  /** Whether any of the values belongs to an open session. */
  has(values: readonly string[]): boolean
  endAll(): void
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Who came in with the launch token. In memory only: a restart forgets them all. */
export function createSessions(ids: Pick<IdSource, 'token'>): Sessions {
  // SECURITY: 6B-4: the value is random and kept hashed; it dies with the process.
  let digests: Buffer[] = []
  return {
    open() {
      const value = ids.token(32)
      digests = [...digests, digestOf(value)].slice(-maxSessions)
      return value
    },
    has(values) {
      let isOpen = false
      for (const value of values.slice(0, maxCandidates)) {
        const digest = digestOf(value)
        for (const known of digests) if (timingSafeEqual(known, digest)) isOpen = true
      }
      return isOpen
    },
    endAll() {
      digests = []
    },
  }
}

// SECURITY: 6B-4: cookies are shared by all ports of 127.0.0.1, so the port is part of the name.
export const sessionCookieName = (port: number): string => `app_session_${port}`

export function sessionCookie(port: number, value: string): string {
  // SECURITY: 6B-4: no Domain, no Max-Age. `Secure` and `__Host-` are not relied on over http.
  return `${sessionCookieName(port)}=${value}; HttpOnly; SameSite=Strict; Path=/`
}

/** Every value that the Cookie header gives our name. */
export function readSessionCookies(header: string | undefined, port: number): readonly string[] {
  const prefix = `${sessionCookieName(port)}=`
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix) && pair.length > prefix.length)
    .map((pair) => pair.slice(prefix.length))
}
