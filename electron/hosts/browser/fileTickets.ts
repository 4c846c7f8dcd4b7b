import type { Clock, FileDoor, IdSource } from '../../core/ports'

export const ticketLifeMs = 60_000
/** How long an uploaded file waits to be taken. */
export const uploadLifeMs = 5 * 60_000
/** Tickets and waiting files, each: a page that asks for ever more loses the oldest. */
const maxWaiting = 8

export interface TicketFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface FileTickets extends FileDoor {
  /** The file behind a download ticket, once. */
  redeemDownload(ticket: string): TicketFile | undefined
  /** Whether the upload ticket is good; it is used up by asking. */
  redeemUpload(ticket: string): boolean
  /** Keeps what came in and answers how to take it. */
  keepUpload(bytes: Uint8Array): string
}

/** A Map whose entries are taken once and expire. */
function createShelf<T>(clock: Clock, lifeMs: number): { put(key: string, value: T): void; take(key: string): T | undefined } {
  const entries = new Map<string, { readonly value: T; readonly expiresAt: number }>()
  const sweep = (): void => {
    for (const [key, { expiresAt }] of entries) if (clock.now() >= expiresAt) entries.delete(key)
  }
  return {
    put(key, value) {
      sweep()
      entries.set(key, { value, expiresAt: clock.now() + lifeMs })
      const [oldest] = entries.keys()
      if (entries.size > maxWaiting && oldest !== undefined) entries.delete(oldest)
    },
    take(key) {
      sweep()
      const entry = entries.get(key)
      entries.delete(key)
      return entry?.value
    },
  }
}

/** Files come and go by one-use tickets: RPC hands them out, a route redeems them. All of it in memory. */
export function createFileTickets({ clock, ids }: { readonly clock: Clock; readonly ids: Pick<IdSource, 'token'> }): FileTickets {
  // SECURITY: 6B-8: 32 random bytes, one use, 60 s. An upload ticket opens no download and the other way round.
  const downloads = createShelf<TicketFile>(clock, ticketLifeMs)
  const uploadTickets = createShelf<true>(clock, ticketLifeMs)
  const uploads = createShelf<Uint8Array>(clock, uploadLifeMs)
  return {
    saveText(name, text) {
      const ticket = ids.token(32)
      downloads.put(ticket, { name, bytes: Buffer.from(text, 'utf8') })
      return Promise.resolve({ via: 'ticket', ticket, name })
    },
    beginUpload() {
      const ticket = ids.token(32)
      uploadTickets.put(ticket, true)
      return Promise.resolve({ via: 'ticket', ticket })
    },
    take: (fileId) => uploads.take(fileId),
    redeemDownload: (ticket) => downloads.take(ticket),
    redeemUpload: (ticket) => uploadTickets.take(ticket) === true,
    keepUpload(bytes) {
      const fileId = ids.token(32)
      uploads.put(fileId, bytes)
      return fileId
    },
  }
}
