/** A function, because the compiler takes a property that was read once for settled. */
export function hasEnded(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}
