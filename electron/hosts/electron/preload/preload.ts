import { contextBridge, ipcRenderer } from 'electron'
import { callChannel, eventChannel } from './channels'

/** What the page gets as `window.latchkey`: two functions, no channel names, no Electron objects. */
export interface LatchkeyBridge {
  /** Answers a Result; the contract's types are put on by the page's transport. */
  readonly call: (name: string, params: unknown) => Promise<unknown>
  /** Answers how to stop listening. */
  readonly subscribe: (listener: (message: unknown) => void) => () => void
}

const bridge: LatchkeyBridge = {
  // SECURITY: 6A-20. A wrapper with exactly two arguments: ipcRenderer itself never reaches the page.
  call: (name, params) => ipcRenderer.invoke(callChannel, name, params),
  subscribe: (listener) => {
    // SECURITY: 6A-20. The event object carries `sender`: only the message is passed on.
    const forward = (_event: unknown, message: unknown): void => listener(message)
    ipcRenderer.on(eventChannel, forward)
    return () => {
      ipcRenderer.removeListener(eventChannel, forward)
    }
  },
}

contextBridge.exposeInMainWorld('latchkey', Object.freeze(bridge))
