import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSecretStore, hasKeychain, type SafeStorageLike } from '../../../electron/hosts/electron/keychainSecretStore'
import { filesBelow, filesHolding, temporaryFolder } from '../../support/temporaryFolder'

const secret = 'https://acme.bitrix24.com/rest/7/abcdefgh12345678/'

interface FakeState {
  readonly available?: boolean
  readonly backend?: string
  readonly key?: number
}
/** A keychain that turns every byte by its key; another key does not decrypt. */
function fakeSafeStorage({ available = true, backend = 'gnome_libsecret', key = 90 }: FakeState = {}): SafeStorageLike {
  const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ key))
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.concat([Buffer.from([key]), turn(Buffer.from(text, 'utf8'))]),
    decryptString: (encrypted) => {
      if (encrypted[0] !== key) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
      return turn(encrypted.subarray(1)).toString('utf8')
    },
  }
}

describe('Secrets: a keychain counts only when it is real', () => {
  it.each([
    { why: 'no encryption at all', state: { available: false }, platform: 'linux', real: false },
    { why: 'basic_text, whose password every program knows', state: { backend: 'basic_text' }, platform: 'linux', real: false },
    { why: 'asked before Electron was ready', state: { backend: 'unknown' }, platform: 'linux', real: false },
    { why: 'the GNOME keyring', state: { backend: 'gnome_libsecret' }, platform: 'linux', real: true },
    { why: 'KWallet', state: { backend: 'kwallet6' }, platform: 'linux', real: true },
    { why: 'the macOS keychain', state: {}, platform: 'darwin', real: true },
    { why: 'Windows', state: {}, platform: 'win32', real: true },
    { why: 'Windows without it', state: { available: false }, platform: 'win32', real: false },
  ] as const)('$why', ({ state, platform, real }) => {
    expect(hasKeychain(fakeSafeStorage(state), platform)).toBe(real)
    expect(createSecretStore({ safeStorage: fakeSafeStorage(state), platform, dataDir: temporaryFolder() }).kind).toBe(real ? 'keychain' : 'session')
  })
  it('a safeStorage that throws is none', () => {
    const broken: SafeStorageLike = {
      ...fakeSafeStorage(),
      isEncryptionAvailable: () => {
        throw new Error('no session bus')
      },
    }
    expect(hasKeychain(broken, 'linux')).toBe(false)
  })
  it('a Linux that does not name its back end has none', () => {
    const nameless = fakeSafeStorage()
    delete nameless.getSelectedStorageBackend
    expect(hasKeychain(nameless, 'linux')).toBe(false)
  })
})

describe('Secrets: with a keychain', () => {
  it('are there in the next run, and on disk only encrypted, for this user alone', () => {
    const dataDir = join(temporaryFolder(), 'data')
    createSecretStore({ safeStorage: fakeSafeStorage(), platform: 'linux', dataDir }).keep('webhook', secret)
    expect(createSecretStore({ safeStorage: fakeSafeStorage(), platform: 'linux', dataDir }).read('webhook')).toBe(secret)
    expect(filesHolding(dataDir, [secret, Buffer.from(secret).toString('base64'), 'abcdefgh12345678'])).toEqual([])
    expect(filesBelow(dataDir)).toEqual([join(dataDir, 'secrets.bin')])
    expect(statSync(join(dataDir, 'secrets.bin')).mode & 0o777).toBe(0o600)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  })
  it('are replaced and forgotten one by one; the last takes the file along', () => {
    const dataDir = temporaryFolder()
    const store = createSecretStore({ safeStorage: fakeSafeStorage(), platform: 'linux', dataDir })
    store.keep('webhook', 'first-first-first')
    store.keep('webhook', 'second-second-second')
    store.keep('other', 'third-third-third')
    expect([store.read('webhook'), store.read('other')]).toEqual(['second-second-second', 'third-third-third'])
    store.forget('webhook')
    expect([store.read('webhook'), store.read('other')]).toEqual([undefined, 'third-third-third'])
    store.forget('other')
    expect(filesBelow(dataDir)).toEqual([])
  })
  it('that another keychain encrypted are as if they were not there', () => {
    const dataDir = temporaryFolder()
    createSecretStore({ safeStorage: fakeSafeStorage({ key: 11 }), platform: 'linux', dataDir }).keep('webhook', secret)
    const store = createSecretStore({ safeStorage: fakeSafeStorage({ key: 12 }), platform: 'linux', dataDir })
    expect(store.read('webhook')).toBeUndefined()
    store.keep('webhook', secret)
    expect(store.read('webhook')).toBe(secret)
  })
  it.each(['', 'nonsense', '[]', 'null', '{"secrets":7}', '{"secrets":{"webhook":7}}', '{"secrets":{"webhook":"%%%"}}'])('a damaged file (%s) is no obstacle', (text) => {
    const dataDir = temporaryFolder()
    writeFileSync(join(dataDir, 'secrets.bin'), text)
    const store = createSecretStore({ safeStorage: fakeSafeStorage(), platform: 'linux', dataDir })
    expect(store.read('webhook')).toBeUndefined()
    store.keep('webhook', secret)
    expect(store.read('webhook')).toBe(secret)
  })
  it('names of built-in properties are names like any other', () => {
    const store = createSecretStore({ safeStorage: fakeSafeStorage(), platform: 'linux', dataDir: temporaryFolder() })
    expect(store.read('constructor')).toBeUndefined()
    store.keep('constructor', secret)
    expect(store.read('constructor')).toBe(secret)
  })
})

it('Secrets: without a keychain they live in memory only and never touch the disk', () => {
  const dataDir = temporaryFolder()
  const store = createSecretStore({ safeStorage: fakeSafeStorage({ backend: 'basic_text' }), platform: 'linux', dataDir })
  store.keep('webhook', secret)
  expect(store.read('webhook')).toBe(secret)
  expect(filesBelow(dataDir).map((file) => readFileSync(file, 'utf8'))).toEqual([])
  store.forget('webhook')
  expect(store.read('webhook')).toBeUndefined()
})
