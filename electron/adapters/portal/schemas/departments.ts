import type { PortalDepartment } from '../../../core/ports'
import { z } from 'zod'
import { id, list, optionalId, read, text } from './values'

const departments = list(z.object({ ID: id, NAME: text, PARENT: optionalId }))

/** The company itself has no parent; some portals write it as 0. */
export function readDepartments(value: unknown): readonly PortalDepartment[] {
  return read(departments, value).map(({ ID, NAME, PARENT }) => ({
    id: Number(ID),
    name: NAME ?? '',
    parent: PARENT === undefined || PARENT === '0' ? undefined : Number(PARENT),
  }))
}
