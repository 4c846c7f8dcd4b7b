/** When a change happens: after so many further requests, or at a moment of the portal's clock. */
export type ChangeMoment = { readonly requests: number } | { readonly atMs: number }

/** Changes that were answered as done and are not. */
export class PendingChanges {
  private waiting: { readonly apply: () => void; readonly atMs: number | undefined; requestsLeft: number }[] = []

  add(apply: () => void, moment: ChangeMoment): void {
    this.waiting.push('atMs' in moment ? { apply, atMs: moment.atMs, requestsLeft: 0 } : { apply, atMs: undefined, requestsLeft: moment.requests })
  }

  /** A request begins: what is due has happened before it. Earlier changes come first. */
  begin(nowMs: number): void {
    const due = this.waiting.filter((one) => (one.atMs === undefined ? one.requestsLeft <= 0 : one.atMs <= nowMs))
    this.waiting = this.waiting.filter((one) => !due.includes(one))
    for (const one of this.waiting) one.requestsLeft -= 1
    for (const { apply } of due) apply()
  }
}
