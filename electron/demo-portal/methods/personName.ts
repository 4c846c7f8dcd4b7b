import type { Person } from '../company/person'

export function personName({ name, lastName }: Person): string {
  return [name, lastName].filter((part) => part !== '').join(' ')
}
