import type { Session } from 'electron'
import { expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ BrowserWindow: vi.fn(), Menu: {} }))
const { windowOptions } = await import('../../../electron/hosts/electron/window')

const session = { name: 'own' } as unknown as Session

it.each([true, false])('6A-2, 3, 4, 6, 8, 9, 10, 11, 14: every preference of the page is written out (packaged: %s)', (isPackaged) => {
  const { webPreferences } = windowOptions({ session, preload: '/out/preload/preload.cjs', isPackaged })
  expect(webPreferences).toEqual({
    session,
    preload: '/out/preload/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    disableBlinkFeatures: 'Auxclick',
    webviewTag: false,
    plugins: false,
    webgl: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    autoplayPolicy: 'document-user-activation-required',
    devTools: !isPackaged,
  })
})
