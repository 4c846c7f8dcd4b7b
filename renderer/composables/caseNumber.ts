/** As people read it out: 0148. */
export function caseNumber(number: number): string {
  return String(number).padStart(4, '0')
}
