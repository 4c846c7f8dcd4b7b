import { dayMs, hourMs, minuteMs } from '../portalTime'
import { workgroups } from './departments'
import { generateAddress, holdersOfAddress } from './generateAddress'
import { generateName } from './generateName'
import type { Person } from './person'
import { randomSequence } from './randomSequence'
import type { RecordKind } from './recordMix'
import { RecordMix } from './recordMix'

const jobs: readonly (readonly [departmentId: number, position: string])[] = [
  [3, 'Accountant'], [3, 'Personnel Officer'], [5, 'Storekeeper'], [5, 'Packer'], [5, 'Warehouse Clerk'], [7, 'Boat Builder'],
  [7, 'Joiner'], [7, 'Painter'], [7, 'Sailmaker'], [9, 'Sales Manager'], [9, 'Sales Assistant'], [11, 'Driver'], [11, 'Dispatcher'],
  [14, 'System Administrator'], [16, 'Customer Adviser'],
]
const cities = ['Whitby', 'Falmouth', 'Oban', 'Flensburg', 'Gdynia', 'Odesa']

/** Numbers set aside for fiction; there are a thousand, so later people have none rather than somebody else's. */
const firstFictionMobile = 900_200
const fictionMobiles = 700

/** The part of a person that the kind of record decides. */
type PersonRecord = Pick<Person, 'active' | 'confirmCode' | 'externalAuthId' | 'registeredAtMs' | 'changedAtMs' | 'lastLoginAtMs' | 'lastActivityAtMs' | 'type' | 'groupIds'>

/** The people beyond the named ones. Each is made from the seed, the size of the company and an ordinal alone; nobody is kept. */
export class GeneratedPeople {
  private readonly mix: RecordMix

  constructor(
    private readonly seed: number,
    count: number,
    private readonly startedAtMs: number,
  ) {
    this.mix = new RecordMix(seed, count)
  }

  person(ordinal: number, id: number): Person {
    const place = this.mix.at(ordinal)
    const random = randomSequence(this.seed, ordinal)
    const { first, last } = generateName(this.seed, ordinal)
    const [departmentId, position] = pick(jobs, random())
    const hasBirthday = random() < 0.4
    const bornAtMs = this.startedAtMs - Math.floor(20 * 365 + random() * 40 * 365) * dayMs
    const city = pick(cities, random())
    const record = makeRecord(place.kind, this.startedAtMs, random)
    return {
      id,
      isAdmin: false,
      name: first,
      lastName: last,
      email: generateAddress(this.seed, this.mix, ordinal, place),
      gender: '',
      workPosition: position,
      ...(ordinal < fictionMobiles ? { personalMobile: `+44 7700 ${firstFictionMobile + ordinal}` } : {}),
      ...(random() < 0.5 ? { personalCity: city } : {}),
      ...(hasBirthday ? { birthdayAtMs: bornAtMs } : {}),
      employedAtMs: record.registeredAtMs,
      departmentIds: record.type === 'extranet' ? [] : [departmentId],
      ...record,
    }
  }

  address(ordinal: number): string {
    return generateAddress(this.seed, this.mix, ordinal)
  }

  /** Ordinals of all who were made with this address, whatever its case, ascending. */
  holdersOf(address: string): readonly number[] {
    return holdersOfAddress(this.seed, this.mix, address)
  }
}

function makeRecord(kind: RecordKind, startedAtMs: number, random: () => number): PersonRecord {
  const daysAgo = (least: number, most: number): number => startedAtMs - Math.floor(least + random() * (most - least)) * dayMs - Math.floor(1 + random() * 22) * hourMs
  const invited = (): PersonRecord => {
    const cameAtMs = daysAgo(1, 45)
    return { active: true, confirmCode: makeCode(random), externalAuthId: '', registeredAtMs: cameAtMs, changedAtMs: cameAtMs }
  }
  const lastSeen = (atMs: number): PersonRecord => ({
    active: true,
    confirmCode: '',
    externalAuthId: 'socservices',
    registeredAtMs: atMs - Math.floor(25 + random() * 2500) * dayMs,
    changedAtMs: atMs,
    lastLoginAtMs: atMs,
    lastActivityAtMs: Math.min(startedAtMs, atMs + Math.floor(random() * 9 * 60) * minuteMs),
  })
  // squared: most people were here yesterday, some are on holiday
  const healthy = (): PersonRecord => lastSeen(startedAtMs - Math.floor(5 + random() ** 2 * 20 * 24 * 60) * minuteMs)
  const outside = (record: PersonRecord): PersonRecord => ({ ...record, type: 'extranet', groupIds: [pick(workgroups, random()).id] })
  switch (kind) {
    case 'invited':
    case 'invitedAtSlippedDomain':
    case 'invitedAtLookalike':
      return invited()
    case 'invitedExtranet':
      return outside(invited())
    case 'awaitingApproval':
    case 'awaitingAtSlippedDomain':
      return { ...invited(), active: false }
    case 'neverLoggedIn':
    case 'neverAtSlippedDomain':
      return { ...invited(), confirmCode: '' }
    case 'dismissed':
    case 'dismissedWithRoleAddress':
    case 'dismissedSecondHolder': {
      const leftAtMs = daysAgo(10, 900)
      return { ...lastSeen(leftAtMs), active: false, changedAtMs: leftAtMs + dayMs }
    }
    case 'hiredAgain':
      return { ...lastSeen(daysAgo(300, 900)), changedAtMs: daysAgo(1, 6) }
    case 'longAway':
      return lastSeen(daysAgo(100, 280))
    case 'extranet':
      return outside(healthy())
    case 'firstHolder':
    case 'secondHolder':
    case 'firstHolderBesideDismissed':
    case 'plusAddress':
    case 'plain':
      return healthy()
  }
}

function makeCode(random: () => number): string {
  return Math.floor(random() * 36 ** 8).toString(36).padStart(8, '0')
}

function pick<Item>(items: readonly Item[], chance: number): Item {
  const item = items[Math.floor(chance * items.length)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}
