import type { Point } from './layout'

const corner = 8
const arrow = { length: 8, half: 4 } as const

/** A right-angled line with rounded corners, as an SVG path; it ends where the arrow begins. */
export function pathThrough(points: readonly Point[]): string {
  const [first] = points
  if (first === undefined) return ''
  const parts = [`M${first.x} ${first.y}`]
  points.slice(1).forEach((point, index) => {
    const before = points[index] ?? point
    const after = points[index + 2]
    if (after === undefined) {
      parts.push(`L${point.x} ${point.y - arrow.length}`)
      return
    }
    const inward = toward(point, before)
    const outward = toward(point, after)
    parts.push(`L${inward.x} ${inward.y}`, `Q${point.x} ${point.y} ${outward.x} ${outward.y}`)
  })
  return parts.join('')
}

/** The point a corner away, or half of the way where that is less. */
function toward(from: Point, to: Point): Point {
  const far = Math.hypot(to.x - from.x, to.y - from.y)
  const part = far === 0 ? 0 : Math.min(corner, far / 2) / far
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

/** Every line comes to its box from above. */
export function arrowAt(points: readonly Point[]): string {
  const end = points.at(-1)
  return end === undefined ? '' : `M${end.x} ${end.y}L${end.x - arrow.half} ${end.y - arrow.length}L${end.x + arrow.half} ${end.y - arrow.length}Z`
}
