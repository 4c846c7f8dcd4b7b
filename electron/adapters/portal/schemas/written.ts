import { id, own } from './values'

/**
 * What a write answers. Undefined: the portal took it, but what it says cannot be read. That is no failure of the write,
 * so nothing is thrown here.
 */
export function readNewId(value: unknown): string | undefined {
  const parsed = id.safeParse(value)
  return parsed.success && parsed.data !== '0' ? parsed.data : undefined
}

/** `result.task.id`, `result.item.id` (bitrix24.md §2.11). */
export function readNestedId(value: unknown, key: 'task' | 'item'): string | undefined {
  const inner = own(value, key)
  return readNewId(own(inner, 'id')) ?? readNewId(own(inner, 'ID'))
}

/** `true`, or the controllers' `{ result: true }` (bitrix24.md §2.13). */
export function readYes(value: unknown): boolean | undefined {
  const said = own(value, 'result') ?? value
  if (said === true || said === 1 || said === 'Y' || said === '1') return true
  return said === false || said === 0 || said === 'N' || said === '0' ? false : undefined
}
