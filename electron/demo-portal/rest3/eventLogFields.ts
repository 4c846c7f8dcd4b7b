import { createHash } from 'node:crypto'
import type { PhpMap } from '../php/phpValue'
import { isoMoment } from '../portalTime'
import type { EntityField } from './entityFields'
import type { LoggedEvent } from './eventLog'

export const eventLogEntity = 'EventLogDto'

/** Addresses set aside for documentation: nobody's. */
const network = '203.0.113'

const requestUris: Readonly<Record<LoggedEvent['auditType'], string>> = {
  USER_AUTHORIZE: '/bitrix/tools/oauth/bitrix24net.php',
  USER_LOGIN: '/auth/',
  USER_REGISTER: '/rest/user.add',
  USER_INFO: '/auth/?forgot_password=yes',
  USER_BLOCKED: '/auth/',
  USER_DELETE: '/company/',
}

/** Filterable and sortable are five, the others can only be read (bitrix24.md 2.12). */
export function eventLogFields(isOnPremise: boolean): readonly EntityField<LoggedEvent>[] {
  const text = (name: string, read: (event: LoggedEvent) => string, isFilterable = false): EntityField<LoggedEvent> => ({ name, type: 'string', isFilterable, read })
  const number = (name: string, read: (event: LoggedEvent) => number): EntityField<LoggedEvent> => ({ name, type: 'int', isFilterable: true, read })
  return [
    number('id', ({ id }) => id),
    { name: 'timestampX', type: 'object', isFilterable: true, read: ({ atMs }) => isoMoment(atMs), key: ({ atMs }) => atMs },
    text('severity', () => 'SECURITY'),
    text('auditTypeId', ({ auditType }) => auditType, true),
    text('moduleId', () => 'main'),
    text('itemId', ({ userId }) => String(userId)),
    text('remoteAddr', ({ userId }) => `${network}.${1 + (userId % 254)}`),
    text('userAgent', () => 'Mozilla/5.0'),
    text('requestUri', ({ auditType }) => requestUris[auditType]),
    text('siteId', () => 's1'),
    number('userId', ({ userId }) => userId),
    number('guestId', () => 0),
    text('description', (event) => describe(event, isOnPremise)),
  ]
}

export function eventRow(event: LoggedEvent, fields: readonly EntityField<LoggedEvent>[], select: ReadonlySet<string> | undefined): PhpMap {
  return Object.fromEntries(fields.filter(({ name }) => select?.has(name) ?? true).map(({ name, read }) => [name, read(event)]))
}

/** JSON within the text. Of the method only logins speak; in the cloud it is Bitrix24 Network's (bitrix24.md 2.12). */
function describe({ id, userId, auditType }: LoggedEvent, isOnPremise: boolean): string {
  const requestId = `${createHash('sha256').update(String(id)).digest('hex').slice(0, 32)}-0`
  return JSON.stringify({ userId, requestId, ...(auditType === 'USER_AUTHORIZE' ? { method: isOnPremise ? 'password' : 'external' } : {}) })
}
