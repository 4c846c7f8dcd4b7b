import { AppFailure } from '@shared/contract/appError'
import { checkDefinition, type CheckName } from '@shared/domain/checks'
import type { FactName } from '@shared/domain/facts'
import type { Gives } from '@shared/flows/inputs'
import type { PortalApi } from '../../../core/ports'
import type { DemoPortal } from '../../../demo-portal/startDemoPortal'
import { apiOf } from './demoServer'

interface Act {
  /** The check that gives this fact sees it; its first need says whom it is done to. */
  readonly shows: FactName
  readonly to: (portal: DemoPortal, api: PortalApi, address: string) => Promise<void>
}

/** What people do between two steps, and no fault can do. What they cannot do either, such as invite twice, is not done. */
const acts = {
  /** The one person who holds the address logs in; nobody, several or a switched-off account cannot. */
  signedIn: {
    shows: 'login.works',
    to: async (portal, api, address) => {
      const [holder, second] = await api.usersByAddress(address)
      if (holder !== undefined && second === undefined && holder.active !== false) portal.signIn(Number(holder.id))
    },
  },
  /** An administrator gives the account another address. */
  freed: {
    shows: 'address.freed',
    to: async (_, api, address) => {
      for (const { id } of await api.usersByAddress(address)) await api.updateUser(id, { email: `former.${address}` })
    },
  },
  invited: { shows: 'invite.state', to: async (_, api, address) => { await invite(api, address) } },
  /** By somebody whose invitations an administrator has to approve. */
  awaiting: { shows: 'invite.state', to: async (_, api, address) => { await api.updateUser(await invite(api, address), { active: false }) } },
  accepted: { shows: 'invite.state', to: async (portal, api, address) => portal.signIn(Number(await invite(api, address))) },
} as const satisfies Record<string, Act>
type ActName = keyof typeof acts
const names = Object.keys(acts) as readonly ActName[]

/** The names of a world: its acts, in their order. */
const separator = '+'

export const signedIn = 'signedIn' satisfies ActName

export function isByHand(world: string): boolean {
  return world.split(separator).every((name) => Object.hasOwn(acts, name))
}

/** What can have been done by hand, as far as these checks would see it: each act, and each with one that another check sees. */
export function worldsByHand(checks: readonly CheckName[]): readonly string[] {
  const seen = names.filter((name) => whoSees(checks, name) !== undefined)
  const together = seen.flatMap((one, index) => seen.slice(index + 1).filter((other) => acts[other].shows !== acts[one].shows).map((other) => [one, other].join(separator)))
  return [...seen, ...together]
}

export async function actByHand(portal: DemoPortal, world: string, checks: readonly CheckName[], facts: Gives): Promise<void> {
  for (const name of names.filter((one) => world.split(separator).includes(one))) {
    const check = whoSees(checks, name)
    const address = check === undefined ? undefined : facts[checkDefinition(check).needs[0] ?? '']
    if (typeof address !== 'string') continue
    try {
      await acts[name].to(portal, apiOf(portal), address)
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error
    }
  }
}

function whoSees(checks: readonly CheckName[], name: ActName): CheckName | undefined {
  return checks.find((check) => checkDefinition(check).gives.includes(acts[name].shows))
}

async function invite(api: PortalApi, email: string): Promise<string> {
  return (await api.addUser({ email, departments: [1] })).id
}
