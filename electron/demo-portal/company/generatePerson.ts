import { dayMs, hourMs, minuteMs } from '../portalTime'
import { mailDomain } from './company'
import type { SpelledName } from './cultures'
import { cultureOrder, cultures } from './cultures'
import type { Person } from './person'
import { randomSequence } from './randomSequence'

export interface GeneratedName {
  readonly first: SpelledName
  readonly last: SpelledName
  readonly email: string
}

const jobs: readonly (readonly [departmentId: number, position: string])[] = [
  [3, 'Accountant'], [3, 'Personnel Officer'], [5, 'Storekeeper'], [5, 'Packer'], [5, 'Warehouse Clerk'], [7, 'Boat Builder'],
  [7, 'Joiner'], [7, 'Painter'], [7, 'Sailmaker'], [9, 'Sales Manager'], [9, 'Sales Assistant'], [11, 'Driver'], [11, 'Dispatcher'],
  [14, 'System Administrator'], [16, 'Customer Adviser'],
]
const cities = ['Whitby', 'Falmouth', 'Oban', 'Flensburg', 'Gdynia', 'Odesa']

/** Numbers set aside for fiction; there are a thousand, so later people have none rather than somebody else's. */
const firstFictionMobile = 900_200
const fictionMobiles = 700

/**
 * Name and address of the nth generated person, without looking at any other: each culture walks through all its pairs of
 * names in an order of its own, and starts again with a number behind the name. So no address comes twice.
 */
export function generateName(seed: number, ordinal: number): GeneratedName {
  const sign = cultureOrder.charAt(ordinal % cultureOrder.length)
  const culture = cultures.find((one) => one.sign === sign)
  if (culture === undefined) throw new RangeError(`no culture has the sign ${sign}`)
  const pairs = culture.firstNames.length * culture.lastNames.length
  const rank = rankWithinCulture(sign, ordinal)
  const pair = (((rank % pairs) * strideOf(pairs)) + (Math.abs(seed) % pairs)) % pairs
  const round = Math.floor(rank / pairs)
  const first = pick(culture.firstNames, pair)
  const last = pick(culture.lastNames, Math.floor(pair / culture.firstNames.length))
  return { first, last, email: `${first.inAddress}.${last.inAddress}${round === 0 ? '' : String(round + 1)}@${mailDomain}` }
}

/** A healthy colleague: registered, accepted, logs in. */
export function generatePerson(seed: number, ordinal: number, id: number, startedAtMs: number): Person {
  const { first, last, email } = generateName(seed, ordinal)
  const random = randomSequence(seed, ordinal)
  const [departmentId, position] = pick(jobs, Math.floor(random() * jobs.length))
  const registeredAtMs = startedAtMs - Math.floor(25 + random() * 2500) * dayMs - Math.floor(random() * 24) * hourMs
  // squared: most people were here yesterday, some are on holiday
  const lastLoginAtMs = startedAtMs - Math.floor(5 + random() ** 2 * 20 * 24 * 60) * minuteMs
  const lastActivityAtMs = Math.min(startedAtMs, lastLoginAtMs + Math.floor(random() * 9 * 60) * minuteMs)
  const hasBirthday = random() < 0.4
  const bornAtMs = startedAtMs - Math.floor(20 * 365 + random() * 40 * 365) * dayMs
  const city = pick(cities, Math.floor(random() * cities.length))
  return {
    id,
    active: true,
    confirmCode: '',
    isAdmin: false,
    externalAuthId: 'socservices',
    name: first.written,
    lastName: last.written,
    email,
    gender: '',
    workPosition: position,
    ...(ordinal < fictionMobiles ? { personalMobile: `+44 7700 ${firstFictionMobile + ordinal}` } : {}),
    ...(random() < 0.5 ? { personalCity: city } : {}),
    ...(hasBirthday ? { birthdayAtMs: bornAtMs } : {}),
    employedAtMs: registeredAtMs,
    departmentIds: [departmentId],
    registeredAtMs,
    changedAtMs: lastLoginAtMs,
    lastLoginAtMs,
    lastActivityAtMs,
  }
}

function rankWithinCulture(sign: string, ordinal: number): number {
  const share = cultureOrder.split(sign).length - 1
  const place = ordinal % cultureOrder.length
  return Math.floor(ordinal / cultureOrder.length) * share + (cultureOrder.slice(0, place).split(sign).length - 1)
}

const strides = new Map<number, number>()

/** A step near the golden section that has no divisor in common with the number of pairs: it visits each pair once. */
function strideOf(pairs: number): number {
  const known = strides.get(pairs)
  if (known !== undefined) return known
  let stride = Math.max(1, Math.round(pairs * 0.618))
  while (commonDivisor(stride, pairs) !== 1) stride += 1
  strides.set(pairs, stride)
  return stride
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

