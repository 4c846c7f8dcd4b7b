import { expect, it } from 'vitest'
import { createLifeWatch, idleLimitMs, isProcessAlive, type LifeWatch } from '../../../electron/hosts/browser/lifeWatch'

function make(): { watch: LifeWatch; ends: string[]; world: { idle: number; parent: number; dead: boolean } } {
  const world = { idle: 0, parent: 100, dead: false }
  const ends: string[] = []
  return { world, ends, watch: createLifeWatch({ idleMs: () => world.idle, parentId: () => world.parent, isAlive: () => !world.dead, end: (reason) => ends.push(reason) }) }
}

it('ends after half an hour that nobody used it, and not before', () => {
  const { watch, ends, world } = make()
  expect(idleLimitMs).toBe(30 * 60 * 1000)
  world.idle = idleLimitMs - 1
  watch.check()
  expect(ends).toEqual([])
  world.idle = idleLimitMs
  watch.check()
  expect(ends).toEqual(['idle'])
})

it('ends when it was handed to another parent, because the one that started it is gone', () => {
  const { watch, ends, world } = make()
  watch.check()
  expect(ends).toEqual([])
  world.parent = 1
  watch.check()
  expect(ends).toEqual(['signal'])
})

it('ends where the system keeps the number of a dead parent', () => {
  const { watch, ends, world } = make()
  world.dead = true
  watch.check()
  expect(ends).toEqual(['signal'])
})

it('stays when it was started by the first process of a container', () => {
  const ends: string[] = []
  createLifeWatch({ idleMs: () => 0, parentId: () => 1, end: (reason) => ends.push(reason) }).check()
  expect(ends).toEqual([])
})

it('tells a living process from one that never was', () => {
  expect(isProcessAlive(process.pid)).toBe(true)
  expect(isProcessAlive(2 ** 30)).toBe(false)
})
