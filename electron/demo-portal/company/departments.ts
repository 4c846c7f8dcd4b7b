import { companyName } from './company'

export interface Department {
  readonly id: number
  readonly name: string
  readonly parentId?: number
  /** Who leads it: a named person. */
  readonly headId?: number
}

/** A workgroup; outside people see those they share one with (bitrix24.md 2.1). */
export interface Workgroup {
  readonly id: number
  readonly name: string
}

const office: readonly Department[] = [
  { id: 1, name: companyName, headId: 1 },
  { id: 3, name: 'Office', parentId: 1, headId: 1 },
  { id: 5, name: 'Warehouse', parentId: 1, headId: 24 },
  { id: 7, name: 'Workshop', parentId: 1, headId: 51 },
  { id: 9, name: 'Sales', parentId: 1, headId: 12 },
  { id: 11, name: 'Dispatch', parentId: 5 },
  { id: 14, name: 'IT and Helpdesk', parentId: 3, headId: 4 },
  { id: 16, name: 'Customer Service', parentId: 9, headId: 33 },
]

export const helpdeskId = 14
const workshopId = 7

/** A large company has a crew for each boat it builds: so many departments that they fill more than one page. */
const peoplePerCrew = 50
const mostCrews = 120
const firstCrewId = 21
const crews: readonly Department[] = Array.from({ length: mostCrews }, (_, index) => ({ id: firstCrewId + 2 * index, name: `Crew ${index + 1}`, parentId: workshopId }))

/** Below this nobody splits the workshop. */
const smallCompany = 1000

export function departmentsOf(people: number): readonly Department[] {
  return people < smallCompany ? office : [...office, ...crews.slice(0, Math.floor(people / peoplePerCrew))]
}

const departmentNames: ReadonlyMap<number, string> = new Map([...office, ...crews].map(({ id, name }) => [id, name]))

export function departmentName(id: number): string {
  return departmentNames.get(id) ?? ''
}

export const workgroups: readonly Workgroup[] = [
  { id: 2, name: 'Timber suppliers' },
  { id: 6, name: 'Yard visitors' },
]
