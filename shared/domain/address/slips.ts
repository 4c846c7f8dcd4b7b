/** Rows of a QWERTY keyboard; a finger lands beside its key, left, right or in the next row. */
const rows = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const

const neighbours = new Set<string>()
rows.forEach((row, index) => {
  Array.from(row).forEach((key, column) => {
    const near = [row[column + 1], rows[index + 1]?.[column], rows[index + 1]?.[column - 1]]
    for (const other of near) if (other !== undefined) neighbours.add(key + other).add(other + key)
  })
})
// The German keyboard has the two swapped
neighbours.add('yz').add('zy')

const cheap = 1
const full = 2

/** Longer than any name that is compared here; what is longer costs more than any limit. */
const longest = 63

/**
 * How far a typed name is from a known one, in half slips: two letters swapped, a letter doubled or dropped beside its
 * twin, or the key next to the right one count half; every other letter more, less or different counts whole.
 * Work is bounded by the longest label a domain may have.
 */
export function slipCost(typed: string, known: string): number {
  if (typed === known) return 0
  if (typed.length > longest || known.length > longest || Math.abs(typed.length - known.length) > 2) return Number.POSITIVE_INFINITY
  let before: number[] = []
  let above = Array.from({ length: known.length + 1 }, (_, column) => column * full)
  for (let row = 1; row <= typed.length; row += 1) {
    const current = [row * full]
    for (let column = 1; column <= known.length; column += 1) {
      const here = typed[row - 1] ?? ''
      const there = known[column - 1] ?? ''
      const same = (above[column - 1] ?? 0) + (here === there ? 0 : neighbours.has(here + there) ? cheap : full)
      const more = (above[column] ?? 0) + (here === typed[row - 2] ? cheap : full)
      const less = (current[column - 1] ?? 0) + (there === known[column - 2] ? cheap : full)
      const isSwapped = row > 1 && column > 1 && here === known[column - 2] && typed[row - 2] === there && here !== there
      current.push(Math.min(same, more, less, isSwapped ? (before[column - 2] ?? 0) + cheap : Number.POSITIVE_INFINITY))
    }
    before = above
    above = current
  }
  return above[known.length] ?? Number.POSITIVE_INFINITY
}

/** Short names are all close to each other: the shorter, the less may differ. */
export function slipLimit(known: string): number {
  if (known.length <= 3) return 0
  if (known.length === 4) return cheap
  return known.length <= 6 ? full : 2 * full
}

/**
 * Is it that name with a slip in it? A first letter is seldom wrong: when it is, the rest must be right, or `hmail` and
 * `email` would all be Gmail.
 */
export function isSlipOf(typed: string, known: string, limit: number = slipLimit(known)): boolean {
  const cost = slipCost(typed, known)
  if (cost === 0 || cost > limit) return false
  if (typed[0] === known[0]) return true
  const isFirstLetterOnly = known.length >= 5 && (typed === known.slice(1) || typed.slice(1) === known || (typed.slice(1) === known.slice(1) && cost === cheap))
  return isFirstLetterOnly || (typed[0] === known[1] && typed[1] === known[0])
}
