/** What a bench must give: the median of one call in milliseconds. Both sides ran in the same process, one after the other. */
interface Timed {
  readonly latency: { readonly p50: number | undefined; readonly mean: number }
}

/** Prints the line that run.mjs collects: below 1 we are faster than the peer. */
export function printRatio(name: string, ours: Timed, peer: Timed): void {
  const of = ({ latency }: Timed): number => latency.p50 ?? latency.mean
  console.log(`${name}: ours / peer = ${(of(ours) / of(peer)).toFixed(2)} (${of(ours).toFixed(3)} ms / ${of(peer).toFixed(3)} ms)`)
}
