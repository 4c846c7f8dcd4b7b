import type { Session } from 'electron'
import { isOwnAddress } from './ownAddress'

/**
 * SECURITY: 6A "No network from pages". Own scheme and host, what the page made itself (`blob:` of ours, which never
 * leaves the process), and in unpackaged runs the developer tools' own files.
 */
export function isAllowedRequest(address: string, isPackaged: boolean): boolean {
  if (isOwnAddress(address)) return true
  if (address.startsWith('blob:')) return isOwnAddress(address.slice('blob:'.length))
  return !isPackaged && address.startsWith('devtools://devtools/')
}

/** Every session of the app, the default one too, which no page of ours uses. */
export function guardSession(session: Session, isPackaged: boolean): void {
  // SECURITY: 6A-5. Request, check and device handlers: each covers what the others do not. No name is ever looked at, so
  // a permission that a later Electron adds is refused as well.
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  // SECURITY: 6A "No network from pages". Beneath the Content Security Policy, in case a hole is found in it.
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAllowedRequest(details.url, isPackaged) }))
  // Files leave through the save dialog in the main process only.
  session.on('will-download', (event) => event.preventDefault())
  // The dictionaries of the spell checker are fetched from a foreign server.
  session.setSpellCheckerEnabled(false)
}
