import { afterAll, beforeAll, test } from 'vitest'
import { buildScripts, runReader } from '../support/bench/benchScripts'
import { bounds } from './bounds.mjs'
import { median, printBound, printTimes } from './ratio'

const people = '1000'
const rounds = '30'

let scripts: Awaited<ReturnType<typeof buildScripts>>
beforeAll(async () => {
  scripts = await buildScripts()
}, 120_000)
afterAll(() => scripts.remove())

/** One person by address on a warm connection, against the same POST by bare axios with its answer parsed; in turns, call by call. */
test('look-up', async () => {
  const { ours, peer } = await runReader(scripts.folder, 'lookUp', people, rounds)
  printTimes('look-up', ours, peer)
  printBound('look-up added', median(ours) - median(peer), bounds['look-up added'], 'ms')
}, 300_000)
