import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { FactName, FactValue } from '@shared/domain/facts'
import { fixes, fixNames, type FixName, type FixTrap } from '@shared/domain/fixes'
import type { PortalApi, PortalUser } from '../../../electron/core/ports'
import type { FixInput, FixIntent } from '../../../electron/core/fixes/fixRunner'
import { fixRunners } from '../../../electron/core/fixes/fixRunners'
import { fixedApi, portalUser } from '../../support/portal/portalParts'

const ben = portalUser({ id: '8', name: 'Ben Harrow', email: 'ben.harrow@harbourpine.example', lastLogin: 1, departments: [7] })
const allScopes = ['user', 'department', 'im', 'intranet']

/** A portal with these people, of whom some have an open invitation; null: it does not tell. */
function portalWith(people: readonly PortalUser[], pending: readonly string[] | null = [], own: Partial<PortalApi> = {}): PortalApi {
  const holders = (address: string): readonly PortalUser[] => people.filter(({ email }) => email?.toLowerCase() === address.toLowerCase())
  const recordOf: PortalApi['personByAddress'] = (address) => {
    const ids = holders(address).map(({ id }) => id)
    return Promise.resolve({ users: holders(address), invitation: pending === null ? undefined : { pending: ids.filter((id) => pending.includes(id)), accepted: ids.filter((id) => !pending.includes(id)) } })
  }
  const nobody = fixedApi({})
  return {
    ...nobody,
    userById: (id) => Promise.resolve(people.find((one) => one.id === id)),
    usersByAddress: (address) => Promise.resolve(holders(address)),
    personByAddress: recordOf,
    peopleByAddresses: (addresses) => Promise.all(addresses.map((address) => recordOf(address))),
    personCard: (id) => Promise.resolve(people.some((one) => one.id === id) ? { firstName: 'Ben', lastName: 'Harrow', position: 'Boat Builder', departments: people.find((one) => one.id === id)?.departments ?? [] } : undefined),
    profile: () => Promise.resolve({ id: '1', isAdmin: true, name: 'Ada Quill' }),
    departments: () => Promise.resolve([{ id: 1, name: 'Harbour & Pine', parent: undefined }]),
    currentUser: () => Promise.resolve(portalUser({ id: '1', departments: [] })),
    methodGet: () => Promise.resolve({ isExisting: true, isAvailable: true }),
    invitations: { ...nobody.invitations, isAvailable: () => Promise.resolve(true) },
    ...own,
  }
}

function input(facts: Partial<Record<FactName, FactValue>>, api: PortalApi, own: Partial<FixInput> = {}): FixInput {
  return { api, signal: new AbortController().signal, facts: { 'person.id': '8', 'person.name': 'Ben Harrow', 'person.address': 'ben.harrow@harbourpine.example', ...facts }, scopes: allScopes, undoes: undefined, administrators: [], message: 'Please look.', ...own }
}
const refusal = async (fix: FixName, given: FixInput): Promise<FixTrap | undefined> => (await fixRunners[fix].prepare(given)).refusal
const toNew = { 'address.new': 'ben.h@harbourpine.example' }
const dismissed = { ...ben, active: false }
const stranger = portalUser({ id: '9', name: 'Eve Stone', email: 'ben.h@harbourpine.example', lastLogin: 1 })
const changed: FixIntent = { needs: {}, before: { 'person.id': '8', 'person.name': 'Ben Harrow', 'person.contactAddress': 'ben.harrow@harbourpine.example' }, wanted: { 'person.contactAddress': 'ben.h@harbourpine.example' } }

describe('the trap of each fix', () => {
  const table: readonly (readonly [FixName, FixTrap | undefined, string, FixInput])[] = [
    ['dismiss', undefined, 'somebody who is in', input({}, portalWith([ben]))],
    ['dismiss', 'invitationPending', 'an open invitation', input({}, portalWith([ben], ['8']))],
    ['dismiss', 'invitationUnknown', 'a portal that does not tell, of somebody who never logged in', input({}, portalWith([{ ...ben, lastLogin: 'never' }], null))],
    ['dismiss', undefined, 'a portal that does not tell, of somebody who has logged in', input({}, portalWith([ben], null))],
    ['dismiss', 'nothingToDo', 'somebody who is dismissed', input({}, portalWith([dismissed]))],
    ['dismiss', 'ownAccount', 'the connection’s own account', input({}, portalWith([ben], [], { profile: () => Promise.resolve({ id: '8', isAdmin: true, name: 'Ben Harrow' }) }))],
    ['dismiss', 'onlyAdministrator', 'the only administrator', input({ 'admin.onlyOne': 'yes' }, portalWith([ben]))],
    ['dismiss', 'otherPerson', 'somebody else under the number', input({}, portalWith([{ ...stranger, id: '8' }]))],
    ['dismiss', 'accountMissing', 'nobody under the number', input({}, portalWith([]))],
    ['dismiss', 'needsScope', 'a connection without the permission', input({}, fixedApi({}), { scopes: ['user_basic'] })],
    ['reinstate', undefined, 'somebody who is dismissed', input({}, portalWith([dismissed]))],
    ['reinstate', 'nothingToDo', 'somebody who is active', input({}, portalWith([ben]))],
    ['reinstate', 'awaitingApproval', 'somebody who waits for approval', input({}, portalWith([dismissed], ['8']))],
    ['reinstate-briefly', 'invitationUnknown', 'a portal that does not tell', input({}, portalWith([{ ...dismissed, lastLogin: undefined }], null))],
    ['change-contact-address', undefined, 'a free address', input(toNew, portalWith([ben]))],
    ['change-contact-address', 'addressTaken', 'an address that somebody has', input(toNew, portalWith([ben, stranger]))],
    ['change-contact-address', 'nothingToDo', 'the same address in capitals', input({ 'address.new': 'BEN.HARROW@harbourpine.example' }, portalWith([ben]))],
    ['change-contact-address', 'addressBad', 'an address that cannot be', input({ 'address.new': 'ben.harrow@harbourpine,example' }, portalWith([ben]))],
    ['restore-contact-address', 'nothingToDo', 'no change before it', input(toNew, portalWith([ben]))],
    ['restore-contact-address', 'changedSince', 'a third address there by now', input(toNew, portalWith([{ ...ben, email: 'third@harbourpine.example' }]), { undoes: changed })],
    ['restore-contact-address', 'addressTaken', 'the former address in other hands', input(toNew, portalWith([{ ...ben, email: 'ben.h@harbourpine.example' }, { ...stranger, email: 'ben.harrow@harbourpine.example' }]), { undoes: changed })],
    ['invite', undefined, 'an address nobody has', input({ 'person.address': 'tess@harbourpine.example' }, portalWith([ben]))],
    ['invite', 'addressTaken', 'an address somebody has', input({}, portalWith([ben]))],
    ['invite', 'noDepartment', 'no department to be seen', input({ 'person.address': 'tess@harbourpine.example' }, portalWith([ben]), { scopes: ['user'] })],
    ['invite-corrected', undefined, 'a free address', input(toNew, portalWith([ben], ['8']))],
    ['invite-corrected', 'addressTaken', 'an address somebody has', input(toNew, portalWith([ben, stranger], ['8']))],
    ['invite-corrected', 'noDepartment', 'a wrong account without a department', input(toNew, portalWith([{ ...ben, departments: [] }], ['8']))],
    ['reinvite', undefined, 'an open invitation', input({}, portalWith([ben], ['8']))],
    ['reinvite', 'notOffered', 'a portal that has no such method', input({}, portalWith([ben], ['8'], { invitations: { ...fixedApi({}).invitations, isAvailable: () => Promise.resolve(false) } }))],
    ['reinvite', 'alreadyAccepted', 'an accepted invitation', input({}, portalWith([ben]))],
    ['reinvite', 'awaitingApproval', 'somebody who waits for approval', input({}, portalWith([dismissed], ['8']))],
    ['reinvite-many', undefined, 'a list with an open invitation', input({ 'people.addresses': 'nobody@harbourpine.example\nBen Harrow <Ben.Harrow@harbourpine.example>' }, portalWith([ben, stranger], ['8']))],
    ['reinvite-many', 'nobodyLeft', 'a list without an open one', input({ 'people.addresses': ben.email ?? '' }, portalWith([ben, stranger]))],
    ['reinvite-many', 'nobodyLeft', 'who waits for approval', input({ 'people.addresses': ben.email ?? '' }, portalWith([dismissed], ['8']))],
    ['reinvite-many', 'nobodyLeft', 'who got it in this case already', input({ 'people.addresses': ben.email ?? '' }, portalWith([ben], ['8']), { sentBefore: new Set(['user:8']) })],
    ['reinvite-many', 'nobodyLeft', 'a portal that does not tell', input({ 'people.addresses': ben.email ?? '' }, portalWith([ben], null))],
    ['reinvite-many', 'listUnreadable', 'a list of words', input({ 'people.addresses': 'everybody in sales' }, portalWith([ben], ['8']))],
    ['reinvite-many', 'listUnreadable', 'more than sixty', input({ 'people.addresses': Array.from({ length: 61 }, (_, index) => `p${index}@harbourpine.example`).join(' ') }, portalWith([ben], ['8']))],
    ['reinvite-many', 'notOffered', 'a portal that has no such method', input({ 'people.addresses': ben.email ?? '' }, portalWith([ben], ['8'], { invitations: { ...fixedApi({}).invitations, isAvailable: () => Promise.resolve(false) } }))],
    ['reinvite-corrected', undefined, 'an open invitation', input(toNew, portalWith([ben], ['8']))],
    ['reinvite-corrected', 'notOffered', 'a portal that has no such method', input(toNew, portalWith([ben], ['8'], { methodGet: () => Promise.resolve({ isExisting: true, isAvailable: false }) }))],
    ['reinvite-corrected', 'addressTaken', 'an address somebody has', input(toNew, portalWith([ben, stranger], ['8']))],
    ['notify-admin', 'noAdministrator', 'a card without administrators', input({}, portalWith([ben]))],
    ['notify-admin', 'noAdministrator', 'an administrator who is dismissed', input({}, portalWith([dismissed]), { administrators: [{ name: 'Ben', address: ben.email ?? '' }] })],
    ['notify-admin', undefined, 'an administrator who is in', input({}, portalWith([ben]), { administrators: [{ name: 'Somebody' }, { name: 'Ben', address: ben.email ?? '' }] })],
    ['notify-admin', 'needsScope', 'a connection that may not notify', input({}, fixedApi({}), { scopes: ['user'] })],
  ]
  it.each(table)('%s: %s for %s', async (fix, expected, _, given) => {
    expect(await refusal(fix, given)).toBe(expected)
  })

  it('every fix has one', () => {
    expect(fixNames.filter((fix) => !table.some(([name, trap]) => name === fix && trap !== undefined) && fix !== 'reinstate-briefly')).toEqual([])
  })

  it('what does not follow is said: the login stays, and an open invitation stays where it went', async () => {
    expect(await fixRunners['change-contact-address'].prepare(input(toNew, portalWith([ben], ['8'])))).toMatchObject({ notes: ['loginUnchanged', 'invitationStays'] })
    expect(await fixRunners['change-contact-address'].prepare(input(toNew, portalWith([ben])))).toMatchObject({ notes: ['loginUnchanged'] })
  })

  it('a notice carries no link that somebody smuggled into a name', async () => {
    const said: string[] = []
    const api = portalWith([ben], [], { notify: (_, message) => Promise.resolve(String(said.push(message))) })
    const plan = await fixRunners['notify-admin'].prepare(input({}, api, { administrators: [{ name: 'Ben', address: ben.email ?? '' }], message: 'Ben [URL=https://evil.example]here[/URL]' }))
    if (plan.refusal === undefined) await plan.send({})
    expect(said).toEqual(['Ben (URL=https://evil.example)here(/URL)'])
  })
})

describe('what was seen', () => {
  const before = { 'person.id': '8', 'person.contactAddress': 'ben.harrow@harbourpine.example' }
  const intents: Readonly<Record<FixName, FixIntent>> = Object.fromEntries(fixNames.map((fix) => [fix, { needs: {}, before, wanted: { 'person.contactAddress': 'ben.h@harbourpine.example', 'address.new': 'ben.h@harbourpine.example', 'person.address': 'ben.h@harbourpine.example' } }])) as unknown as Record<FixName, FixIntent>
  const seen = (active: boolean | undefined, email: string | undefined, holders: readonly string[], invitation?: 'pending' | 'accepted' | 'unknown') => ({ user: { id: '8', active, email }, holders, invitation })

  it.each([
    ['dismiss', seen(false, 'x', []), 'verified'], ['dismiss', seen(true, 'x', []), 'notVerified'], ['dismiss', seen(undefined, 'x', []), 'unknown'], ['dismiss', {}, 'notVerified'],
    ['reinstate', seen(true, 'x', []), 'verified'], ['reinstate', seen(false, 'x', []), 'notVerified'],
    ['change-contact-address', seen(true, 'Ben.H@harbourpine.example', ['8']), 'verified'],
    ['change-contact-address', seen(true, 'ben.h@harbourpine.example', ['8', '9']), 'notVerified'],
    ['change-contact-address', seen(true, 'ben.harrow@harbourpine.example', ['9']), 'notVerified'],
    ['change-contact-address', seen(true, 'ben.h@harbourpine.example', []), 'notVerified'],
    ['change-contact-address', seen(true, undefined, ['8']), 'unknown'],
    ['invite', { holders: ['60'], invitation: 'pending' }, 'verified'], ['invite', { holders: ['60'], invitation: 'unknown' }, 'verified'], ['invite', { holders: ['60'], invitation: 'accepted' }, 'notVerified'], ['invite', { holders: [] }, 'notVerified'], ['invite', { holders: ['60', '61'] }, 'notVerified'],
    ['invite-corrected', seen(true, 'ben.harrow@harbourpine.example', ['60'], 'pending'), 'verified'],
    ['invite-corrected', seen(true, 'ben.harrow@harbourpine.example', ['60'], 'accepted'), 'notVerified'],
    ['invite-corrected', seen(true, 'ben.harrow@harbourpine.example', ['60'], 'unknown'), 'notVerified'],
    ['reinvite-corrected', seen(true, 'ben.h@harbourpine.example', ['8'], 'pending'), 'verified'],
    ['reinvite-corrected', seen(true, 'ben.h@harbourpine.example', ['8'], 'accepted'), 'notVerified'],
    ['reinvite-corrected', seen(true, 'ben.h@harbourpine.example', ['8'], 'unknown'), 'notVerified'],
    ['invite-corrected', seen(true, 'ben.h@harbourpine.example', ['8']), 'notVerified'],
    ['invite-corrected', seen(true, 'somebody@harbourpine.example', ['60']), 'notVerified'],
    ['reinvite', seen(true, 'x', ['8']), 'unknown'], ['notify-admin', {}, 'unknown'],
  ] as const)('of %s, %j: %s', (fix, sight, result) => {
    expect(fixRunners[fix].judge(intents[fix], sight).result).toBe(result)
  })

  it('is verified only where the wanted state stands in it, whatever else does', () => {
    const flag = fc.constantFrom(true, false, undefined)
    const address = fc.constantFrom('ben.h@harbourpine.example', 'BEN.H@harbourpine.example', 'ben.harrow@harbourpine.example', '', undefined)
    const sight = fc.record({ user: fc.option(fc.record({ id: fc.constant('8'), active: flag, email: address }), { nil: undefined }), holders: fc.uniqueArray(fc.constantFrom('8', '9', '60')), invitation: fc.constantFrom('pending' as const, 'accepted' as const, 'unknown' as const, undefined) })
    fc.assert(
      fc.property(fc.constantFrom(...fixNames), sight, (fix, { user, holders, invitation }) => {
        if (fixRunners[fix].judge(intents[fix], { user, holders, invitation }).result !== 'verified') return
        if (fix === 'dismiss') expect(user?.active).toBe(false)
        else if (fix.startsWith('reinstate')) expect(user?.active).toBe(true)
        else if (fix.startsWith('invite')) expect([holders.length, fix === 'invite-corrected' && holders[0] === '8']).toEqual([1, false])
        else expect([user?.email?.toLowerCase(), holders]).toEqual(['ben.h@harbourpine.example', ['8']])
        // An address proves no invitation: a mistyped login is put right only where it waits to be accepted.
        if (fix.endsWith('-corrected')) expect(invitation).toBe('pending')
        expect(fixes[fix].class).not.toBe('notice')
      }),
      { numRuns: 500 },
    )
  })
})
