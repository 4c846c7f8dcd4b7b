import type { Department } from '../company/departments'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { isList, toInteger, toText, upperCaseKeys } from '../php/phpValue'
import { pageSize } from '../users/userList'
import type { RestMethod } from './restMethod'

/** Nobody has sorted them by hand. */
const sortWeight = 500

const readers: Readonly<Record<string, (department: Department) => string | number>> = {
  ID: ({ id }) => id,
  NAME: ({ name }) => name.toLowerCase(),
  SORT: () => sortWeight,
  PARENT: ({ parentId }) => parentId ?? 0,
  UF_HEAD: ({ headId }) => headId ?? 0,
}

/** The departments; every parameter that names a field is a filter (bitrix24.md 2.10). */
export const departmentGet: RestMethod = {
  name: 'department.get',
  scopes: ['department'],
  run: ({ params, start, portal }) => {
    const asked = upperCaseKeys(params)
    const found = portal.departments.filter((department) => fits(department, asked)).sort(comparison(asked))
    const isCounted = start !== -1
    const offset = Math.max(0, start)
    const rows = found.slice(offset, offset + pageSize)
    const reached = offset + rows.length
    return {
      result: rows.map(departmentRow),
      ...(isCounted ? { total: found.length } : {}),
      ...(isCounted && rows.length > 0 && reached < found.length ? { next: reached } : {}),
    }
  },
}

/** SORT is also the name of the sorting: only a number filters by it. */
function fits(department: Department, asked: PhpMap): boolean {
  return Object.entries(readers).every(([name, read]) => {
    const wanted = asked[name]
    if (wanted === undefined || (name === 'SORT' && !/^\d+$/.test(toText(wanted)))) return true
    return (isList(wanted) ? wanted : [wanted]).some((one) => read(department) === needle(name, one))
  })
}

function needle(name: string, value: PhpValue): string | number {
  return name === 'NAME' ? toText(value).toLowerCase() : toInteger(value)
}

function comparison(asked: PhpMap): (a: Department, b: Department) => number {
  const name = toText(asked['SORT']).toUpperCase()
  const read = Object.hasOwn(readers, name) ? readers[name] : readers['ID']
  const direction = toText(asked['ORDER']).toUpperCase() === 'DESC' ? -1 : 1
  return (a, b) => {
    const [one = 0, other = 0] = [read?.(a), read?.(b)]
    return one === other ? a.id - b.id : direction * (one < other ? -1 : 1)
  }
}

function departmentRow({ id, name, parentId, headId }: Department): PhpValue {
  return {
    ID: String(id),
    NAME: name,
    SORT: sortWeight,
    ...(parentId === undefined ? {} : { PARENT: String(parentId) }),
    ...(headId === undefined ? {} : { UF_HEAD: String(headId) }),
  }
}
