/**
 * What was looked up says something about the time between two changes of the portal, and about no other. A place on the
 * way before a change keeps what was found then; behind it only what was found since counts.
 */
export class PortalChanges {
  /** Where in the log each change began, ascending. */
  readonly #begun: readonly number[]
  #since = -1

  constructor(begun: readonly number[]) {
    this.#begun = [...begun].sort((a, b) => a - b)
  }

  /** The way has come past a change whose last event stands there. */
  meet(at: number): void {
    this.#since = Math.max(this.#since, at)
  }

  /** The look-up that counts here: the latest before the next change, else the latest of all that came since. */
  latest<T>(lookUps: readonly T[], placeOf: (lookUp: T) => number): T | undefined {
    const since = lookUps.filter((one) => placeOf(one) > this.#since)
    const next = this.#begun.find((at) => at > this.#since)
    return (next === undefined ? undefined : since.findLast((one) => placeOf(one) < next)) ?? since.at(-1)
  }
}
