import { AppFailure } from '@shared/contract/appError'
import type { ConnectionView } from '@shared/contract/views'
import { z } from 'zod'
import type { CallOptions, PortalApi, PortalGateway, Ports } from '../ports'

const settingKey = 'connection'
const secretName = (host: string): string => `webhook:${host}`

/** The one portal the app works with: none, the demo company, or a real one through a webhook. */
export interface Connection {
  view(): ConnectionView
  /** Undefined without a connection. */
  api(): PortalApi | undefined
  openDemo(): Promise<ConnectionView>
  /** Read-only calls first; kept only when they work. Throws webhookMalformed, webhookInsecure or what the portal says. */
  connectWebhook(webhook: string): Promise<ConnectionView>
  test(): Promise<ConnectionView>
  disconnect(): Promise<ConnectionView>
  /** Takes up the connection of the last run, where its secret is still there. */
  restore(): Promise<void>
  /** Asks a portal's front page; the demo company's own host leads to its loopback address. */
  reach(host: string, options: CallOptions): ReturnType<PortalGateway['reach']>
}

const keptSchema = z.strictObject({ kind: z.enum(['demo', 'portal']), host: z.string().min(1).max(300) })
type Kept = z.infer<typeof keptSchema>

export function createConnection(ports: Ports): Connection {
  let api: PortalApi | undefined
  /** A portal on this computer is reached at its loopback address, without TLS. */
  let onThisComputer: { readonly host: string; readonly url: string } | undefined
  const none = (): ConnectionView => ({ state: 'none', canLookUp: false, isAdmin: false, scopes: [], secretStore: ports.secrets.kind })
  let view = none()
  /** Counts what the person chose; a test that ends later than the next choice changes nothing. */
  let changes = 0

  // A command line comes and goes beside the window: what it connects to is its own affair and is not kept.
  const keeps = ports.host !== 'cli'
  const keep = (kept: Kept): void => {
    if (keeps) ports.settings.set(settingKey, JSON.stringify(kept))
  }

  const set = (next: ConnectionView): ConnectionView => {
    view = next
    ports.publisher.publish({ type: 'connectionChanged', data: next })
    return next
  }

  /** What the portal itself says the webhook may do: rights come from there and from nowhere else. */
  const probe = async (candidate: PortalApi, state: 'demo' | 'portal', portal: string): Promise<ConnectionView> => {
    const started = ports.clock.now()
    const profile = await candidate.profile()
    const answeredInMs = Math.max(0, ports.clock.now() - started)
    const scopes = await candidate.scope()
    return {
      state,
      portal,
      ...(profile.name === '' ? {} : { ownerName: profile.name }),
      canLookUp: scopes.some((scope) => scope === 'user' || scope === 'user_basic'),
      isAdmin: profile.isAdmin,
      scopes: [...scopes].slice(0, 100),
      answeredInMs,
      checkedAt: ports.clock.now(),
      secretStore: ports.secrets.kind,
    }
  }

  const openDemo = async (): Promise<ConnectionView> => {
    const demo = await ports.demo.start()
    const candidate = ports.portal.connect(demo.adminWebhook, { allowLoopback: true })
    const probed = await probe(candidate, 'demo', demo.portalHost)
    changes += 1
    api = candidate
    onThisComputer = { host: demo.portalHost, url: demo.url }
    keep({ kind: 'demo', host: demo.portalHost })
    return set(probed)
  }

  /** Tests a webhook; `use` makes it the connection. */
  const tryWebhook = async (webhook: string): Promise<{ readonly probed: ConnectionView; readonly use: () => void }> => {
    const { host } = ports.portal.parseWebhook(webhook, { allowLoopback: true })
    const candidate = ports.portal.connect(webhook, { allowLoopback: true })
    const probed = await probe(candidate, 'portal', host)
    return {
      probed,
      use: () => {
        api = candidate
        onThisComputer = webhook.startsWith('http:') ? { host, url: `http://${host}` } : undefined
      },
    }
  }

  const kept = (): Kept | undefined => {
    const text = keeps ? ports.settings.get(settingKey) : undefined
    if (text === undefined) return undefined
    try {
      return keptSchema.parse(JSON.parse(text))
    } catch {
      return undefined // damaged by hand: nothing was connected
    }
  }

  const notRestored = (error: unknown): void => ports.log.warn('connection', 'notRestored', { code: error instanceof AppFailure ? error.code : 'internal' })

  return {
    view: () => view,
    api: () => api,
    openDemo,
    async connectWebhook(webhook) {
      const trimmed = webhook.trim()
      const { probed, use } = await tryWebhook(trimmed)
      changes += 1
      if (view.state === 'demo') await ports.demo.stop()
      use()
      const host = probed.portal ?? ''
      ports.secrets.keep(secretName(host), trimmed)
      keep({ kind: 'portal', host })
      return set(probed)
    },
    async test() {
      if (api === undefined || view.state === 'none') throw new AppFailure('notConnected')
      try {
        return set(await probe(api, view.state, view.portal ?? ''))
      } catch (error) {
        if (!(error instanceof AppFailure)) throw error
        return set({ ...view, problem: error.code, checkedAt: ports.clock.now() })
      }
    },
    async disconnect() {
      const last = kept()
      changes += 1
      if (last?.kind === 'portal') ports.secrets.forget(secretName(last.host))
      if (keeps) ports.settings.remove(settingKey)
      api = undefined
      onThisComputer = undefined
      if (view.state === 'demo') await ports.demo.stop()
      return set(none())
    },
    async restore() {
      const last = kept()
      if (last?.kind === 'demo') await openDemo().catch((error: unknown) => notRestored(error))
      else if (last?.kind === 'portal') {
        const webhook = ports.secrets.read(secretName(last.host))
        if (webhook === undefined) return
        // Known at once, tested behind the window's back: a slow portal must not keep the window away.
        const known: ConnectionView = { ...none(), state: 'portal', portal: last.host }
        set(known)
        const before = changes
        // Whatever the person chose meanwhile stands.
        void tryWebhook(webhook).then(({ probed, use }) => {
          if (changes !== before) return
          use()
          set(probed)
        }, (error: unknown) => {
          notRestored(error)
          if (changes === before) set({ ...known, problem: error instanceof AppFailure ? error.code : 'internal', checkedAt: ports.clock.now() })
        })
      }
    },
    reach(host, options) {
      return ports.portal.reach(host, { ...options, ...(onThisComputer?.host === host ? { baseUrl: onThisComputer.url } : {}) })
    },
  }
}
