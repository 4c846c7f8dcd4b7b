import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CompanyDirectory } from '../../electron/demo-portal/company/companyDirectory'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)

describe('the directory behind the writes', () => {
  type Step = { readonly does: 'add' | 'change' | 'remove' | 'read'; readonly pick: number; readonly mailbox: number }
  const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({ does: fc.constantFrom('add' as const, 'change' as const, 'remove' as const, 'read' as const), pick: fc.nat(10_000), mailbox: fc.nat(5) }), { maxLength: 60 })

  const addOne: Step = { does: 'add', pick: 0, mailbox: 0 }

  it('always holds what a plain list would hold', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 60, max: 400 }), (given, people) => {
        const directory = new CompanyDirectory(people, 1, startedAtMs)
        const model = new Map([...directory.ids].map((id) => [id, directory.person(id)!]))
        const everGiven = new Set(model.keys())
        for (const { does, pick, mailbox } of given) {
          const ids = [...model.keys()]
          const id = ids[pick % ids.length]!
          const patch = { email: `Mailbox${mailbox}@harbourpine.example`, login: `login${mailbox}` }
          if (does === 'add') {
            const added = directory.add({ ...model.get(id)!, ...patch })
            expect(everGiven.has(added)).toBe(false)
            everGiven.add(added)
            model.set(added, { ...model.get(id)!, ...patch, id: added })
          } else if (does === 'change') {
            directory.change(id, patch)
            model.set(id, { ...model.get(id)!, ...patch })
          } else if (does === 'remove' && ids.length > 1) {
            directory.remove(id)
            model.delete(id)
          } else directory.personKept(id)
        }
        const ascending = [...model.keys()].sort((a, b) => a - b)
        expect([...directory.ids]).toEqual(ascending)
        for (const id of everGiven) expect(directory.person(id)).toEqual(model.get(id))
        for (const email of new Set([...model.values()].map((one) => one.email))) {
          const holders = ascending.filter((id) => model.get(id)!.email.toLowerCase() === email.toLowerCase())
          expect(directory.idsByEmail(email.toUpperCase())).toEqual(holders)
        }
        const outside = ascending.filter((id) => {
          const { type, isIntegrator, departmentIds } = model.get(id)!
          return (type !== undefined && type !== 'employee') || isIntegrator === true || departmentIds.length === 0
        })
        expect(directory.outsideIds()).toEqual(outside)
      }),
      { numRuns: 40, examples: [[[addOne, { does: 'remove', pick: 68, mailbox: 0 }], 68]] },
    )
  })
})
