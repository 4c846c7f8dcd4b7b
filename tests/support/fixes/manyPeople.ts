import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { companyPeople, type Somebody } from '../app/companyPeople'
import { inCondition } from '../app/scenario'

export interface ManyPeople {
  /** Whose invitations are open. */
  readonly open: readonly Somebody[]
  readonly accepted: readonly Somebody[]
  readonly dismissed: readonly Somebody[]
  readonly missing: readonly string[]
  /** As somebody would paste it: all of them, mixed. */
  readonly list: string
}

/** Sixty of the company's people, fifty of whom have not accepted; written in several ways. */
export async function manyPeople(portal: DemoPortal, seed: number, people: number): Promise<ManyPeople> {
  const company = await companyPeople(portal, seed, people)
  const those = (condition: Parameters<typeof inCondition>[0], count: number): readonly Somebody[] => {
    const found = inCondition(condition)(company, portal).slice(0, count)
    if (found.length < count) throw new RangeError(`only ${found.length} people are ${condition}`)
    return found
  }
  const [open, accepted, dismissed] = [those('invitationPending', 50), those('healthy', 4), those('dismissed', 3)]
  const missing = ['one.nobody@harbourpine.example', 'two.nobody@harbourpine.example', 'three.nobody@harbourpine.example']
  const first = open.slice(0, 20).map(({ email }) => email)
  const named = open.slice(20, 24).map(({ name, email }) => `"${name}" <${email.toUpperCase()}>`)
  const rest = [...open.slice(24), ...accepted, ...dismissed].map(({ email }) => email)
  return { open, accepted, dismissed, missing, list: [first.join('\n'), named.join(', '), rest.join('; '), missing.join(' ')].join('\n') }
}

/** How many mails each of these addresses got once more. */
export function mailsTo(portal: DemoPortal, people: readonly Somebody[]): readonly number[] {
  const counts = new Map<string, number>()
  for (const { to, kind } of portal.mails()) if (kind === 'repeatedInvitation') counts.set(to, (counts.get(to) ?? 0) + 1)
  return people.map(({ email }) => counts.get(email) ?? 0)
}
