import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import type { ConnectionView } from '@shared/contract/views'
import type { AppTokens, CallOptions, MailDns, PortalApi, PortalGateway, PortalPlan, Ports } from '../ports'
import { createKeptConnection, type AppSecret, type KeptPortal } from './keptConnection'
import { healthAfter } from './portalHealth'
import { createZoneDns } from './zoneDns'

/** The one portal the app works with: none, the demo company, or a real one through a webhook or a local application. */
export interface Connection {
  view(): ConnectionView
  /** Undefined without a connection. */
  api(): PortalApi | undefined
  openDemo(): Promise<ConnectionView>
  /** Read-only calls first; kept only when they work. Throws webhookMalformed, webhookInsecure or what the portal says. */
  connectWebhook(webhook: string, plan?: PortalPlan): Promise<ConnectionView>
  /** Remembers the application's key and shows the page on which a person lets it in. */
  beginApp(start: AppStart): Promise<{ readonly opened: boolean; readonly address: string }>
  /** Throws codeExpired, appRemoved, notConnected (nothing was begun) or what the portal says. */
  connectApp(codeOrAddress: string): Promise<ConnectionView>
  setPlan(plan: PortalPlan): Promise<ConnectionView>
  /** Takes the connection to the host that the portal itself named, once a person has seen it. */
  followMove(host: string): Promise<ConnectionView>
  test(): Promise<ConnectionView>
  disconnect(): Promise<ConnectionView>
  /** Takes up the connection of the last run, where its secret is still there. */
  restore(): Promise<void>
  /** Asks a portal's front page; the demo company's own host leads to its loopback address. */
  reach(host: string, options: CallOptions): ReturnType<PortalGateway['reach']>
  /** Who is asked about mail: name servers; the demo company brings a world of its own, a real portal never does. */
  dns(): MailDns
}

export interface AppStart {
  readonly portal: string
  readonly clientId: string
  readonly clientSecret: string
  readonly plan?: PortalPlan | undefined
}

/** A portal that was tried: what it says of itself, and what makes it the connection. */
interface Tried {
  readonly probed: ConnectionView
  readonly use: () => void
}
type OnOutcome = (outcome: 'ok' | ErrorCode, movedTo?: string) => void

export function createConnection(ports: Ports): Connection {
  const kept = createKeptConnection(ports)
  let api: PortalApi | undefined
  /** A portal on this computer is reached at its loopback address, without TLS. */
  let onThisComputer: { readonly host: string; readonly url: string } | undefined
  /** Good for this very connection: with any other, only real name servers are asked. */
  let ofDemo: { readonly api: PortalApi; readonly dns: MailDns } | undefined
  const none = (): ConnectionView => ({ state: 'none', canLookUp: false, isAdmin: false, scopes: [], secretStore: ports.secrets.kind })
  let view = none()
  /** Counts what the person chose; a test that ends later than the next choice changes nothing. */
  let changes = 0
  /** SECURITY: the key of an application that is being connected is here and nowhere else. */
  let begun: (AppStart & { readonly state: string }) | undefined

  const set = (next: ConnectionView): ConnectionView => {
    view = next
    ports.publisher.publish({ type: 'connectionChanged', data: next })
    return next
  }

  /** The word on screen must not stay green while the portal refuses everything: every call tells how it is. */
  const observed = (make: (onOutcome: OnOutcome) => PortalApi): PortalApi => {
    const made: PortalApi = make((outcome, movedTo) => {
      const health = healthAfter(outcome)
      if (health === undefined || made !== api || view.problem === health.problem) return
      set({ ...withoutProblem(view), ...(health.problem === undefined ? {} : { problem: health.problem }), ...(health.problem === 'portalRenamed' && movedTo !== undefined ? { movedTo } : {}), checkedAt: ports.clock.now() })
    })
    return made
  }

  /** What the portal itself says the connection may do: rights come from there and from nowhere else. */
  const probe = async (candidate: PortalApi, known: Pick<ConnectionView, 'state' | 'portal' | 'way' | 'plan'>): Promise<ConnectionView> => {
    const started = ports.clock.now()
    const profile = await candidate.profile()
    const answeredInMs = Math.max(0, ports.clock.now() - started)
    const scopes = await candidate.scope()
    return {
      ...known,
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
    const candidate = observed((onOutcome) => ports.portal.connect(demo.adminWebhook, { allowLoopback: true, onOutcome }))
    const probed = await probe(candidate, { state: 'demo', portal: demo.portalHost })
    changes += 1
    api = candidate
    onThisComputer = { host: demo.portalHost, url: demo.url }
    ofDemo = { api: candidate, dns: createZoneDns(demo.mailZone, ports.dns) }
    kept.keep({ kind: 'demo', host: demo.portalHost })
    return set(probed)
  }

  const useOf = (candidate: PortalApi, host: string, isInsecure: boolean) => (): void => {
    api = candidate
    onThisComputer = isInsecure ? { host, url: `http://${host}` } : undefined
  }

  const tryWebhook = async (webhook: string, plan: PortalPlan | undefined): Promise<Tried> => {
    const { host } = ports.portal.parseWebhook(webhook, { allowLoopback: true })
    const candidate = observed((onOutcome) => ports.portal.connect(webhook, { allowLoopback: true, plan, onOutcome }))
    return { probed: await probe(candidate, { state: 'portal', portal: host, way: 'webhook', ...planned(plan) }), use: useOf(candidate, host, webhook.startsWith('http:')) }
  }

  const tryApp = async ({ credentials, tokens }: AppSecret, plan: PortalPlan | undefined, onTokens: (renewed: AppTokens) => void): Promise<Tried> => {
    const { host, protocol } = new URL(tokens.clientEndpoint)
    const candidate = observed((onOutcome) => ports.portal.connectApp(credentials, tokens, { allowLoopback: true, plan, onOutcome, onTokens }))
    return { probed: await probe(candidate, { state: 'portal', portal: host, way: 'app', ...planned(plan) }), use: useOf(candidate, host, protocol === 'http:') }
  }

  /** Makes what was tried the connection, and keeps it for the next run. */
  const take = async ({ probed, use }: Tried, keepSecret: (host: string) => void): Promise<ConnectionView> => {
    changes += 1
    if (view.state === 'demo') await ports.demo.stop()
    use()
    const host = probed.portal ?? ''
    kept.keep({ kind: 'portal', host, way: probed.way ?? 'webhook', ...planned(probed.plan) })
    keepSecret(host)
    return set(probed)
  }

  const connectWebhook = async (webhook: string, plan?: PortalPlan): Promise<ConnectionView> => {
    const trimmed = webhook.trim()
    return take(await tryWebhook(trimmed, plan), (host) => kept.keepWebhook(host, trimmed))
  }

  const present = (): KeptPortal => {
    const last = kept.read()
    if (last?.kind !== 'portal') throw new AppFailure('notConnected')
    return last
  }

  const retry = ({ host, way, plan }: KeptPortal): Promise<Tried> | undefined => {
    if (way === 'webhook') {
      const webhook = kept.webhook(host)
      return webhook === undefined ? undefined : tryWebhook(webhook, plan)
    }
    const app = kept.app(host)
    return app === undefined ? undefined : tryApp(app, plan, (renewed) => kept.keepApp(host, { ...app, tokens: renewed }))
  }

  const notRestored = (error: unknown): void => ports.log.warn('connection', 'notRestored', { code: codeOf(error) })

  return {
    view: () => view,
    api: () => api,
    openDemo,
    connectWebhook,
    async beginApp(start) {
      const portal = start.portal.trim()
      const state = ports.ids.token(16)
      const address = ports.portal.authorizeAddress(portal, start.clientId.trim(), state)
      begun = { ...start, portal, clientId: start.clientId.trim(), clientSecret: start.clientSecret.trim(), state }
      return { opened: await ports.links.open(address, 'portal', [new URL(address).host]), address }
    },
    async connectApp(codeOrAddress) {
      if (begun === undefined) throw new AppFailure('notConnected')
      const { clientId, clientSecret, state, plan } = begun
      const credentials = { clientId, clientSecret }
      // SECURITY: an address that answers somebody else's question is not ours to use
      const given = stateIn(codeOrAddress)
      if (given !== undefined && given !== state) throw new AppFailure('codeExpired')
      const secret = { credentials, tokens: await ports.portal.exchangeCode(credentials, codeOrAddress.trim()) }
      let host: string | undefined
      const tried = await tryApp(secret, plan, (renewed) => {
        secret.tokens = renewed
        if (host !== undefined) kept.keepApp(host, secret)
      })
      begun = undefined
      return take(tried, (connected) => kept.keepApp((host = connected), secret))
    },
    async setPlan(plan) {
      const last = present()
      const tried = retry({ ...last, plan })
      if (tried === undefined) throw new AppFailure('notConnected')
      const { probed, use } = await tried
      use()
      kept.keep({ ...last, plan })
      return set(probed)
    },
    async followMove(host) {
      const last = present()
      // SECURITY: only to the host that was shown, and only where the portal itself named it
      if (view.movedTo === undefined || view.movedTo !== host) throw new AppFailure('unsafeLink')
      const webhook = last.way === 'webhook' ? kept.webhook(last.host) : undefined
      if (webhook === undefined) throw new AppFailure('notConnected')
      return connectWebhook(ports.portal.moveWebhook(webhook, host), last.plan)
    },
    async test() {
      if (api === undefined || view.state === 'none') throw new AppFailure('notConnected')
      const { state, portal, way, plan } = view
      const before = changes
      try {
        const probed = await probe(api, { state, ...(portal === undefined ? {} : { portal }), ...(way === undefined ? {} : { way }), ...planned(plan) })
        return changes === before ? set(probed) : view
      } catch (error) {
        if (!(error instanceof AppFailure)) throw error
        // What the person chose meanwhile is another portal: this one's trouble is not its.
        if (changes !== before) return view
        const movedTo = error.details?.['movedTo']
        return set({ ...withoutProblem(view), problem: error.code, ...(typeof movedTo === 'string' ? { movedTo } : {}), checkedAt: ports.clock.now() })
      }
    },
    async disconnect() {
      changes += 1
      kept.forget()
      api = undefined
      begun = undefined
      onThisComputer = undefined
      if (view.state === 'demo') await ports.demo.stop()
      return set(none())
    },
    async restore() {
      const last = kept.read()
      if (last?.kind === 'demo') await openDemo().catch((error: unknown) => notRestored(error))
      if (last?.kind !== 'portal') return
      const tried = retry(last)
      if (tried === undefined) return
      // Known at once, tested behind the window's back: a slow portal must not keep the window away.
      const known: ConnectionView = { ...none(), state: 'portal', portal: last.host, way: last.way, ...planned(last.plan) }
      set(known)
      const before = changes
      // Whatever the person chose meanwhile stands.
      void tried.then(({ probed, use }) => {
        if (changes !== before) return
        use()
        set(probed)
      }, (error: unknown) => {
        notRestored(error)
        if (changes !== before) return
        const movedTo = error instanceof AppFailure ? error.details?.['movedTo'] : undefined
        set({ ...known, problem: codeOf(error), ...(typeof movedTo === 'string' ? { movedTo } : {}), checkedAt: ports.clock.now() })
      })
    },
    reach(host, options) {
      return ports.portal.reach(host, { ...options, ...(onThisComputer?.host === host ? { baseUrl: onThisComputer.url } : {}) })
    },
    dns: () => (ofDemo !== undefined && ofDemo.api === api ? ofDemo.dns : ports.dns),
  }
}

function planned(plan: PortalPlan | undefined): { readonly plan?: PortalPlan } {
  return plan === undefined ? {} : { plan }
}

function withoutProblem(view: ConnectionView): ConnectionView {
  const { problem, movedTo, ...rest } = view
  return problem === undefined && movedTo === undefined ? view : rest
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof AppFailure ? error.code : 'internal'
}

/** The `state` of an address that Bitrix24 led to; a bare code has none. */
function stateIn(codeOrAddress: string): string | undefined {
  return /[?&]state=([^&#\s]{1,200})/.exec(codeOrAddress)?.[1]
}
