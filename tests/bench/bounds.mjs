/**
 * What `npm run bench` holds us to, by the name before the colon. `ratio`: ours / peer at most. `most`: ours at most, in the
 * unit the bench prints; the line shows it as a ratio to that, which must not be above 1.
 */
export const bounds = {
  people: { ratio: 1.1 },
  'people at the limit': { ratio: 1.1 },
  'people memory': { most: 200 },
  'look-up added': { most: 2 },
  'match hostile p99': { most: 5 },
}

/** The ratio that a line of that name must not be above; undefined where nothing is promised. */
export function boundOf(name) {
  const bound = Object.hasOwn(bounds, name) ? bounds[name] : undefined
  return bound === undefined ? undefined : (bound.ratio ?? 1)
}
