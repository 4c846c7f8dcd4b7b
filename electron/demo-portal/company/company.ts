/** Harbour & Pine builds and ships wooden boats; it exists nowhere else. */
export const companyName = 'Harbour & Pine'
export const portalHost = 'harbourpine.bitrix24.example'
export const mailDomain = 'harbourpine.example'

export interface Department {
  readonly id: number
  readonly name: string
  readonly parentId?: number
}

export const departments: readonly Department[] = [
  { id: 1, name: companyName },
  { id: 3, name: 'Office', parentId: 1 },
  { id: 5, name: 'Warehouse', parentId: 1 },
  { id: 7, name: 'Workshop', parentId: 1 },
  { id: 9, name: 'Sales', parentId: 1 },
  { id: 11, name: 'Dispatch', parentId: 5 },
  { id: 14, name: 'IT and Helpdesk', parentId: 3 },
  { id: 16, name: 'Customer Service', parentId: 9 },
]

const departmentNames: ReadonlyMap<number, string> = new Map(departments.map(({ id, name }) => [id, name]))

export function departmentName(id: number): string {
  return departmentNames.get(id) ?? ''
}
