import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { electronExecutable, launchElectron, type LaunchedElectron } from '../support/launchElectron'

/** The rows of the checklist (architecture, 6A) that only a running Electron can answer. */

interface Bridge {
  readonly call: (name: string, params: unknown) => Promise<{ ok: boolean; error?: { code: string } }>
}
type BridgedWindow = Window & { readonly latchkey: Bridge }

// Where no runtime can be had there is nothing to launch: one visible skip with its reason (toolchain.md §5).
test.skip(electronExecutable() === undefined, 'no Electron runtime on this machine')
test.describe.configure({ mode: 'serial' })

let launched: LaunchedElectron
let dataDir: string
let outside: Server
let outsideAddress: string
const seenOutside: string[] = []

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-security-'))
  // Stands for any portal or web site: it must never be asked by a page.
  outside = createServer((request, response) => {
    seenOutside.push(`${request.method ?? ''} ${request.url ?? ''}`)
    if (request.url === '/redirect') response.writeHead(302, { location: 'https://example.com/' }).end()
    else response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end('<title>outside</title>')
  })
  await new Promise<void>((ready) => outside.listen(0, '127.0.0.1', ready))
  outsideAddress = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
  launched = await launchElectron({ dataDir })
})

test.afterAll(async () => {
  await launched.close()
  await new Promise((closed) => outside.close(closed))
  rmSync(dataDir, { recursive: true, force: true })
})

/** Runs `act` in the page and answers what became of the navigation it began: its address, and whether it was refused. */
async function navigationBy(act: () => Promise<unknown>): Promise<{ url: string; refused: boolean }> {
  await launched.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    const seen = new Promise((settle) => {
      // The first of the three events: once it is refused, `will-navigate` does not come.
      contents.once('will-frame-navigate', (details) => {
        const { url } = details
        setImmediate(() => settle({ url, refused: details.defaultPrevented }))
      })
    })
    Object.assign(globalThis, { latchkeyTestNavigation: seen })
  })
  await act()
  return launched.app.evaluate(() => (globalThis as unknown as { latchkeyTestNavigation: Promise<{ url: string; refused: boolean }> }).latchkeyTestNavigation)
}

test('the page comes from our own scheme and reaches the core through the bridge', async () => {
  expect(new URL(launched.page.url()).protocol).toBe('app:')
  expect(new URL(launched.page.url()).host).toBe('bundle')
  const answer = await launched.page.evaluate(() => (window as unknown as BridgedWindow).latchkey.call('app.state', {}))
  expect(answer.ok).toBe(true)
})

test('6A-2, 3, 4, 6, 8, 9, 10: the window runs with exactly the preferences we wrote', async () => {
  const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInSubFrames: false, webSecurity: true,
    allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false,
  })
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('')
})

test('6A-2: there is no Node in the page', async () => {
  const types = await launched.page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>
    return [typeof world['require'], typeof world['process'], typeof world['module'], typeof world['Buffer']]
  })
  expect(types).toEqual(['undefined', 'undefined', 'undefined', 'undefined'])
})

test('6A-20: the bridge is two frozen functions and cannot be replaced', async () => {
  const seen = await launched.page.evaluate(() => {
    const world = window as unknown as Record<string, unknown>
    const { latchkey } = window as unknown as BridgedWindow
    const before = latchkey.call
    try {
      world['latchkey'] = { call: () => undefined }
    } catch {
      // Modules are strict: the assignment throws.
    }
    return {
      keys: Object.keys(latchkey).sort(),
      isFrozen: Object.isFrozen(latchkey),
      isSame: (window as unknown as BridgedWindow).latchkey.call === before,
    }
  })
  expect(seen).toEqual({ keys: ['call', 'subscribe'], isFrozen: true, isSame: true })
})

test('6A-5: permissions are denied', async () => {
  const states = await launched.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'] as const
    const asked = await Promise.all(names.map((name) => navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)))
    const media = await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', () => 'refused')
    const screen = await navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'given', () => 'refused')
    return { asked, notification: await Notification.requestPermission(), media, screen }
  })
  expect(states).toEqual({ asked: Array.from({ length: 6 }, () => 'denied'), notification: 'denied', media: 'refused', screen: 'refused' })
})

test('6A-11, 12: a webview element is an unknown element', async () => {
  const before = await launched.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  const kind = await launched.page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://example.com/')
    document.body.append(view)
    const name = view.constructor.name
    view.remove()
    return name
  })
  expect(kind).toBe('HTMLElement')
  expect(await launched.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(before)
})

test('6A-13: a link to the outside is refused and the page stays', async () => {
  const address = launched.page.url()
  const seen = await navigationBy(
    () =>
      launched.page.evaluate((href) => {
        const link = Object.assign(document.createElement('a'), { href, textContent: 'out' })
        document.body.append(link)
        link.click()
        link.remove()
      }, `${outsideAddress}/link`),
  )
  expect(seen).toEqual({ url: `${outsideAddress}/link`, refused: true })
  expect(launched.page.url()).toBe(address)
})

test('6A-13: an address that would redirect to the outside is refused before it is asked', async () => {
  const address = launched.page.url()
  const seen = await navigationBy(() => launched.page.evaluate((href) => void (location.href = href), `${outsideAddress}/redirect`))
  expect(seen).toEqual({ url: `${outsideAddress}/redirect`, refused: true })
  expect(launched.page.url()).toBe(address)
})

test('6A-13: our scheme with another host is refused', async () => {
  const seen = await navigationBy(() => launched.page.evaluate(() => void (location.href = 'app://bundle.evil/')))
  expect(seen).toEqual({ url: 'app://bundle.evil/', refused: true })
})

test('6A-14: neither window.open nor a link to a new window opens one', async () => {
  const opened = await launched.page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href, target: '_blank', textContent: 'out' })
    document.body.append(link)
    link.click()
    link.remove()
    return [window.open(href), window.open('about:blank'), window.open(location.href)].map((handle) => handle === null)
  }, `${outsideAddress}/window`)
  expect(opened).toEqual([true, true, true])
  expect(launched.app.windows()).toHaveLength(1)
  expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('6A-17: a frame inside the page has no bridge, and a call in its name is refused', async () => {
  const hasBridge = await launched.page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.id = 'injected'
    document.body.append(frame)
    return (frame.contentWindow as unknown as Partial<BridgedWindow>).latchkey !== undefined
  })
  expect(hasBridge).toBe(false)
  const codes = await launched.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
    type Handler = (event: unknown, ...words: unknown[]) => Promise<{ ok: boolean; error?: { code: string } }>
    const { mainFrame } = BrowserWindow.getAllWindows()[0]!.webContents
    const handler = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers.get('latchkey:call')!
    const ask = async (senderFrame: unknown): Promise<string> => {
      // Electron wraps the handler: the answer may come back by the event.
      let replied: { ok: boolean; error?: { code: string } } | undefined
      const event = { senderFrame, _replyChannel: { sendReply: (value: { result: typeof replied }) => (replied = value.result) } }
      const answered = await handler(event, 'app.state', {})
      const answer = (answered as typeof replied) ?? replied
      return answer?.ok === true ? 'ok' : (answer?.error?.code ?? 'none')
    }
    return { top: await ask(mainFrame), inner: await ask(mainFrame.frames[0]), none: await ask(null) }
  })
  expect(codes).toEqual({ top: 'ok', inner: 'notAllowed', none: 'notAllowed' })
  await launched.page.evaluate(() => document.querySelector('#injected')?.remove())
})

test('6A-18: what the build did not write is not there, whatever way it is asked for', async () => {
  const statuses = await launched.page.evaluate(async () => {
    const paths = ['/nothing.js', '/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/%00', '/preload.cjs']
    return Promise.all(paths.map((path) => fetch(path).then(({ status }) => status)))
  })
  expect(statuses).toEqual([404, 404, 404, 404, 404, 404])
  const headers = await launched.page.evaluate(() => fetch('/').then((answer) => [answer.headers.get('content-security-policy'), answer.headers.get('x-content-type-options')]))
  expect(headers[0]).toContain("default-src 'none'")
  expect(headers[1]).toBe('nosniff')
})

test('No network from pages: the policy refuses, and beneath it the session does', async () => {
  const fromPage = await launched.page.evaluate(async (address) => {
    const fetched = await Promise.all(['https://example.com/', `${address}/fetch`].map((url) => fetch(url).then(() => 'answered', () => 'failed')))
    const image = await new Promise((settle) => {
      const element = new Image()
      element.onload = () => settle('answered')
      element.onerror = () => settle('failed')
      element.src = `${address}/image.png`
    })
    return [...fetched, image]
  }, outsideAddress)
  expect(fromPage).toEqual(['failed', 'failed', 'failed'])
  // The same session without any page and so without its policy.
  const fromSession = await launched.app.evaluate(async ({ BrowserWindow }, address) => {
    const { session } = BrowserWindow.getAllWindows()[0]!.webContents
    return session.fetch(`${address}/session`).then(() => 'answered', (error: unknown) => String(error))
  }, outsideAddress)
  expect(fromSession).toContain('ERR_BLOCKED_BY_CLIENT')
  expect(seenOutside).toEqual([])
})

test('6A-7: scripts and markup that are not ours do not run', async () => {
  const ran = await launched.page.evaluate(async () => {
    const world = globalThis as unknown as Record<string, unknown>
    const script = document.createElement('script')
    try {
      script.textContent = 'globalThis.latchkeyInline = true'
    } catch {
      // Trusted Types refuse the assignment itself.
    }
    document.head.append(script)
    script.remove()
    // Later, by itself: what the developer tools evaluate directly is let through by the policy.
    const evaluated = await new Promise((settle) => {
      setTimeout(() => {
        try {
          settle((Reflect.construct(Function, ['return true']) as () => boolean)())
        } catch {
          settle(false)
        }
      }, 0)
    })
    return [world['latchkeyInline'] === true, evaluated]
  })
  expect(ran).toEqual([false, false])
})

test('the console of the main process holds no error of ours', () => {
  const ours = launched.output().split('\n').filter((line) => /error|warn/i.test(line) && !/^\[\d+:\d+\/|DevTools|Debugger/.test(line))
  expect(ours).toEqual([])
})
