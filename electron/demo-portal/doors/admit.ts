import type { CallContext } from '../callMethod'
import { RestError } from '../restError'
import type { DoorRequest } from './request'

/** What is refused before anybody asks who is calling: too many requests of one address, then what faults refuse. */
export function admit({ exchange, portal, faults }: DoorRequest, tooMany: () => Error): void {
  const source = exchange.request.socket.remoteAddress ?? ''
  if (portal.bucket?.admit(source, portal.now()) === false) throw tooMany()
  for (const { fault } of faults) if (fault.refuseRequest !== undefined) throw new RestError(fault.refuseRequest)
}

export function contextOf({ portal, faults, nowMs, arrivedAt }: DoorRequest): CallContext {
  return { portal, faults, nowMs, arrivedAt, fate: { isSilent: false } }
}
