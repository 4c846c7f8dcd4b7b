import type { AppliedFault, Door, Fault, FaultArgument, Reach } from './fault'
import { isWriteFault } from './fault'
import { faultTable } from './faultTable'
import { PendingChanges } from './pendingChanges'

const allowed: Readonly<Record<FaultArgument, RegExp>> = {
  count: /^[1-9]\d{0,5}$/,
  milliseconds: /^\d{1,7}$/,
  seconds: /^[+-]?\d{1,9}$/,
  method: /^[a-z0-9_.]{1,100}$/i,
  origin: /^https?:\/\/[^/?#\s]+$/i,
  scope: /^[a-z_.]{1,50}$/,
  language: /^(?:de|fr|ru)$/,
  captiveStatus: /^(?:302|511)$/,
  moment: /^(?:[1-9]\d{0,5}|\d{1,7}ms)$/,
}

const doors: Readonly<Record<Reach, readonly Door[]>> = {
  rest: ['webhook', 'app'],
  app: ['app'],
  everything: ['page', 'oauth', 'webhook', 'app'],
}

/** A fault's name or argument that the table does not know. */
export class UnknownFaultError extends RangeError {
  constructor(
    readonly fault: string,
    readonly problem: 'name' | 'argument',
  ) {
    super(`the demo portal has no fault ${JSON.stringify(fault)}: unknown ${problem}`)
  }
}

interface ActiveFault {
  readonly fault: Fault
  readonly argument: string
  readonly activation: object
  left: number
}

/** The faults that are switched on. A count is used up request by request, or write by write. */
export class ActiveFaults {
  /** What was answered and has not happened yet. */
  readonly pending = new PendingChanges()
  private readonly active = new Map<string, ActiveFault>()

  /** Takes `name` or `name=argument`; refuses what the table does not know, so a typo in a test cannot pass for a fault. */
  set(text: string): void {
    const { fault, argument } = parseFault(text)
    const isCounted = fault.argument === 'count' && argument !== ''
    this.active.set(fault.name, { fault, argument: argument.toLowerCase(), activation: {}, left: isCounted ? Number(argument) : Infinity })
  }

  clear(): void {
    this.active.clear()
  }

  /** The faults this request meets, in the order of the table; each counted one is now one nearer to its end. */
  meet(door: Door): readonly AppliedFault[] {
    return faultTable.flatMap(({ name }) => {
      const entry = this.active.get(name)
      if (entry === undefined || !doors[entry.fault.reaches].includes(door)) return []
      if (!isWriteFault(entry.fault)) this.useUp(entry)
      return [{ fault: entry.fault, argument: entry.argument, activation: entry.activation, spend: () => this.spend(entry) }]
    })
  }

  /** What the authorization server must know of `token-expired`: nothing where it is counted, a refresh does not end it then. */
  endsByRefresh(): object | undefined {
    return [...this.active.values()].find(({ fault, argument }) => fault.expiresTokens === true && argument === '')?.activation
  }

  private spend(entry: ActiveFault): boolean {
    if (entry.left <= 0) return false
    this.useUp(entry)
    return true
  }

  private useUp(entry: ActiveFault): void {
    entry.left -= 1
    if (entry.left <= 0 && this.active.get(entry.fault.name) === entry) this.active.delete(entry.fault.name)
  }
}

/** The fault and the argument meant by `name` or `name=argument`. */
function parseFault(text: string): { readonly fault: Fault; readonly argument: string } {
  const cut = text.indexOf('=')
  const name = cut < 0 ? text : text.slice(0, cut)
  const argument = cut < 0 ? '' : text.slice(cut + 1)
  const fault = faultTable.find((one) => one.name === name)
  if (fault === undefined) throw new UnknownFaultError(text, 'name')
  if (cut >= 0 && (fault.argument === undefined || !allowed[fault.argument].test(argument))) throw new UnknownFaultError(text, 'argument')
  return { fault, argument }
}
