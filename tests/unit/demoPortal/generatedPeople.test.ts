import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CompanyDirectory } from '../../../electron/demo-portal/company/companyDirectory'
import { cultures } from '../../../electron/demo-portal/company/cultures'
import { GeneratedPeople } from '../../../electron/demo-portal/company/generatedPeople'
import { generateName, ordinalOfMailbox } from '../../../electron/demo-portal/company/generateName'
import type { Person } from '../../../electron/demo-portal/company/person'
import { RecordMix } from '../../../electron/demo-portal/company/recordMix'
import { inverseOf, stepThatVisitsAll } from '../../../electron/demo-portal/company/wholeNumbers'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const seeds = fc.nat({ max: 2 ** 31 })
const sizes = fc.integer({ min: 1, max: 200_000 })
/** A company and some of its people. */
const some = fc.tuple(seeds, sizes, fc.array(fc.nat({ max: 199_999 }), { minLength: 1, maxLength: 20 })).map(([seed, size, picks]) => ({ seed, size, ordinals: picks.map((pick) => pick % size) }))

const controls = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

/** What a row must be so that any honest client can read it. */
function faultsOf(person: Person): readonly string[] {
  const texts = [person.name, person.lastName, person.email, person.workPosition, person.personalMobile ?? '', person.personalCity ?? '']
  const [local = '', domain = '', ...more] = person.email.split('@')
  const found = {
    'a control, invisible or half character': texts.some((text) => controls.test(text)),
    'spaces around or doubled': texts.some((text) => text !== text.trim() || text.includes('  ')),
    'letters not composed': texts.some((text) => text !== text.normalize('NFC')),
    'no name': person.name === '',
    'a name longer than fifty': person.name.length > 50 || person.lastName.length > 50,
    'an address that is none': more.length > 0 || local.length === 0 || local.length > 64 || person.email.length > 254 || !/^[\p{Ll}\d.+-]+$/u.test(local) || local.includes('..') || local.startsWith('.') || local.endsWith('.'),
    'a domain that is none': !/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+example$/.test(domain),
    'a moment out of order': person.registeredAtMs > (person.lastLoginAtMs ?? startedAtMs) || (person.lastLoginAtMs ?? 0) > (person.lastActivityAtMs ?? 0) || Math.max(person.changedAtMs, person.lastActivityAtMs ?? 0) > startedAtMs,
    'a code that is none': person.confirmCode !== '' && !/^[a-z0-9]{8}$/.test(person.confirmCode),
    'a code, and logged in': person.confirmCode !== '' && person.lastLoginAtMs !== undefined,
    'tied to the network without a login': (person.externalAuthId === 'socservices') !== (person.lastLoginAtMs !== undefined),
    'neither inside nor outside': (person.departmentIds.length === 0) !== (person.type === 'extranet'),
    'an administrator': person.isAdmin,
  }
  return Object.entries(found).flatMap(([fault, isSo]) => (isSo ? [fault] : []))
}

describe('generated people', () => {
  it('are valid rows, whatever the seed, the size and the place', () => {
    fc.assert(
      fc.property(some, ({ seed, size, ordinals }) => {
        const company = new GeneratedPeople(seed, size, startedAtMs)
        for (const ordinal of ordinals) expect(faultsOf(company.person(ordinal, 7))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('are the same when made twice, in any order, and others with another seed', () => {
    fc.assert(
      fc.property(some, seeds, ({ seed, size, ordinals }, otherSeed) => {
        const [one, again] = [new GeneratedPeople(seed, size, startedAtMs), new GeneratedPeople(seed, size, startedAtMs)]
        const made = ordinals.map((ordinal) => one.person(ordinal, ordinal + 1))
        expect([...ordinals].reverse().map((ordinal) => again.person(ordinal, ordinal + 1)).reverse()).toEqual(made)
        const other = new GeneratedPeople(otherSeed, size, startedAtMs)
        if (otherSeed !== seed) expect(ordinals.map((ordinal) => other.person(ordinal, ordinal + 1))).not.toEqual(made)
      }),
      { numRuns: 100 },
    )
  })

  it('are found by their address, which the list and the person agree on; nobody else is', () => {
    fc.assert(
      fc.property(some, ({ seed, size, ordinals }) => {
        const company = new GeneratedPeople(seed, size, startedAtMs)
        for (const ordinal of ordinals) {
          const { email } = company.person(ordinal, 1)
          expect(company.address(ordinal)).toBe(email)
          for (const spelled of [email, email.toUpperCase()]) {
            const holders = company.holdersOf(spelled)
            expect(holders).toContain(ordinal)
            for (const holder of holders) expect(company.address(holder)).toBe(email)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('answers any text that is asked for as an address with people who hold it', () => {
    const company = new GeneratedPeople(1, 3000, startedAtMs)
    const nearlyAddresses = fc.tuple(fc.nat({ max: 9000 }), fc.constantFrom('', '2', '+bitrix', '1', '0', '99999999999', 'x'), fc.constantFrom('harbourpine.example', 'harbourpin.example', 'freemail.example', ''))
    const asked = fc.oneof(fc.string({ unit: 'binary' }), nearlyAddresses.map(([ordinal, tail, domain]) => `${generateName(1, ordinal).mailbox}${tail}@${domain}`), fc.constantFrom('@', '', 'orders@', 'orders0@harbourpine.example', 'orders00@harbourpine.example', 'constructor@harbourpine.example'))
    fc.assert(fc.property(asked, (address) => company.holdersOf(address).every((ordinal) => company.address(ordinal) === address.toLowerCase())), { numRuns: 1000 })
  })

  it('no address comes twice in 200,000 unless two share it, and looking each up finds just its holders', { timeout: 60_000 }, () => {
    const size = 200_000
    const company = new GeneratedPeople(1, size, startedAtMs)
    const mix = new RecordMix(1, size)
    const holders = new Map<string, number[]>()
    for (let ordinal = 0; ordinal < size; ordinal += 1) {
      const address = company.address(ordinal)
      const known = holders.get(address)
      if (known === undefined) holders.set(address, [ordinal])
      else known.push(ordinal)
    }
    const wrong: unknown[] = []
    for (const [address, ordinals] of holders) {
      const kinds = ordinals.map((ordinal) => mix.at(ordinal).kind)
      const isMeant = kinds.some((kind) => kind === 'secondHolder' || kind === 'dismissedSecondHolder')
      if (ordinals.length !== (isMeant ? 2 : 1) || company.holdersOf(address).join() !== ordinals.join()) wrong.push([address, ordinals])
    }
    expect(wrong).toEqual([])
    expect(holders.size).toBe(size - 800 - 400)
  })
})

describe('the mix of records', () => {
  it('puts everybody at one place, and who is asked for by kind is of that kind', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 3000 }), (seed, size) => {
        const mix = new RecordMix(seed, size)
        const met = new Set<string>()
        for (let ordinal = 0; ordinal < size; ordinal += 1) {
          const { kind, index } = mix.at(ordinal)
          met.add(`${kind} ${index}`)
          if (kind !== 'plain') expect(mix.ordinalOf(kind, index)).toBe(ordinal)
        }
        expect(met.size).toBe(size)
        expect(mix.ordinalOf('invited', Math.floor(size * 0.016))).toBeUndefined()
      }),
      { numRuns: 40 },
    )
  })

  it('undoes its steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 1, max: 500_000 }), (count, from) => {
        const step = stepThatVisitsAll(from, count)
        expect(((step % count) * inverseOf(step, count)) % count).toBe(1 % count)
      }),
    )
  })
})

describe('names', () => {
  it('lead back from the mailbox to the person, in any company', () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 500_000 }), (seed, ordinal) => {
        expect(ordinalOfMailbox(seed, generateName(seed, ordinal).mailbox)).toBe(ordinal)
      }),
      { numRuns: 500 },
    )
  })

  it('no two cultures can make one address, and every mailbox has a letter with a look-alike', () => {
    const lastNames = cultures.flatMap(({ lastNames: names }) => names.map(({ inAddress }) => inAddress))
    expect(new Set(lastNames).size).toBe(lastNames.length)
    for (const { firstNames, lastNames: names } of cultures) {
      expect(new Set(firstNames.map(({ inAddress }) => inAddress)).size).toBe(firstNames.length)
      for (const first of firstNames) for (const last of names) expect(`${first.inAddress}.${last.inAddress}`).toMatch(/[aeoi]/)
    }
  })

  it('are written in all the scripts people have', () => {
    const written = cultures.flatMap(({ firstNames, lastNames }) => [...firstNames, ...lastNames].map((name) => name.written))
    for (const script of ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Devanagari', 'Thai']) {
      expect(written.some((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)), script).toBe(true)
    }
    // beyond the sixteen bits of one JavaScript unit; apostrophes straight and curly; no family name
    for (const odd of [/[\u{20000}-\u{2FFFF}]/u, /'/, /’/, /^$/, /ı/, /İ/]) expect(written.some((name) => odd.test(name)), String(odd)).toBe(true)
  })
})

describe('the directory', () => {
  it('says the same about an address as a look at everybody would', () => {
    const directory = new CompanyDirectory(3000, 5, startedAtMs)
    const byLooking = new Map<string, number[]>()
    for (const id of directory.ids) {
      const address = directory.person(id)?.email.toLowerCase() ?? ''
      byLooking.set(address, [...(byLooking.get(address) ?? []), id])
    }
    for (const [address, ids] of byLooking) expect(directory.idsByEmail(address), address).toEqual(ids)
  })

  it('forgets the old address of who got a new one', () => {
    const directory = new CompanyDirectory(500, 1, startedAtMs)
    const id = directory.ids[400] ?? 0
    const before = directory.person(id)?.email ?? ''
    directory.change(id, { email: 'Somebody.New@harbourpine.example' })
    expect(directory.idsByEmail(before)).not.toContain(id)
    expect(directory.idsByEmail('somebody.new@harbourpine.example')).toEqual([id])
  })
})
