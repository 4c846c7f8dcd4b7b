import type { Person } from '../company/person'
import { isIntranet, isShown } from '../company/person'

/** Who asks, as far as it decides whom they are shown (bitrix24.md 2.1). */
export interface Viewer {
  readonly sees: (person: Person) => boolean
  /** True when everybody with a department is seen: then only the others need to be looked at one by one. */
  readonly seesEveryEmployee: boolean
  /** The same for viewers who see the same people. */
  readonly key: string
}

const administrator: Viewer = { sees: isShown, seesEveryEmployee: true, key: 'administrator' }

/**
 * ADMIN_MODE counts for an administrator alone. All others see, being employees, their colleagues and whoever shares a
 * workgroup with them; coming from outside, only the latter and themselves.
 */
export function viewerFor(owner: Person, wantsAdminMode: boolean): Viewer {
  if (wantsAdminMode && owner.isAdmin) return administrator
  const groups = new Set(owner.groupIds)
  const isEmployee = isIntranet(owner)
  return {
    sees: (person) => isShown(person) && (person.id === owner.id || (isEmployee && isIntranet(person)) || sharesGroup(person, groups)),
    seesEveryEmployee: isEmployee,
    key: `${owner.id} ${isEmployee} ${[...groups].join()}`,
  }
}

function sharesGroup(person: Person, groups: ReadonlySet<number>): boolean {
  return person.groupIds?.some((id) => groups.has(id)) ?? false
}
