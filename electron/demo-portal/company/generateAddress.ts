import { mailDomain } from './company'
import { generateName, ordinalOfMailbox } from './generateName'
import { domainOf, indexOfRoleMailbox, roleMailbox, slippedDomain } from './mailDomains'
import type { RecordKind, RecordMix, RecordPlace } from './recordMix'

/** Cyrillic letters that look like the Latin ones; every mailbox holds at least one of these. */
const lookalikes: readonly (readonly [latin: string, cyrillic: string])[] = [['a', 'а'], ['e', 'е'], ['o', 'о'], ['i', 'і']]
const plusTag = '+bitrix'

/** A second holder has the address of the first with the same index. */
const firstHolderOf: Partial<Readonly<Record<RecordKind, 'firstHolder' | 'firstHolderBesideDismissed'>>> = {
  secondHolder: 'firstHolder',
  dismissedSecondHolder: 'firstHolderBesideDismissed',
}
const secondHolderOf: Partial<Readonly<Record<RecordKind, 'secondHolder' | 'dismissedSecondHolder'>>> = {
  firstHolder: 'secondHolder',
  firstHolderBesideDismissed: 'dismissedSecondHolder',
}

export function generateAddress(seed: number, mix: RecordMix, ordinal: number, { kind, index }: RecordPlace = mix.at(ordinal)): string {
  const first = firstHolderOf[kind]
  const holder = first === undefined ? ordinal : (mix.ordinalOf(first, index) ?? ordinal)
  if (kind === 'dismissedWithRoleAddress') return `${roleMailbox(index)}@${mailDomain}`
  const { mailbox } = generateName(seed, holder)
  switch (kind) {
    case 'invitedAtSlippedDomain':
    case 'awaitingAtSlippedDomain':
    case 'neverAtSlippedDomain':
      return `${mailbox}@${slippedDomain(index)}`
    case 'invitedAtLookalike':
      return `${withLookalike(mailbox)}@${mailDomain}`
    case 'plusAddress':
      return `${mailbox}${plusTag}@${domainOf(holder)}`
    default:
      return `${mailbox}@${domainOf(holder)}`
  }
}

/** Ordinals of all generated people who hold the address, ascending. Nobody is searched: the address is taken apart. */
export function holdersOfAddress(seed: number, mix: RecordMix, address: string): readonly number[] {
  const wanted = address.toLowerCase()
  const [local = ''] = wanted.split('@')
  const named = ordinalOfMailbox(seed, withoutLookalikes(local.endsWith(plusTag) ? local.slice(0, -plusTag.length) : local))
  const role = indexOfRoleMailbox(local)
  const candidates: (number | undefined)[] = [role === undefined ? undefined : mix.ordinalOf('dismissedWithRoleAddress', role)]
  if (named !== undefined && named < mix.people) {
    const { kind, index } = mix.at(named)
    const second = secondHolderOf[kind]
    candidates.push(named, second === undefined ? undefined : mix.ordinalOf(second, index))
  }
  return [...new Set(candidates)]
    .filter((ordinal) => ordinal !== undefined)
    .filter((ordinal) => generateAddress(seed, mix, ordinal).toLowerCase() === wanted)
    .sort((a, b) => a - b)
}

function withLookalike(mailbox: string): string {
  const found = lookalikes.find(([latin]) => mailbox.includes(latin))
  return found === undefined ? mailbox : mailbox.replace(found[0], found[1])
}

function withoutLookalikes(mailbox: string): string {
  return lookalikes.reduce((text, [latin, cyrillic]) => text.replaceAll(cyrillic, latin), mailbox)
}
