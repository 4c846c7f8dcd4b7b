import { portalPlans } from '@shared/domain/stateWords'
import { z } from 'zod'
import type { AppCredentials, AppTokens, Ports } from '../ports'

const settingKey = 'connection'

const keptSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('demo'), host: z.string().min(1).max(300) }),
  z.strictObject({ kind: z.literal('portal'), host: z.string().min(1).max(300), way: z.enum(['webhook', 'app']).default('webhook'), plan: z.enum(portalPlans).optional() }),
])
/** What the next run knows of this one's connection: never a secret. */
export type Kept = z.infer<typeof keptSchema>
export type KeptPortal = Extract<Kept, { kind: 'portal' }>

const appSchema = z.strictObject({
  credentials: z.strictObject({ clientId: z.string(), clientSecret: z.string() }),
  tokens: z.strictObject({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.number(), clientEndpoint: z.string(), memberId: z.string() }),
})
export interface AppSecret {
  readonly credentials: AppCredentials
  readonly tokens: AppTokens
}

/** The record of the connection in the settings, its secret in the secret store. */
export interface KeptConnection {
  read(): Kept | undefined
  keep(kept: Kept): void
  forget(): void
  keepWebhook(host: string, webhook: string): void
  webhook(host: string): string | undefined
  keepApp(host: string, secret: AppSecret): void
  app(host: string): AppSecret | undefined
}

export function createKeptConnection(ports: Ports): KeptConnection {
  const { settings, secrets } = ports
  // A command line comes and goes beside the window: what it connects to is its own affair and is not kept.
  const keeps = ports.host !== 'cli'
  const nameOf = (way: KeptPortal['way'], host: string): string => `${way}:${host}`

  const read = (): Kept | undefined => {
    const text = keeps ? settings.get(settingKey) : undefined
    const parsed = keptSchema.safeParse(text === undefined ? undefined : parseJson(text))
    return parsed.success ? parsed.data : undefined // damaged by hand: nothing was connected
  }

  return {
    read,
    keep(kept) {
      if (!keeps) return
      const before = read()
      // One portal at a time: the secret of the one before has no use any more.
      if (before?.kind === 'portal' && (kept.kind !== 'portal' || kept.host !== before.host || kept.way !== before.way)) secrets.forget(nameOf(before.way, before.host))
      settings.set(settingKey, JSON.stringify(kept))
    },
    forget() {
      const last = read()
      if (last?.kind === 'portal') secrets.forget(nameOf(last.way, last.host))
      if (keeps) settings.remove(settingKey)
    },
    keepWebhook: (host, webhook) => secrets.keep(nameOf('webhook', host), webhook),
    webhook: (host) => secrets.read(nameOf('webhook', host)),
    keepApp: (host, secret) => secrets.keep(nameOf('app', host), JSON.stringify(secret)),
    app(host) {
      const text = secrets.read(nameOf('app', host))
      const parsed = appSchema.safeParse(text === undefined ? undefined : parseJson(text))
      return parsed.success ? parsed.data : undefined
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
