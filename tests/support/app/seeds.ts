import { randomInt } from 'node:crypto'

/** Repeats a run: the random seed stands in the names of the tests. */
const asked = Number(process.env['LATCHKEY_TEST_SEED'])

/** Two companies that are always tried, and one that nobody chose. */
export const companySeeds: readonly number[] = [1, 20_261, Number.isSafeInteger(asked) && asked > 0 ? asked : randomInt(1, 2 ** 31)]

/** The same one for the same seed and place; another seed picks another. */
export function pick<T>(list: readonly T[], seed: number, place: number): T {
  const found = list[(seed * 31 + place * 7919) % list.length]
  if (found === undefined) throw new RangeError('nobody to pick from')
  return found
}
