import { addressShape } from './addressShape'

/** More than this at once is no case of a helpdesk any more. */
export const mostAddresses = 60

export interface AddressList {
  /** Small letters, each once, in the order they were written. */
  readonly addresses: readonly string[]
  /** Lines with something in them that is no address; from 1. What else stands in such a line is read all the same. */
  readonly broken: readonly number[]
  readonly tooMany: boolean
}

/** A pasted list: an address a line, or separated by commas, semicolons or spaces; `Name <address>` as mail programs write it. */
export function readAddressList(text: string): AddressList {
  const addresses = new Set<string>()
  const broken: number[] = []
  text.split(/\r\n|[\n\r\u2028\u2029]/u).forEach((line, index) => {
    const { found, isWhole } = readLine(line)
    for (const address of found) addresses.add(address)
    if (!isWhole) broken.push(index + 1)
  })
  return { addresses: [...addresses], broken, tooMany: addresses.size > mostAddresses }
}

function readLine(line: string): { readonly found: readonly string[]; readonly isWhole: boolean } {
  const found: string[] = []
  let isWhole = true
  const take = (word: string): void => {
    const address = word.normalize('NFC').toLowerCase()
    if (addressShape(address).shape === 'fine') found.push(address)
    else isWhole = false
  }
  // A quoted name may hold a comma or a bracket
  const pieces = line.replaceAll(/"[^"]*"/gu, ' ').split('>')
  pieces.forEach((piece, index) => {
    const bracket = index < pieces.length - 1 ? piece.lastIndexOf('<') : -1
    const before = bracket === -1 ? piece : piece.slice(0, bracket)
    // Before a bracket stand names, and addresses that had none
    for (const word of wordsOf(before)) if (bracket === -1 || word.includes('@')) take(word)
    if (bracket !== -1) take(piece.slice(bracket + 1).trim())
  })
  return { found, isWhole }
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,;]+/u).filter((word) => word !== '')
}
