import { mailDomain } from './company'
import { furtherPeople } from './furtherPeople'
import type { NamedPerson } from './namedPerson'
import { asPerson } from './namedPerson'
import type { Person } from './person'

/** A company of this size or more has all named people; a smaller one has the first of them alone. */
export const wholeCastFrom = 100

// Ids that are multiples of 13 belong to nobody (companyDirectory.ts).
const named: readonly NamedPerson[] = [
  { id: 1, name: 'Ada', lastName: 'Quill', departmentId: 3, position: 'Office Manager', registeredDaysAgo: 1460, lastLoginHoursAgo: 3, isAdmin: true },
  { id: 4, name: 'Noa', lastName: 'Linden', departmentId: 14, position: 'Helpdesk Agent', registeredDaysAgo: 730, lastLoginHoursAgo: 2 },
  { id: 8, name: 'Ben', lastName: 'Harrow', departmentId: 7, position: 'Boat Builder', registeredDaysAgo: 512, lastLoginHoursAgo: 75, mobile: '+44 7700 900108' },
  { id: 12, name: 'Ivo', lastName: 'Tern', departmentId: 9, position: 'Sales Manager', registeredDaysAgo: 640, lastLoginHoursAgo: 26 },
  { id: 15, name: 'Hana', lastName: 'Lark', departmentId: 16, position: 'Customer Adviser', registeredDaysAgo: 211, lastLoginHoursAgo: 20 },
  { id: 18, name: 'Gil', lastName: 'Osprey', departmentId: 11, position: 'Driver', registeredDaysAgo: 388, lastLoginHoursAgo: 49 },
  { id: 20, name: 'Jun', lastName: 'Pike', departmentId: 7, position: 'Joiner', registeredDaysAgo: 34, lastLoginHoursAgo: 28 },
  { id: 22, name: 'Kaia', lastName: 'Wren', departmentId: 3, position: 'Bookkeeper', registeredDaysAgo: 905, lastLoginHoursAgo: 5 },
  { id: 24, name: 'Lio', lastName: 'Heron', departmentId: 5, position: 'Storekeeper', registeredDaysAgo: 276, lastLoginHoursAgo: 31 },
  { id: 27, name: 'Cleo', lastName: 'Marsh', departmentId: 5, position: 'Warehouse Clerk', registeredDaysAgo: 15, confirmCode: 'h3k9w2pd' },
  { id: 29, name: 'Mio', lastName: 'Crane', departmentId: 9, position: 'Sales Assistant', registeredDaysAgo: 155, lastLoginHoursAgo: 8 },
  { id: 31, name: 'Dara', lastName: 'Finch', email: `dispatch@${mailDomain}`, departmentId: 11, position: 'Dispatcher', registeredDaysAgo: 1104, lastLoginHoursAgo: 227 * 24, changedDaysAgo: 226, active: false },
  { id: 33, name: 'Nell', lastName: 'Swift', departmentId: 16, position: 'Customer Adviser', registeredDaysAgo: 820, lastLoginHoursAgo: 52 },
  { id: 35, name: 'Rio', lastName: 'Stork', email: 'rio.stork@harbourpin.example', departmentId: 5, position: 'Forklift Driver', registeredDaysAgo: 9, confirmCode: 'n5v8q4zr' },
  { id: 37, name: 'Pia', lastName: 'Plover', email: `front.desk@${mailDomain}`, departmentId: 3, position: 'Receptionist', registeredDaysAgo: 460, lastLoginHoursAgo: 7 },
  { id: 41, name: 'Tess', lastName: 'Rail', email: `front.desk@${mailDomain}`, departmentId: 3, position: 'Receptionist', registeredDaysAgo: 97, lastLoginHoursAgo: 33 },
  { id: 43, name: 'Uma', lastName: 'Dipper', departmentId: 7, position: 'Apprentice', registeredDaysAgo: 2, active: false, confirmCode: 'b7x2m6ty' },
  { id: 45, name: 'Wes', lastName: 'Grebe', departmentId: 5, position: 'Packer', registeredDaysAgo: 6 },
  { id: 47, name: 'Quin', lastName: 'Rook', email: `sales@${mailDomain}`, departmentId: 9, position: 'Sales Assistant', registeredDaysAgo: 1230, lastLoginHoursAgo: 410 * 24, changedDaysAgo: 409, active: false },
  { id: 48, name: 'Oda', lastName: 'Kestrel', email: 'oda.kestrel@freemail.example', departmentId: 16, position: 'Customer Adviser', registeredDaysAgo: 4, confirmCode: 'c4j9s3wf' },
  { id: 50, name: 'Elio', lastName: 'Brandt', departmentId: 9, position: 'Sales Manager', registeredDaysAgo: 700, lastLoginHoursAgo: 11 },
  {
    id: 51, name: 'Wilhelmina-Alexandrina', secondName: 'Josephine Charlotte Margaretha', lastName: 'van der Zwanenburgh-Oosterveld ten Brinkhuizen-Achterbergh',
    email: `wilhelmina.zwanenburgh@${mailDomain}`, departmentId: 7, position: 'Naval Architect, Wooden Hulls and Historical Restoration', registeredDaysAgo: 333, lastLoginHoursAgo: 6,
  },
]

/** Ids and states are the same in every company, whatever its seed. */
export function namedPeople(startedAtMs: number, people: number): readonly Person[] {
  const cast = people >= wholeCastFrom ? [...named, ...furtherPeople] : named
  return cast.map((person) => asPerson(person, startedAtMs))
}
