import type { Input } from 'electron'

const furthest = 4

/** Without a menu there are no zoom keys; people who need large text do. Answers the new level, or undefined. */
export function zoomAfterKey(input: Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>, level: number): number | undefined {
  if (input.type !== 'keyDown' || input.alt || !(input.control || input.meta)) return undefined
  if (input.key === '+' || input.key === '=') return Math.min(furthest, level + 0.5)
  if (input.key === '-' || input.key === '_') return Math.max(-furthest, level - 0.5)
  return input.key === '0' ? 0 : undefined
}
