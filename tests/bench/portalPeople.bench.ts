import { afterAll, beforeAll, test } from 'vitest'
import { buildScripts, runReader } from '../support/bench/benchScripts'
import { bounds } from './bounds.mjs'
import { median, printBound, printTimes } from './ratio'

const people = '100000'
const passes = '7'
const megabyte = 1024 * 1024

let scripts: Awaited<ReturnType<typeof buildScripts>>
beforeAll(async () => {
  scripts = await buildScripts()
}, 120_000)
afterAll(() => scripts.remove())

/**
 * Everybody of a large company through the client, against the same requests sent by bare axios at the same limiter's pace,
 * their bodies thrown away unread. 41 requests fit into an empty bucket of fifty: nobody waits, so nothing hides our work.
 */
test('people', async () => {
  const { count, requests, bytes, ours, peer, oursCpu, peerCpu, processing } = await runReader(scripts.folder, 'people', people, passes)
  printTimes('people', ours, peer)
  console.log(`people: ${count} in ${requests} requests, ${(bytes / megabyte).toFixed(1)} MB; the portal's own processing ${median(processing).toFixed(0)} ms; processor time of the reading process ${median(oursCpu).toFixed(0)} ms, of the peer's ${median(peerCpu).toFixed(0)} ms`)
}, 600_000)

/** Two listings from one bucket: 32 of their 82 requests wait for a turn, on both sides. */
test('people at the limit', async () => {
  const { count, requests, ours, peer } = await runReader(scripts.folder, 'people', people, '1', '2')
  printTimes('people at the limit', ours, peer)
  console.log(`people at the limit: ${count} in ${requests} requests`)
}, 600_000)

test('people memory', async () => {
  const { count, beforeBytes, peakBytes, peakHeapBytes } = await runReader(scripts.folder, 'memory', people)
  printBound('people memory', peakBytes / megabyte, bounds['people memory'], 'MB')
  console.log(`people memory: whole process at its peak while ${count} are read; ${(beforeBytes / megabyte).toFixed(0)} MB before, heap ${(peakHeapBytes / megabyte).toFixed(0)} MB at most`)
}, 600_000)
