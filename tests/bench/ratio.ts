/** What a bench must give: the median of one call in milliseconds. Both sides ran in the same process, one after the other. */
interface Timed {
  readonly latency: { readonly p50: number | undefined; readonly mean: number }
}

/** Prints the line that run.mjs collects: below 1 we are faster than the peer. */
export function printRatio(name: string, ours: Timed, peer: Timed): void {
  const of = ({ latency }: Timed): number => latency.p50 ?? latency.mean
  console.log(`${name}: ours / peer = ${(of(ours) / of(peer)).toFixed(2)} (${of(ours).toFixed(3)} ms / ${of(peer).toFixed(3)} ms)`)
}

/** The same line for times taken in another process: the medians decide, the spread is told. */
export function printTimes(name: string, ours: readonly number[], peer: readonly number[]): void {
  const spread = (times: readonly number[]): string => `${Math.min(...times).toFixed(2)}–${Math.max(...times).toFixed(2)}`
  console.log(`${name}: ours / peer = ${(median(ours) / median(peer)).toFixed(2)} (${median(ours).toFixed(3)} ms / ${median(peer).toFixed(3)} ms; ${spread(ours)} / ${spread(peer)}, n = ${ours.length})`)
}

/** What has an upper end instead of a peer. */
export function printBound(name: string, ours: number, { most }: { readonly most: number }, unit: string): void {
  console.log(`${name}: ours / bound = ${(ours / most).toFixed(2)} (${ours.toFixed(2)} ${unit} / ${most} ${unit})`)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}
