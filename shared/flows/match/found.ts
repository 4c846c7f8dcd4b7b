/** A word of the messages found in a text: `likeness` 1 is the very word, less is a slip away from it. */
export interface Found {
  readonly entry: number
  readonly likeness: number
  /** False: only its beginning or its end is the word. */
  readonly isWhole: boolean
}

/** A slip in a word as short as this proves little; only messages shown word for word may still count it. */
export const shortWordLikeness = 0.75
