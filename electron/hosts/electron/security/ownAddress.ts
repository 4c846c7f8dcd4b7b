/** The page's own scheme and host; nothing else is ever loaded. */
export const appScheme = 'app'
export const appHost = 'bundle'
export const startAddress = `${appScheme}://${appHost}/`

/**
 * SECURITY: 6A-13, 6A-17. Protocol and host of the parsed address, never its text and never `origin`, which is "null" for
 * every custom scheme. What does not parse is not ours.
 */
export function isOwnAddress(address: unknown): boolean {
  if (typeof address !== 'string') return false
  try {
    const url = new URL(address)
    return url.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
