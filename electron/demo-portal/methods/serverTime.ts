import { isoMoment } from '../portalTime'
import type { RestMethod } from './restMethod'

export const serverTime: RestMethod = {
  name: 'server.time',
  scopes: [],
  run: ({ nowMs }) => ({ result: isoMoment(nowMs) }),
}
