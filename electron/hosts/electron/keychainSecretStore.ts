import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createMemorySecretStore } from '../../adapters/secrets/memorySecretStore'
import type { SecretStore } from '../../core/ports'

/** The part of Electron's safeStorage that is used. */
export interface SafeStorageLike {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
  /** Linux only. */
  getSelectedStorageBackend?(): string
}

export interface KeychainWorld {
  readonly safeStorage: SafeStorageLike
  readonly platform: NodeJS.Platform
  readonly dataDir: string
}

/** SECURITY: 6A "Secrets". `basic_text` encrypts with a password that every program knows: it counts as none. */
export function hasKeychain(safeStorage: SafeStorageLike, platform: NodeJS.Platform): boolean {
  try {
    if (!safeStorage.isEncryptionAvailable()) return false
    if (platform !== 'linux') return true
    const backend = safeStorage.getSelectedStorageBackend?.() ?? 'unknown'
    return backend !== 'basic_text' && backend !== 'unknown'
  } catch {
    return false
  }
}

/** Name -> base64 of what the keychain's key encrypted. */
type Blobs = Record<string, string>

function readBlobs(file: string): Blobs {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof kept !== 'object' || kept === null || !('secrets' in kept) || typeof kept.secrets !== 'object' || kept.secrets === null) return {}
    return Object.fromEntries(Object.entries(kept.secrets).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return {} // no file yet, or one that is not ours: secrets can be given anew, nothing else is lost
  }
}

function writeBlobs(dataDir: string, file: string, blobs: Blobs): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const beside = `${file}.${randomBytes(6).toString('hex')}.part`
  try {
    // SECURITY: 6A "Secrets". For the user alone, from its first byte on; renamed when it is whole.
    const descriptor = openSync(beside, 'wx', 0o600)
    try {
      writeSync(descriptor, JSON.stringify({ version: 1, secrets: blobs }))
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(beside, file)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/**
 * Secrets under the system's keychain, or in memory for this run where there is none (`kind: 'session'`, and the page says
 * so). Never plain on disk. Call after Electron is ready: before that Linux answers `unknown`.
 */
export function createSecretStore({ safeStorage, platform, dataDir }: KeychainWorld): SecretStore {
  if (!hasKeychain(safeStorage, platform)) return createMemorySecretStore()
  const file = join(dataDir, 'secrets.bin')
  return {
    kind: 'keychain',
    keep(name, secret) {
      writeBlobs(dataDir, file, { ...readBlobs(file), [name]: safeStorage.encryptString(secret).toString('base64') })
    },
    read(name) {
      const blobs = readBlobs(file)
      const blob = Object.hasOwn(blobs, name) ? blobs[name] : undefined
      if (blob === undefined) return undefined
      try {
        return safeStorage.decryptString(Buffer.from(blob, 'base64'))
      } catch {
        return undefined // another user's or a former keychain: as if it were not there
      }
    },
    forget(name) {
      const { [name]: gone, ...rest } = readBlobs(file)
      if (gone === undefined) return
      if (Object.keys(rest).length === 0) rmSync(file, { force: true })
      else writeBlobs(dataDir, file, rest)
    },
  }
}
