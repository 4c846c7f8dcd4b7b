import type { AppliedFault, Fault, FaultArgument } from './fault'
import { faultTable } from './faultTable'

const allowed: Readonly<Record<FaultArgument, RegExp>> = {
  count: /^[1-9]\d{0,5}$/,
  milliseconds: /^\d{1,7}$/,
  seconds: /^[+-]?\d{1,9}$/,
  method: /^[a-z0-9_.]{1,100}$/i,
  origin: /^https?:\/\/[^/?#\s]+$/i,
  scope: /^[a-z_.]{1,50}$/,
}

/** The faults that are switched on. A count is used up request by request. */
export class ActiveFaults {
  private active = new Map<string, { readonly fault: Fault; readonly argument: string; left: number }>()

  /** Takes `name` or `name=argument`; refuses what the table does not know, so a typo in a test cannot pass for a fault. */
  set(text: string): void {
    const cut = text.indexOf('=')
    const name = cut < 0 ? text : text.slice(0, cut)
    const argument = cut < 0 ? '' : text.slice(cut + 1)
    const fault = faultTable.find((one) => one.name === name)
    if (fault === undefined) throw new RangeError(`unknown fault: ${name}`)
    if (cut >= 0 && (fault.argument === undefined || !allowed[fault.argument].test(argument))) {
      throw new RangeError(`the fault ${name} cannot have the argument ${JSON.stringify(argument)}`)
    }
    const isCounted = fault.argument === 'count' && argument !== ''
    this.active.set(name, { fault, argument: argument.toLowerCase(), left: isCounted ? Number(argument) : Infinity })
  }

  clear(): void {
    this.active.clear()
  }

  /** The faults this request meets, in the order of the table; each counted one is now one nearer to its end. */
  meet(isRest: boolean): readonly AppliedFault[] {
    return faultTable.flatMap(({ name }) => {
      const entry = this.active.get(name)
      if (entry === undefined || (!isRest && entry.fault.reaches === 'rest')) return []
      entry.left -= 1
      if (entry.left <= 0) this.active.delete(name)
      return [{ fault: entry.fault, argument: entry.argument }]
    })
  }
}
