/** The first number from `from` up that has no divisor in common with `count`: steps of that length visit every place once. */
export function stepThatVisitsAll(from: number, count: number): number {
  let step = Math.max(1, from)
  while (commonDivisor(step, count) !== 1) step += 1
  return step
}

/** The number that undoes a multiplication by `step` among `count` places. */
export function inverseOf(step: number, count: number): number {
  let [rest, next, factor, nextFactor] = [count, step % count, 0, 1]
  while (next !== 0) {
    const times = Math.floor(rest / next)
    ;[rest, next] = [next, rest - times * next]
    ;[factor, nextFactor] = [nextFactor, factor - times * nextFactor]
  }
  return within(factor, count)
}

/** The remainder, never negative. */
export function within(value: number, count: number): number {
  const remainder = value % count
  return remainder < 0 ? remainder + count : remainder
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
