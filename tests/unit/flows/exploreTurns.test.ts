import { describe, expect, it } from 'vitest'
import { exploreStates, isPossible, worldOfGuards, type World } from '@shared/flows/explore'
import { shippedLibrary, wrongPassword } from './flowSupport'

describe('whoever explores beside other work', () => {
  it('has its turn after every walk: one finding that opens many of them is no single move', () => {
    const plain = worldOfGuards(wrongPassword, shippedLibrary, isPossible)
    let decided = 0
    const world: World = {
      ...plain,
      values: (fact, isAsked) => {
        decided += 1
        return plain.values(fact, isAsked)
      },
    }
    const exploring = exploreStates(wrongPassword, shippedLibrary, { door: 'agent', world, isEnough: (_, states) => states > 60 })
    let most = 0
    for (let before = decided; exploring.next().done !== true; before = decided) most = Math.max(most, decided - before)
    expect(decided).toBeGreaterThan(20)
    expect(most).toBe(1)
  })
})
