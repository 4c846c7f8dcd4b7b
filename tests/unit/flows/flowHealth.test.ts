import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysBetween, dueSoonDays, enoughRuns, flowHealth, flowRate, needsCare, recentDays, recentRuns, recentSince, runHealth, sourceAge, sourceLastsDays, type EndedRun } from '@shared/flows/flowHealth'
import { lintFlow, productRegistries } from '@shared/flows/lint'
import { sourceAddress } from '@shared/flows/sourcePage'
import { flowOf, shippedLibrary, solved } from './flowSupport'

const day = 86_400_000
const now = Date.parse('2026-11-23T10:00:00Z')
const dateArbitrary = fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(Date.UTC(1990, 0, 1) + days * day).toISOString().slice(0, 10))
const runsArbitrary: fc.Arbitrary<readonly EndedRun[]> = fc.array(fc.record({ outcome: fc.constantFrom('solved', 'notSolved', 'handedOver'), at: fc.integer({ min: now - 120 * day, max: now }) }), { maxLength: 60 })
const later = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)

describe('the age of a source', () => {
  it.each([[0, 'fresh'], [sourceLastsDays - dueSoonDays, 'fresh'], [sourceLastsDays - dueSoonDays + 1, 'dueSoon'], [sourceLastsDays, 'dueSoon'], [sourceLastsDays + 1, 'old']] as const)('after %i days it is %s', (days, age) => {
    expect(sourceAge('2024-02-29', later('2024-02-29', days))).toBe(age)
  })

  it('only grows with time, and a date that cannot be read is old', () => {
    const order = ['fresh', 'dueSoon', 'old']
    fc.assert(fc.property(dateArbitrary, fc.nat(900), fc.nat(900), (checked, first, more) => {
      const at = (days: number): number => order.indexOf(sourceAge(checked, later(checked, days)))
      expect(at(first + more)).toBeGreaterThanOrEqual(at(first))
    }))
    expect([sourceAge('2026-13-45', '2026-11-23'), sourceAge('soon', '2026-11-23')]).toEqual(['old', 'old'])
    expect(flowHealth({ checked: 'soon', today: '2026-11-23', rate: flowRate([], now) }).dueOn).toBe('2026-11-23')
  })

  it('is old on the day it names, not before, and exactly where the linter warns', () => {
    fc.assert(fc.property(dateArbitrary, fc.nat(800), (checked, days) => {
      const today = later(checked, days)
      const { source, dueOn } = flowHealth({ checked, today, rate: flowRate([], now) })
      expect(source === 'old').toBe(today >= dueOn)
      const flow = { ...flowOf({ end: solved }), source: { page: 'test', checked, owner: 'tests' } }
      const warned = lintFlow(flow, productRegistries({ flow: (id) => shippedLibrary.current(id), languages: [], today, released: {} })).some(({ rule }) => rule === 'sourceOld')
      expect(warned).toBe(source === 'old')
      expect(daysBetween(checked, today)).toBe(days)
    }))
  })
})

describe('how the recent runs ended', () => {
  it('counts the newest of the last days, whatever order they come in, and its parts add up', () => {
    fc.assert(fc.property(runsArbitrary, fc.integer(), (runs, seed) => {
      const rate = flowRate(runs, now)
      expect(rate.solved + rate.notSolved + rate.handedOver).toBe(rate.total)
      expect(rate.total).toBe(Math.min(recentRuns, runs.filter(({ at }) => at >= now - recentDays * day).length))
      expect(rate.sinceMs).toBe(recentSince(now))
      // Equal times may be cut either way; apart from that order means nothing.
      const apart = runs.map((run, index) => ({ ...run, at: run.at - index / 1000 }))
      const shuffled = apart.toSorted((a, b) => ((a.at * 31 + seed) % 7) - ((b.at * 31 + seed) % 7))
      expect(flowRate(shuffled, now)).toEqual(flowRate(apart, now))
      // What is older than the twenty newest, or than ninety days, changes nothing.
      expect(flowRate([...runs, { outcome: 'notSolved', at: rate.sinceMs - 1 }], now)).toEqual(rate)
    }))
  })

  it('says nothing of few, fails where fewer than half of those that ended by themselves are solved', () => {
    expect([runHealth({ solved: 0, notSolved: enoughRuns - 1 }), runHealth({ solved: 0, notSolved: enoughRuns }), runHealth({ solved: 3, notSolved: 3 }), runHealth({ solved: 2, notSolved: 3 }), runHealth({ solved: 3, notSolved: 2 })]).toEqual(['tooFew', 'failing', 'fine', 'failing', 'fine'])
    fc.assert(fc.property(fc.nat(20), fc.nat(20), (good, bad) => {
      const health = runHealth({ solved: good, notSolved: bad })
      expect(health === 'tooFew').toBe(good + bad < enoughRuns)
      expect(health === 'failing').toBe(good + bad >= enoughRuns && good / (good + bad) < 0.5)
      // One more that was solved never makes it worse.
      if (health === 'fine') expect(runHealth({ solved: good + 1, notSolved: bad })).toBe('fine')
    }))
  })

  it('takes a handed-over run for neither', () => {
    fc.assert(fc.property(fc.nat(6), fc.nat(6), fc.nat(6), (good, bad, handed) => {
      const runs = (outcome: EndedRun['outcome'], count: number): readonly EndedRun[] => Array.from({ length: count }, () => ({ outcome, at: now }))
      const all = [...runs('solved', good), ...runs('notSolved', bad), ...runs('handedOver', handed)]
      expect(runHealth(flowRate(all, now))).toBe(runHealth({ solved: good, notSolved: bad }))
    }))
  })
})

it('turns amber by date or by cases, and by nothing else', () => {
  const amber = (['fresh', 'dueSoon', 'old'] as const).flatMap((source) => (['fine', 'failing', 'tooFew'] as const).map((runs) => [source, runs, needsCare({ source, runs })]))
  expect(amber.filter(([, , care]) => care).map(([source, runs]) => `${String(source)} ${String(runs)}`)).toEqual(['fresh failing', 'dueSoon failing', 'old fine', 'old failing', 'old tooFew'])
})

it('leads to an article of the help pages and nowhere else', () => {
  expect(sourceAddress('helpdesk/25036348')).toBe('https://helpdesk.bitrix24.com/open/25036348')
  expect(['test', 'helpdesk/', 'helpdesk/../evil', 'helpdesk/1@evil.example', 'https://evil.example', 'helpdesk/1\n'].map(sourceAddress)).toEqual(Array.from({ length: 6 }, () => undefined))
})
