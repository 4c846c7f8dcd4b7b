import { createHash } from 'node:crypto'
import { canonicalJson } from '@shared/domain/canonicalJson'
import type { JsonValue } from '@shared/domain/canonicalJson'

/** data-model, "Envelope" and "Two chains". Each hash names its purpose, so that none can be passed off as another. */
const separator = Uint8Array.of(0)

/** The first `prev` of a strand and the head of an empty ledger. */
export const noHash: Buffer = Buffer.alloc(32)

export function eventHash(canonicalEnvelope: string | Uint8Array): Buffer {
  return createHash('sha256').update('latchkey.event.1').update(separator).update(canonicalEnvelope).digest()
}

export function tombstoneHash(canonicalTombstone: string | Uint8Array): Buffer {
  return createHash('sha256').update('latchkey.tombstone.1').update(separator).update(canonicalTombstone).digest()
}

/** SECURITY: the salt keeps a short value (a name, a date) from being found by trying. */
export function fieldCommitment(salt: Uint8Array, field: string, value: JsonValue): string {
  return createHash('sha256').update('latchkey.field.1').update(separator).update(salt).update(canonicalJson([field, value])).digest('hex')
}

/** The same over an attachment's bytes, which are no JSON. */
export function blobCommitment(salt: Uint8Array, field: string, bytes: Uint8Array): string {
  return createHash('sha256').update('latchkey.blob.1').update(separator).update(salt).update(canonicalJson([field, bytes.byteLength])).update(separator).update(bytes).digest('hex')
}

export function nextHead(head: Uint8Array, hash: Uint8Array): Buffer {
  return createHash('sha256').update(head).update(hash).digest()
}
