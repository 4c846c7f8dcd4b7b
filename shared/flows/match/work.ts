/**
 * How much was looked at for one text: words and places compared. It grows with the text and no faster, whatever the text
 * is made of; a test holds it to that, which no clock on a busy machine could.
 */
export interface Work {
  steps: number
}
