import type { Work } from './work'

/** A part of a run; offsets into it. */
export interface Piece {
  readonly start: number
  readonly end: number
}

/** Reads words that have lost the spaces between them. */
export interface RunSplitter {
  add(form: string): void
  split(form: string, work: Work): readonly Piece[] | undefined
}

const shortestSplit = 8
const longestSplit = 240
const buckets = 4096

export function createRunSplitter(): RunSplitter {
  /** Words by their first three letters: at most letters of a run no word begins, which one look tells. */
  const words: (string[] | undefined)[] = Array.from({ length: buckets })
  const best = new Float64Array(longestSplit + 1)
  const cut = new Int32Array(longestSplit + 1)
  const covered = new Int32Array(longestSplit + 1)
  const shorts: (string[] | undefined)[] = Array.from({ length: buckets })

  const take = (word: string, at: number, form: string): void => {
    const end = at + word.length
    const here = best[at] ?? 0
    // A long word says more than the short ones inside it
    const worth = here + word.length - 1.5
    if (end > form.length || worth <= (best[end] ?? 0) || !form.startsWith(word, at)) return
    best[end] = worth
    cut[end] = at
    covered[end] = (covered[at] ?? 0) + word.length
  }

  return {
    add(form) {
      if (form.length < 2) return
      const list = form.length < 3 ? shorts : words
      const bucket = bucketOf(form.charCodeAt(0), form.charCodeAt(1), form.length < 3 ? 0 : form.charCodeAt(2))
      ;(list[bucket] ??= []).push(form)
    },
    split(form, work) {
      const { length } = form
      if (length < shortestSplit || length > longestSplit) return undefined
      best.fill(-1, 1, length + 1)
      best[0] = 0
      for (let at = 0; at < length; at += 1) {
        const here = best[at] ?? 0
        if ((best[at + 1] ?? 0) < here) {
          best[at + 1] = here
          cut[at + 1] = -1
          covered[at + 1] = covered[at] ?? 0
        }
        const [first, second, third] = [form.charCodeAt(at), form.charCodeAt(at + 1), form.charCodeAt(at + 2)]
        const pair = shorts[bucketOf(first, second, 0)]
        const list = words[bucketOf(first, second, third)]
        work.steps += 1 + (pair?.length ?? 0) + (list?.length ?? 0)
        if (pair !== undefined) for (const word of pair) take(word, at, form)
        if (list !== undefined) for (const word of list) take(word, at, form)
      }
      const pieces: Piece[] = []
      for (let end = length; end > 0; ) {
        const start = cut[end] ?? -1
        if (start < 0) end -= 1
        else {
          pieces.push({ start, end })
          end = start
        }
      }
      // Scraps of two letters can be cut out of any word
      const whole = pieces.filter(({ start, end }) => end - start >= 3).length
      return whole >= 2 && (covered[length] ?? 0) >= length * 0.75 ? pieces.reverse() : undefined
    },
  }
}

function bucketOf(first: number, second: number, third: number): number {
  return (first * 961 + second * 31 + third) & (buckets - 1)
}
