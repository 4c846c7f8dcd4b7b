import type { FixName } from '@shared/domain/fixes'
import { createFlowLibrary } from '@shared/flows/library'
import { compiledFlowSchema, type CompiledFlow } from '@shared/flows/schema'
import type { FlowLibrary } from '@shared/flows/walkTypes'

type Steps = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Every result leads to a step of its name that waits: where a case stands says what came of the fix. */
const ways = { verified: 'verified', notVerified: 'not-verified', failed: 'failed', skipped: 'skipped', dryRun: 'dry-run', unknown: 'unknown' } as const
const waiting: Steps = Object.fromEntries(Object.values(ways).map((step) => [step, { kind: 'advise', next: { done: 'solved', failed: 'stop' } }]))
const ends: Steps = { solved: { kind: 'end', outcome: 'solved' }, stop: { kind: 'end', outcome: 'notSolved' } }

export function flowWith(id: string, steps: Steps): CompiledFlow {
  const all: Steps = { ...steps, ...waiting, ...ends }
  return compiledFlowSchema.parse({
    id,
    version: 1,
    start: Object.keys(all)[0],
    verdicts: [],
    source: { page: 'test', checked: '2026-11-22', owner: 'tests' },
    steps: Object.fromEntries(Object.entries(all).map(([step, content], index) => [step, { line: index + 1, ...content }])),
    words: { en: { name: id, summary: id, verdicts: {}, steps: Object.fromEntries(Object.keys(all).map((step) => [step, { title: step }])) } },
    sha256: '0'.repeat(64),
  })
}

/** Asks who it is and where to, looks the person up, makes sure who asks, then the fixes one after the other. */
export function fixFlow(...fixes: readonly FixName[]): CompiledFlow {
  const fixSteps: Steps = Object.fromEntries(
    fixes.map((fix, index) => {
      const next = fixes[index + 1]
      return [`fix-${fix}`, { kind: 'fix', run: fix, next: { ...ways, ...(next === undefined ? {} : { verified: `fix-${next}` }) } }]
    }),
  )
  // What only this one is run with is asked for it alone
  const list: Steps = fixes.includes('reinvite-many') ? { list: { kind: 'ask', fact: 'people.addresses', next: { else: `fix-${fixes[0] ?? ''}` } } } : {}
  return flowWith(`to-${fixes.join('-and-')}`, {
    who: { kind: 'ask', fact: 'person.address', next: { else: 'where' } },
    where: { kind: 'ask', fact: 'address.new', next: { else: 'look', unsure: 'look' } },
    look: { kind: 'check', run: ['person-by-address'], next: [{ else: 'caller' }] },
    caller: { kind: 'ask', fact: 'caller.verified', next: { else: Object.keys(list)[0] ?? `fix-${fixes[0] ?? ''}` } },
    ...list,
    ...fixSteps,
  })
}

export function libraryOf(...flows: readonly CompiledFlow[]): FlowLibrary {
  return createFlowLibrary(flows)
}
