import type { AppliedFault } from '../faults/fault'
import type { HttpExchange } from '../httpExchange'
import type { PortalState } from '../portalState'

/** What every door gets of a request. */
export interface DoorRequest {
  readonly exchange: HttpExchange
  readonly portal: PortalState
  readonly faults: readonly AppliedFault[]
  /** The portal's clock when the request came in, and the same moment on the clock that measures. */
  readonly nowMs: number
  readonly arrivedAt: number
  /** http://127.0.0.1:PORT */
  readonly origin: string
}

export interface DoorAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

export const jsonType = 'application/json; charset=utf-8'
export const xmlType = 'text/xml; charset=utf-8'
