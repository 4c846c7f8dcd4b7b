import { isOwnAddress } from './ownAddress'

/** The part of Electron's WebFrameMain that is looked at. */
export interface SenderFrame {
  readonly url: string
  readonly parent: unknown
}

/**
 * SECURITY: 6A-17. Only the top frame of our own page may call. Fails closed: no frame, a frame that is gone (its
 * properties throw), a frame inside another one and every foreign address are refused.
 */
export function isTrustedSender(frame: SenderFrame | null | undefined): boolean {
  try {
    return frame !== null && frame !== undefined && frame.parent === null && isOwnAddress(frame.url)
  } catch {
    return false
  }
}
