import type { SpelledName } from './cultures'
import { cultureOrder, cultures } from './cultures'
import { inverseOf, stepThatVisitsAll, within } from './wholeNumbers'

export interface GeneratedName {
  readonly first: string
  readonly last: string
  /** What stands before the @, as long as nothing is special about the person's address. */
  readonly mailbox: string
}

interface CultureAtWork {
  readonly firstNames: readonly SpelledName[]
  readonly lastNames: readonly SpelledName[]
  readonly pairs: number
  readonly stride: number
  readonly strideBack: number
  /** Places within the order that belong to this culture, ascending. */
  readonly places: readonly number[]
  readonly firstByAddress: ReadonlyMap<string, number>
}

const signs = cultureOrder.split('')

const atWork: readonly CultureAtWork[] = cultures.map(({ sign, firstNames, lastNames }) => {
  const pairs = firstNames.length * lastNames.length
  const stride = stepThatVisitsAll(Math.round(pairs * 0.618), pairs) // near the golden section: neighbours look different
  return {
    firstNames,
    lastNames,
    pairs,
    stride,
    strideBack: inverseOf(stride, pairs),
    places: signs.flatMap((one, place) => (one === sign ? [place] : [])),
    firstByAddress: new Map(firstNames.map(({ inAddress }, index) => [inAddress, index])),
  }
})

/** For every place of the order: whose it is, and how many places of that culture come before it. */
const placesInOrder = signs.map((sign, place) => {
  const culture = atWork[cultures.findIndex((one) => one.sign === sign)]
  if (culture === undefined) throw new RangeError(`no culture has the sign ${sign}`)
  return { culture, before: culture.places.indexOf(place) }
})

const cultureByLastName = new Map(atWork.flatMap((culture) => culture.lastNames.map(({ inAddress }, index) => [inAddress, { culture, index }] as const)))

/**
 * Name and mailbox of the nth generated person, without looking at any other: each culture walks through all its pairs of
 * names in an order of its own, and starts again with a number behind the name. So no mailbox comes twice.
 */
export function generateName(seed: number, ordinal: number): GeneratedName {
  const place = placesInOrder[ordinal % placesInOrder.length]
  if (place === undefined) throw new RangeError(`${ordinal} is no ordinal`)
  const { culture, before } = place
  const rank = Math.floor(ordinal / placesInOrder.length) * culture.places.length + before
  const pair = within((rank % culture.pairs) * culture.stride + Math.abs(seed), culture.pairs)
  const round = Math.floor(rank / culture.pairs) + 1
  const first = culture.firstNames[pair % culture.firstNames.length]
  const last = culture.lastNames[Math.floor(pair / culture.firstNames.length)]
  if (first === undefined || last === undefined) throw new RangeError(`${ordinal} is no ordinal`)
  const written = last.inAddress === '' ? first.inAddress : `${first.inAddress}.${last.inAddress}`
  return { first: first.written, last: last.written, mailbox: round === 1 ? written : `${written}${round}` }
}

/** The way back: who has this mailbox, if the company were endless. The caller looks whether that person exists. */
export function ordinalOfMailbox(seed: number, mailbox: string): number | undefined {
  const [, firstName = '', lastName = '', number = '1'] = /^([a-z-]+)(?:\.([a-z-]+))?(\d{1,9})?$/.exec(mailbox) ?? []
  const family = cultureByLastName.get(lastName)
  const first = family?.culture.firstByAddress.get(firstName)
  if (family === undefined || first === undefined) return undefined
  const { culture, index } = family
  const pair = first + culture.firstNames.length * index
  const rank = within(within(pair - Math.abs(seed), culture.pairs) * culture.strideBack, culture.pairs) + (Number(number) - 1) * culture.pairs
  const place = culture.places[rank % culture.places.length]
  return place === undefined || rank < 0 ? undefined : Math.floor(rank / culture.places.length) * placesInOrder.length + place
}
