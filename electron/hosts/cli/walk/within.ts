/** What was begun and did not end in time. `what` names the step or the case, and nobody in it. */
export class NoEnd extends Error {
  constructor(readonly what: string, limitMs: number) {
    super(`${what}: no end within ${limitMs / 1000} seconds`)
  }
}

/** The end of `act`, or NoEnd: a promise that nothing resolves must not hold the whole walk. */
export async function within<T>(limitMs: number, what: string, act: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoEnd(what, limitMs)), limitMs)
  })
  try {
    return await Promise.race([act(), late])
  } finally {
    clearTimeout(timer)
  }
}

/** All of them to their end, also where one fails: nothing that was begun goes on behind whoever closes up. */
export async function allEnded<T>(begun: readonly Promise<T>[]): Promise<readonly T[]> {
  const ends = await Promise.allSettled(begun)
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason as Error
    return end.value
  })
}
