import { toText, upperCaseKeys } from '../php/phpValue'
import { RestError } from '../restError'
import type { RestMethod } from './restMethod'

const events: ReadonlySet<string> = new Set(['ONUSERADD', 'ONAPPINSTALL', 'ONAPPUNINSTALL', 'ONAPPUPDATE', 'ONTASKADD', 'ONCRMLEADADD', 'ONCRMDEALADD'])

/** An application only; what it binds is never called, for this portal reaches nothing outside (bitrix24.md 2.11). */
export const eventBind: RestMethod = {
  name: 'event.bind',
  scopes: [],
  run: ({ params, caller }) => {
    if (caller.kind !== 'app') throw new RestError('ACCESS_DENIED', {}, 'Access denied! Application context required')
    const { EVENT: event, HANDLER: handler } = upperCaseKeys(params)
    if (!events.has(toText(event).toUpperCase())) throw new RestError('ERROR_EVENT_NOT_FOUND')
    if (!/^https?:\/\//i.test(toText(handler))) throw new RestError('ERROR_ARGUMENT', { argument: 'handler' }, 'A handler is an address')
    return { result: true }
  },
}
