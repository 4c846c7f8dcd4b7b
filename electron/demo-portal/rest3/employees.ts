import { departmentName } from '../company/departments'
import type { Person } from '../company/person'
import { isIntranet } from '../company/person'
import { personName } from '../methods/personName'
import type { PhpMap } from '../php/phpValue'
import { toInteger, toText } from '../php/phpValue'
import { viewerFor } from '../users/visibility'
import { readPage, readSelect } from './readQuery'
import { missingField, Rest3Error } from './rest3Error'
import type { Rest3Call, Rest3Method } from './rest3Method'

/** The most rows mail.recipient.listemployees gives at once. */
const mostRecipients = 200
const mostFound = 50

const employeeColumns = ['userId', 'name', 'workPosition', 'avatar', 'url', 'departments', 'teams']

/** By name or address, for whoever writes a mail (bitrix24.md 2.12). */
export const listEmployees: Rest3Method = {
  name: 'mail.recipient.listemployees',
  title: 'Employees by name or address',
  scope: 'mail',
  plan: (call) => {
    const query = toText(call.params['query']).trim().toLowerCase()
    if (query === '') throw missingField('query')
    const { offset, limit } = readPage(call.params['pagination'], mostRecipients)
    const found = employees(call, (person) => person.email.toLowerCase().includes(query) || personName(person).toLowerCase().includes(query), offset + limit)
    const items = found.slice(offset).map((person) => ({ id: person.id, email: person.email, name: personName(person) }))
    return () => ({ items })
  },
}

/** By name, for people of the company (bitrix24.md 2.12). */
export const searchEmployees: Rest3Method = {
  name: 'humanresources.employee.search',
  title: 'Employees by name',
  scope: 'humanresources',
  plan: (call) => {
    const { params, owner } = call
    if (!isIntranet(owner)) throw new Rest3Error('ACCESSDENIEDEXCEPTION', 'Access denied')
    const name = toText(params['name']).trim().toLowerCase()
    if (name === '') throw missingField('name')
    const select = readSelect(params['select'], { entity: 'EmployeeDto', names: employeeColumns })
    const nodeId = toInteger(params['nodeId'])
    const found = employees(call, (person) => personName(person).toLowerCase().includes(name) && (nodeId === 0 || person.departmentIds.includes(nodeId)), mostFound)
    const items = found.map((person) => employeeRow(person, select))
    return () => ({ items })
  },
}

/** The first so many active colleagues that fit, in the order of their ids. */
function employees({ owner, portal }: Rest3Call, fits: (person: Person) => boolean, most: number): readonly Person[] {
  const found: Person[] = []
  for (const id of portal.users.idsSeenBy(viewerFor(owner, false))) {
    if (found.length >= most) break
    const person = portal.directory.personKept(id)
    if (person?.active === true && isIntranet(person) && fits(person)) found.push(person)
  }
  return found
}

function employeeRow(person: Person, select: ReadonlySet<string> | undefined): PhpMap {
  const row: PhpMap = {
    userId: person.id,
    name: personName(person),
    workPosition: person.workPosition,
    avatar: '',
    url: `/company/personal/user/${person.id}/`,
    departments: person.departmentIds.map((id) => ({ id, name: departmentName(id) })),
    teams: [],
  }
  return Object.fromEntries(Object.entries(row).filter(([column]) => select?.has(column) ?? true))
}
