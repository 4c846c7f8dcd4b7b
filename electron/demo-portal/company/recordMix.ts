import { inverseOf, stepThatVisitsAll, within } from './wholeNumbers'

/**
 * What is unusual about a generated person's record, and how many of 10,000 have it. Of N generated people exactly
 * ⌊N · share⌋ do, whatever the seed; all others are plain. Records only: what went wrong is for the product to find.
 */
const shares = [
  // an open invitation
  ['invited', 160],
  ['invitedAtSlippedDomain', 60],
  ['invitedAtLookalike', 20],
  ['invitedExtranet', 20],
  // not active, with a code: an administrator has to approve
  ['awaitingApproval', 60],
  ['awaitingAtSlippedDomain', 20],
  // not active, no code
  ['dismissed', 220],
  ['dismissedWithRoleAddress', 60],
  // registered by an administrator, never logged in
  ['neverLoggedIn', 100],
  ['neverAtSlippedDomain', 40],
  // the second holder of an address, and behind each the first
  ['secondHolder', 40],
  ['firstHolder', 40],
  ['dismissedSecondHolder', 20],
  ['firstHolderBesideDismissed', 20],
  // they log in, but something is particular
  ['extranet', 120],
  ['hiredAgain', 60],
  ['longAway', 40],
  ['plusAddress', 60],
] as const

export type RecordKind = (typeof shares)[number][0] | 'plain'

export interface RecordPlace {
  readonly kind: RecordKind
  /** From 0, within the kind. */
  readonly index: number
}

/** Which of N generated people has which record: everybody is put at another place, and the first places are the unusual ones. */
export class RecordMix {
  private readonly step: number
  private readonly stepBack: number
  private readonly offset: number
  private readonly ranges: readonly { readonly kind: RecordKind; readonly from: number; readonly to: number }[]

  constructor(
    seed: number,
    readonly people: number,
  ) {
    const positive = Math.abs(seed)
    this.step = people === 0 ? 1 : stepThatVisitsAll(Math.floor(people * 0.618) + (positive % 89), people)
    this.stepBack = people === 0 ? 1 : inverseOf(this.step, people)
    this.offset = people === 0 ? 0 : (positive * 7919) % people
    let from = 0
    this.ranges = shares.map(([kind, share]) => {
      const range = { kind, from, to: from + Math.floor((people * share) / 10_000) }
      from = range.to
      return range
    })
  }

  at(ordinal: number): RecordPlace {
    const place = within(within(ordinal - this.offset, this.people) * this.stepBack, this.people)
    const last = this.ranges.at(-1)?.to ?? 0
    if (place >= last) return { kind: 'plain', index: place - last }
    for (const { kind, from, to } of this.ranges) if (place < to) return { kind, index: place - from }
    return { kind: 'plain', index: place - last }
  }

  /** Who is the nth of a kind; nobody when there are fewer. */
  ordinalOf(kind: Exclude<RecordKind, 'plain'>, index: number): number | undefined {
    const range = this.ranges.find((one) => one.kind === kind)
    if (range === undefined || index < 0 || index >= range.to - range.from) return undefined
    return within((range.from + index) * this.step + this.offset, this.people)
  }
}
