import { departmentName, workgroups } from '../company/departments'
import type { Department } from '../company/departments'
import type { Person } from '../company/person'
import type { PhpValue } from '../php/phpValue'
import type { PortalState } from '../portalState'
import { personName } from './personName'

/** `U1`, `D107`, `AU` …: who is meant by a right (bitrix24.md 2.5). */
interface AccessCode {
  readonly kind: string
  readonly id: number
  readonly role: string
}

export function hasAccessCode(person: Person, code: string, portal: PortalState): boolean {
  const { kind, id, role } = readCode(code)
  switch (kind) {
    case 'U':
      return person.id === id
    case 'IU':
      return person.id === id || supervises(person, portal.directory.person(id), portal)
    case 'D':
      return person.departmentIds.includes(id)
    case 'DR':
      return person.departmentIds.some((own) => isWithin(own, id, portal.departments))
    case 'SG':
      return role === 'K' && (person.groupIds?.includes(id) ?? false)
    case 'AU':
      return true
    default:
      return kind === 'G' && id === 2
  }
}

/** Undefined for a code that stands for nobody here. */
export function describeAccessCode(code: string, portal: PortalState): PhpValue | undefined {
  const { kind, id } = readCode(code)
  switch (kind) {
    case 'U': {
      const person = portal.directory.person(id)
      return person && { provider: 'User', name: personName(person), provider_id: 'user' }
    }
    case 'IU': {
      const person = portal.directory.person(id)
      return person && { provider: 'Employee and supervisors', name: personName(person), provider_id: 'intranet' }
    }
    case 'D':
    case 'DR':
      return portal.departments.some((one) => one.id === id) ? { provider: 'Department', name: departmentName(id), provider_id: 'intranet' } : undefined
    case 'SG': {
      const group = workgroups.find((one) => one.id === id)
      return group && { provider: 'Project', name: group.name, provider_id: 'socnetgroup' }
    }
    case 'AU':
      return { provider: '', name: 'All authorized users', provider_id: 'other' }
    case 'CR':
      return { provider: '', name: 'Author', provider_id: 'other' }
    default:
      return kind === 'G' && id === 2 ? { provider: '', name: 'All visitors', provider_id: 'other' } : undefined
  }
}

function readCode(code: string): AccessCode {
  const [, kind = '', id = '0', role = ''] = /^([A-Z]{1,2})(\d{1,9})?(?:_([AEK]))?$/.exec(code) ?? []
  return { kind, id: Number(id), role }
}

function supervises(boss: Person, person: Person | undefined, { departments }: PortalState): boolean {
  return person?.departmentIds.some((id) => departments.some((one) => one.headId === boss.id && isWithin(id, one.id, departments))) ?? false
}

function isWithin(id: number, outerId: number, departments: readonly Department[]): boolean {
  for (let current: number | undefined = id; current !== undefined; current = departments.find((one) => one.id === current)?.parentId) if (current === outerId) return true
  return false
}
