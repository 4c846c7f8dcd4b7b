/** Kind of a JSON value, as a reader of the documentation would name it. */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return kindOf(value) === 'object'
}

/** Keys that documented answers may have or lack: `*.KEY` anywhere, or a full path. */
export interface ShapeTolerance {
  readonly mayBeExtra?: readonly string[]
  readonly mayBeMissing?: readonly string[]
}

/**
 * Every difference in shape between a documented example and an answer, key by key and kind by kind. The items of a
 * list are compared with all items of the documented list together: a key that only some of those have is optional.
 */
export function shapeDifferences(documented: unknown, answered: unknown, tolerance: ShapeTolerance = {}): readonly string[] {
  const differences: string[] = []
  compare([documented], answered, '', tolerance, differences)
  return differences
}

function compare(examples: readonly unknown[], answered: unknown, path: string, tolerance: ShapeTolerance, differences: string[]): void {
  const kinds = new Set(examples.map(kindOf))
  if (!kinds.has(kindOf(answered))) {
    differences.push(`${path}: documented ${[...kinds].join(' or ')}, answered ${kindOf(answered)}`)
    return
  }
  if (Array.isArray(answered)) {
    const items: readonly unknown[] = examples.flatMap((example) => (Array.isArray(example) ? (example as unknown[]) : []))
    if (items.length > 0) answered.forEach((item: unknown) => compare(items, item, `${path}[]`, tolerance, differences))
    else if (answered.length > 0) differences.push(`${path}: documented as empty`)
  }
  if (!isObject(answered)) return
  const known = examples.filter(isObject)
  const everyKey = new Set(known.flatMap((example) => Object.keys(example)))
  for (const key of everyKey) {
    const isAlwaysThere = known.every((example) => Object.hasOwn(example, key))
    if (!Object.hasOwn(answered, key) && isAlwaysThere && !tolerates(tolerance.mayBeMissing, path, key)) differences.push(`${path}.${key}: missing`)
  }
  for (const [key, value] of Object.entries(answered)) {
    const values = known.filter((example) => Object.hasOwn(example, key)).map((example) => example[key])
    if (values.length > 0) compare(values, value, `${path}.${key}`, tolerance, differences)
    else if (!tolerates(tolerance.mayBeExtra, path, key)) differences.push(`${path}.${key}: not documented`)
  }
}

function tolerates(keys: readonly string[] | undefined, path: string, key: string): boolean {
  return keys?.some((one) => one === `*.${key}` || one === `${path}.${key}`) ?? false
}
