import { describe, expect, it } from 'vitest'
import { checkLagMs, fixRefusal, fixRefusals, fixes, productFixes, rolesWith, type FixDefinition, type FixRefusal, type FixSituation } from '@shared/domain/fixes'
import { samples } from './flowSupport'

const may: FixSituation = { door: 'admin', isConnected: true, isAdmin: true, dryRun: false, giverOf: () => 'person' }
const invite = samples['invite']!

describe('whether a fix may run', () => {
  it('says nothing against one whose right, connection and facts are there', () => {
    expect(fixRefusal(invite, may)).toBeUndefined()
    expect(fixRefusal(samples['notify']!, { ...may, door: 'agent', isAdmin: false })).toBeUndefined()
  })

  const table: readonly (readonly [FixRefusal, Partial<FixSituation>])[] = [
    ['dryRun', { dryRun: true, isConnected: false }],
    ['employeeDoor', { door: 'employee', isConnected: false }],
    ['needsConnection', { isConnected: false, isAdmin: false }],
    ['needsAdministrator', { isAdmin: false, giverOf: () => undefined }],
    ['needsFact', { giverOf: () => undefined }],
    ['foreignFact', { giverOf: () => 'file' }],
  ]
  it.each(table)('says %s before everything that comes after it', (reason, own) => {
    expect(fixRefusal(invite, { ...may, ...own })).toBe(reason)
  })

  it('knows every reason', () => {
    expect(table.map(([reason]) => reason)).toEqual(fixRefusals)
  })

  it('lets a fix that only reads run dry', () => {
    expect(fixRefusal(samples['look']!, { ...may, dryRun: true })).toBeUndefined()
  })
})

describe('the registry', () => {
  it('knows no fix by a name out of Object itself', () => {
    expect(productFixes('constructor')).toBeUndefined()
  })

  it('holds fixes whose proof and undo exist, and none that changes something without a proof', () => {
    const all: Readonly<Record<string, FixDefinition>> = fixes
    for (const [name, fix] of Object.entries(all)) {
      expect(fix.class === 'read' || fix.class === 'notice' || fix.recheck !== undefined, name).toBe(true)
      if (fix.reverseWithinMs !== undefined) expect(fix.undo, name).toBeDefined()
      if (fix.undo !== undefined) expect(fixes, name).toHaveProperty([fix.undo])
    }
  })

  it('names somebody for every right, and waits for a login that shows late', () => {
    for (const roles of Object.values(rolesWith)) expect(roles.length).toBeGreaterThan(0)
    expect(checkLagMs('last-login-moved')).toBeGreaterThan(0)
    expect(checkLagMs('address-syntax')).toBe(0)
  })
})
