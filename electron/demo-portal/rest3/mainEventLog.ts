import type { PhpMap, PhpValue } from '../php/phpValue'
import { isMap, toInteger, toText } from '../php/phpValue'
import { fieldDescriptions, readFieldSelect } from './describeFields'
import type { EntityField } from './entityFields'
import { keyOf } from './entityFields'
import type { LoggedEvent } from './eventLog'
import { eventLogEntity, eventLogFields, eventRow } from './eventLogFields'
import { readFilter } from './readFilter'
import type { Order } from './readQuery'
import { knownField, readCount, readOrder, readPage, readSelect } from './readQuery'
import { invalidRequest, missingField, Rest3Error } from './rest3Error'
import type { Rest3Call, Rest3Method } from './rest3Method'

type Fields = readonly EntityField<LoggedEvent>[]

function forAdmins(name: string, title: string, run: (call: Rest3Call, fields: Fields) => PhpMap): Rest3Method {
  return {
    name,
    title,
    scope: 'main',
    isForAdmins: true,
    plan: (call) => {
      const result = run(call, eventLogFields(call.portal.settings.isOnPremise))
      return () => result
    },
  }
}

/** The event log, for administrators (bitrix24.md 2.12). */
export const eventLogMethods: readonly Rest3Method[] = [
  forAdmins('main.eventlog.list', 'Entries of the event log', list),
  forAdmins('main.eventlog.get', 'One entry of the event log', get),
  forAdmins('main.eventlog.tail', 'Entries after a point of reference', tail),
  forAdmins('main.eventlog.field.list', 'Fields of an entry', ({ params }, fields) => ({ items: fieldDescriptions(fields, readFieldSelect(params['select'])) })),
  forAdmins('main.eventlog.field.get', 'One field of an entry', getField),
]

function list({ params, portal }: Rest3Call, fields: Fields): PhpMap {
  const select = readSelect(params['select'])
  const filter = readFilter(params['filter'], fields, eventLogEntity)
  const order = readOrder(params['order'], fields, eventLogEntity)
  const { offset, limit } = readPage(params['pagination'])
  const found = sorted(portal.eventLog.events().filter(filter.fits), order)
  return { items: found.slice(offset, offset + limit).map((event) => eventRow(event, fields, select)) }
}

function get({ params, portal }: Rest3Call, fields: Fields): PhpMap {
  const id = params['id']
  if (id === undefined || id === null) throw missingField('id')
  if (!/^\d{1,15}$/.test(toText(id))) throw invalidRequest('id', 'The value of `id` does not fit its type')
  const select = readSelect(params['select'])
  const event = portal.eventLog.events().find((one) => one.id === toInteger(id))
  if (event === undefined) throw new Rest3Error('ENTITYNOTFOUNDEXCEPTION', `Entry with ID = \`${toInteger(id)}\` not found`)
  return { item: eventRow(event, fields, select) }
}

/** What came after the cursor, which may not be filtered by as well. */
function tail({ params, portal }: Rest3Call, fields: Fields): PhpMap {
  const select = readSelect(params['select'])
  const filter = readFilter(params['filter'], fields, eventLogEntity)
  const cursor = isMap(params['cursor']) ? params['cursor'] : {}
  const field = knownField(cursor['field'] === undefined ? 'id' : toText(cursor['field']), fields, eventLogEntity)
  if (filter.fieldNames.includes(field.name)) throw new Rest3Error('INVALIDFILTEREXCEPTION', `Unable to recognize filter expression \`Cursor field ${field.name} cannot be used at filter.\``)
  const [order] = readOrder({ [field.name]: cursor['order'] ?? 'ASC' }, fields, eventLogEntity)
  const limit = readCount(cursor, 'limit', 50)
  if (order === undefined || limit === 0) throw new Rest3Error('INVALIDPAGINATIONEXCEPTION', `Unable to recognize pagination parameter \`${JSON.stringify(cursor)}\``)
  const beyond = readFilter([[field.name, order.isDescending ? '<' : '>', startOf(cursor, field)]], fields, eventLogEntity)
  const found = sorted(portal.eventLog.events().filter((event) => beyond.fits(event) && filter.fits(event)), [order])
  return { items: found.slice(0, limit).map((event) => eventRow(event, fields, select)) }
}

function startOf(cursor: PhpMap, field: EntityField<LoggedEvent>): PhpValue {
  const value = cursor['value']
  if (value !== undefined) return value
  if (field.type === 'object') return '1970-01-01'
  return field.type === 'int' ? 0 : ''
}

function getField({ params }: Rest3Call, fields: Fields): PhpMap {
  const name = toText(params['name'])
  if (name === '') throw missingField('name')
  const select = readFieldSelect(params['select'])
  const [item] = fieldDescriptions(fields.filter((field) => field.name === name), select)
  if (item === undefined) throw new Rest3Error('FIELDNOTFOUND', `Field \`${name}\` not found`)
  return { item }
}

/** The log is kept by id; anything else is sorted, equals staying in that order. */
function sorted(events: LoggedEvent[], order: readonly Order<LoggedEvent>[]): readonly LoggedEvent[] {
  const [first] = order
  if (first === undefined) return events
  if (first.field.name === 'id') return first.isDescending ? events.reverse() : events
  return events.sort((a, b) => {
    for (const { field, isDescending } of order) {
      const [one, other] = [keyOf(field, a), keyOf(field, b)]
      if (one !== other) return (one < other ? -1 : 1) * (isDescending ? -1 : 1)
    }
    return 0
  })
}
