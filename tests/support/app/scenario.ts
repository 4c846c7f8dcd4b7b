import type { Door } from '@shared/domain/stateWords'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import type { Condition } from '../demoPortal/truth'
import type { CompanyPeople, Somebody } from './companyPeople'
import type { Person } from './walkCase'

/** Somebody of the company who meets a verdict. */
export interface Scenario {
  readonly flow: string
  /** The verdicts on the way; the scenario is about the last one. */
  readonly verdicts: readonly string[]
  /** Whom it happens to: one of them is picked by the seed. */
  readonly who: (people: CompanyPeople, portal: DemoPortal) => readonly Somebody[]
  /** What is pasted. */
  readonly message: (one: Somebody) => string
  readonly person?: (one: Somebody) => Person
  /** Whose way it is; both helpers' unless said. */
  readonly doors?: readonly Door[]
  /** What is the matter with the portal. */
  readonly fault?: string
}

/** What nobody in the company has. */
export const strangeAddress = 'nobody.of.that.name@letterbox.example'

export function inCondition(condition: Condition): Scenario['who'] {
  return (people) => people.everybody.filter((one) => one.condition === condition && people.isPlain(one) && one.truth?.types === undefined)
}

/** The same, where the mailbox can get mail. */
export function withMailbox(condition: Condition): Scenario['who'] {
  const among = inCondition(condition)
  return (people, portal) => among(people, portal).filter(({ email }) => takesMail(portal, email))
}

export function takesMail({ mailZone }: DemoPortal, address: string): boolean {
  const { mx = [], addresses = [] } = mailZone.names[address.slice(address.indexOf('@') + 1)] ?? {}
  return mx.length > 0 ? mx.some(({ exchange }) => exchange !== '') : addresses.length > 0
}

/** Who is on the portal and shown to nobody: to a look-up there is no such person. */
export const hiddenFromEverybody: Scenario['who'] = ({ everybody }) => everybody.filter(({ hiddenFrom }) => hiddenFrom === 'everybody')

/** The first two letters of the mailbox swapped, where that makes it nobody's. */
export function slipped({ email }: Somebody): string {
  return `${email[1] ?? ''}${email[0] ?? ''}${email.slice(2)}`
}

/** People at an address of the company whose slip is nobody's. */
export const canSlip: Scenario['who'] = (people, portal) =>
  withMailbox('healthy')(people, portal).filter((one) => one.email.split('@')[0]!.length > 6 && one.email[0] !== one.email[1] && one.email[1] !== '.' && people.holders(slipped(one)).length === 0)
