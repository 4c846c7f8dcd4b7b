import type { WebContents } from 'electron'
import { isOwnAddress } from './ownAddress'

interface Preventable {
  preventDefault(): void
}

/** Every page of the app, whatever made it. */
export function guardContents(contents: WebContents): void {
  // SECURITY: 6A-13. Three events: the top frame, any frame, and a redirect that began on an allowed address.
  const keepInside = (event: Preventable & { readonly url: string }): void => {
    if (!isOwnAddress(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', keepInside)
  contents.on('will-frame-navigate', keepInside)
  contents.on('will-redirect', keepInside)
  // SECURITY: 6A-14. No second window, wherever it would lead; links go through the LinkOpener.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // SECURITY: 6A-11, 6A-12. `webviewTag` is off; should it ever be switched on, nothing attaches.
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
