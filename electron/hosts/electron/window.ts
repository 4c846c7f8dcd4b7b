import { BrowserWindow, Menu, type BrowserWindowConstructorOptions, type Session } from 'electron'
import { zoomAfterKey } from './zoomKeys'
import { startAddress } from './security/ownAddress'

export interface WindowWorld {
  readonly session: Session
  /** Absolute path of the built preload script. */
  readonly preload: string
  readonly isPackaged: boolean
}

/**
 * SECURITY: 6A-2, 6A-3, 6A-4, 6A-6, 6A-8, 6A-9, 6A-10, 6A-11. Every key is written out, the defaults too: a default has
 * changed before. This is the only place that makes a window.
 */
export function windowOptions({ session, preload, isPackaged }: WindowWorld): BrowserWindowConstructorOptions {
  return {
    width: 1240,
    height: 820,
    minWidth: 640,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      disableBlinkFeatures: 'Auxclick', // SECURITY: 6A-14. No window by the middle mouse button.
      webviewTag: false,
      plugins: false,
      webgl: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      autoplayPolicy: 'document-user-activation-required',
      devTools: !isPackaged, // SECURITY: 6A "Debug doors".
    },
  }
}

/** Opens the one window. `onGone` is told why the page's process ended, with the number of times it has. */
export function openWindow(world: WindowWorld, onGone: (reason: string, times: number) => void): BrowserWindow {
  const window = new BrowserWindow(windowOptions(world))
  const { webContents } = window
  window.once('ready-to-show', () => window.show())
  let timesGone = 0
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    timesGone += 1
    onGone(reason, timesGone)
    // A page that cannot live would be reloaded for ever.
    if (timesGone <= 3) void load()
  })
  webContents.on('before-input-event', (event, input) => {
    const level = zoomAfterKey(input, webContents.getZoomLevel())
    if (level === undefined) return
    event.preventDefault()
    webContents.setZoomLevel(level)
  })
  webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (isEditable) Menu.buildFromTemplate([{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]).popup({ window })
    else if (selectionText.trim() !== '') Menu.buildFromTemplate([{ role: 'copy' }]).popup({ window })
  })
  // A load that is cut off by closing the window rejects; there is nobody left to tell.
  const load = (): Promise<void> => window.loadURL(startAddress).catch(() => undefined)
  void load()
  return window
}
