import type { SecretStore } from '../../core/ports'

/** For hosts without a keychain: secrets live until the process ends, and `kind` lets the page say so. */
export function createMemorySecretStore(): SecretStore {
  // SECURITY: 6B-15: memory only. A file, encrypted or not, would outlive the process beside its own key.
  const secrets = new Map<string, string>()
  return {
    kind: 'session',
    keep(name, secret) {
      secrets.set(name, secret)
    },
    read: (name) => secrets.get(name),
    forget(name) {
      secrets.delete(name)
    },
  }
}
