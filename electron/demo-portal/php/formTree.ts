import type { PhpMap, PhpValue } from './phpValue'
import { fromEntries } from './phpValue'

/** PHP's max_input_nesting_level: a variable with more brackets is dropped, and what it held before with it. */
const deepest = 64
/** Stands for max_input_vars: what comes after so many values is dropped. */
export const mostValues = 10_000

class Branch {
  readonly children = new Map<string, Branch | string>()
  private nextIndex = 0

  set(key: string, value: Branch | string): void {
    this.children.set(key, value)
    if (/^\d{1,15}$/.test(key)) this.nextIndex = Math.max(this.nextIndex, Number(key) + 1)
  }

  /** `[]` takes the number after the highest so far. */
  appendedKey(): string {
    return String(this.nextIndex)
  }
}

/** Names with brackets and their values, put together as PHP does it. */
export class FormTree {
  private readonly root = new Branch()
  private values = 0

  put(name: string, value: string): void {
    const path = pathOf(name.replace(/^ +/, ''))
    this.values += 1
    if (path === undefined || this.values > mostValues) return
    const [top = ''] = path
    if (path.length > deepest + 1) this.root.children.delete(top)
    else place(this.root, path, value)
  }

  toMap(): PhpMap {
    return Object.fromEntries([...this.root.children].map(([key, value]) => [key, grow(value)]))
  }
}

function pathOf(name: string): readonly string[] | undefined {
  const bracket = name.indexOf('[')
  if (name === '') return undefined
  if (bracket <= 0 || !name.includes(']', bracket)) return [name.replace(/[.\s[]/g, '_')]
  const path = [name.slice(0, bracket).replace(/[.\s]/g, '_')]
  for (let open = bracket; name[open] === '[' && path.length <= deepest + 1; ) {
    const end = name.indexOf(']', open)
    if (end < 0) break
    path.push(name.slice(open + 1, end))
    open = end + 1
  }
  return path
}

function place(root: Branch, path: readonly string[], value: string): void {
  let branch = root
  for (const [depth, part] of path.entries()) {
    const key = depth > 0 && part === '' ? branch.appendedKey() : part
    if (depth === path.length - 1) {
      branch.set(key, value)
      return
    }
    const known = branch.children.get(key)
    const deeper = known instanceof Branch ? known : new Branch()
    branch.set(key, deeper)
    branch = deeper
  }
}

function grow(value: Branch | string): PhpValue {
  return typeof value === 'string' ? value : fromEntries([...value.children].map(([key, inner]) => [key, grow(inner)] as const))
}
