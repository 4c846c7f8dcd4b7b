import type { Session, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { guardContents } from '../../../electron/hosts/electron/security/contentsGuard'
import { guardSession } from '../../../electron/hosts/electron/security/sessionGuard'

type Listener = (...args: unknown[]) => unknown

/** Remembers every handler that is set, by the name of the setter or the event. */
function createRecorder(): { readonly set: Map<string, Listener>; readonly target: unknown } {
  const set = new Map<string, Listener>()
  const record = (prefix: string): unknown =>
    new Proxy({}, {
      get: (_target, name) => {
        if (name === 'webRequest') return record('webRequest.')
        if (name === 'on') return (event: string, listener: Listener) => set.set(event, listener)
        return (value: Listener) => set.set(`${prefix}${String(name)}`, value)
      },
    })
  return { set, target: record('') }
}

const handler = (set: ReadonlyMap<string, Listener>, name: string): Listener => {
  const found = set.get(name)
  if (!found) throw new Error(`nothing was set for ${name}`)
  return found
}

describe('6A-5: a session gives no permission', () => {
  const { set, target } = createRecorder()
  guardSession(target as Session, true)
  const known = [
    'clipboard-read', 'clipboard-sanitized-write', 'display-capture', 'fullscreen', 'geolocation', 'idle-detection', 'media', 'mediaKeySystem', 'midi', 'midiSysex', 'notifications',
    'pointerLock', 'keyboardLock', 'openExternal', 'speaker-selection', 'storage-access', 'top-level-storage-access', 'window-management', 'unknown', 'fileSystem', 'hid', 'serial', 'usb', 'deprecated-sync-clipboard-read',
  ]
  it.each([...known, 'a-permission-of-next-year', ''])('refuses %j when it is asked for and when it is looked up', (permission) => {
    let answer: unknown
    handler(set, 'setPermissionRequestHandler')({}, permission, (given: unknown) => (answer = given), {})
    expect(answer).toBe(false)
    expect(handler(set, 'setPermissionCheckHandler')({}, permission, 'app://bundle', {})).toBe(false)
    expect(handler(set, 'setPermissionCheckHandler')(null, permission, 'app://bundle', {})).toBe(false)
  })
  it.each(['hid', 'serial', 'usb', 'anything'])('refuses %s devices', (deviceType) => {
    expect(handler(set, 'setDevicePermissionHandler')({ deviceType, origin: 'app://bundle' })).toBe(false)
  })
  it('refuses screen sharing and bluetooth pairing', () => {
    const answers: unknown[] = []
    handler(set, 'setDisplayMediaRequestHandler')({}, (streams: unknown) => answers.push(streams))
    handler(set, 'setBluetoothPairingHandler')({}, (answer: unknown) => answers.push(answer))
    expect(answers).toEqual([null, { confirmed: false }])
  })
  it('cancels requests that leave the app, downloads too, and loads no dictionaries', () => {
    const answers: unknown[] = []
    const answer = (value: unknown): unknown => answers.push(value)
    handler(set, 'webRequest.onBeforeRequest')({ url: 'https://example.com/' }, answer)
    handler(set, 'webRequest.onBeforeRequest')({ url: 'app://bundle/' }, answer)
    expect(answers).toEqual([{ cancel: true }, { cancel: false }])
    let prevented = 0
    handler(set, 'will-download')({ preventDefault: () => (prevented += 1) })
    expect(prevented).toBe(1)
    expect(set.get('setSpellCheckerEnabled')).toBe(false)
  })
})

describe('6A-11 to 14: a page goes nowhere and opens nothing', () => {
  const { set, target } = createRecorder()
  guardContents(target as WebContents)
  const isRefused = (event: string, url: string): boolean => {
    let refused = false
    handler(set, event)({ url, preventDefault: () => (refused = true) })
    return refused
  }
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s is refused unless it leads to our own scheme and host', (event) => {
    expect(isRefused(event, 'app://bundle/#/cases')).toBe(false)
    for (const url of ['app://bundle.evil/', 'app://bundle@evil/', 'javascript:alert(1)', 'data:text/html,x', 'https://example.com/', 'file:///etc/passwd', 'about:blank', 'http://[', '']) {
      expect(isRefused(event, url), url).toBe(true)
    }
  })
  it('a new window is denied, wherever it leads', () => {
    for (const url of ['https://example.com/', 'about:blank', 'app://bundle/']) expect(handler(set, 'setWindowOpenHandler')({ url })).toEqual({ action: 'deny' })
  })
  it('a webview is not attached', () => {
    let prevented = false
    handler(set, 'will-attach-webview')({ preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
  })
})
