import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import texts from '@shared/locales/start.en.json' with { type: 'json' }
import { app, dialog, Menu, protocol, safeStorage, session, shell, type BrowserWindow } from 'electron'
import type { HostArguments } from '../../arguments'
import { assemble, type Assembled } from '../../assembly/assemble'
import { buildFolder } from '../../assembly/buildFolder'
import { errorText } from '../../assembly/errorText'
import type { Log } from '../../core/ports'
import type { Dispatch } from '../../rpc/dispatch'
import { createFailedDispatch } from '../../rpc/failedDispatch'
import { loadStaticFiles } from '../../static/staticFiles'
import { createAppLife, watchParent } from './appLife'
import { applicationMenu } from './applicationMenu'
import { createDialogFileDoor } from './dialogFileDoor'
import { createSecretStore } from './keychainSecretStore'
import { sendEvent, serveCalls } from './ipcTransport'
import { answerPageRequest, schemePrivileges } from './security/appScheme'
import { guardContents } from './security/contentsGuard'
import { createLinkOpener } from './security/openExternalLink'
import { appScheme } from './security/ownAddress'
import { refusedSwitches } from './security/refusedSwitches'
import { guardSession } from './security/sessionGuard'
import { openWindow } from './window'

/** The one scheme of exit codes (product.md, command line). */
const exitCodes = { failed: 2, inUse: 3, refused: 4 } as const
/** npm's signal has to leave no process within two seconds; start.mjs ends us by force after 1.4. */
const closeLimitMs = 1_100

/** Everything the running window needs, kept together so that its end finds all of it. */
interface Running {
  assembled: Assembled | undefined
  window: BrowserWindow | undefined
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Starts the Electron host. Must be called before Electron is ready, and never waits for that itself. */
export function runHost(args: HostArguments): void {
  // SECURITY: 6A "Debug doors". Before anything is opened; no fuse covers these switches.
  const refused = app.isPackaged ? refusedSwitches(process.argv.slice(1)) : []
  if (refused.length > 0) {
    say(texts.window.refusedSwitch)
    process.exit(exitCodes.refused)
  }

  setFolders(args.dataDir)
  // SECURITY: 6A-4. Every renderer, whatever opened it. As root Chromium runs only with --no-sandbox, and then this call
  // would end every child process; windows still ask for `sandbox: true` each.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // SECURITY: 6A-18. Before ready; a scheme registered later would have none of these privileges.
  protocol.registerSchemesAsPrivileged([...schemePrivileges])
  app.on('session-created', (created) => guardSession(created, app.isPackaged))
  app.on('web-contents-created', (_event, contents) => guardContents(contents))

  const running: Running = { assembled: undefined, window: undefined }
  const life = createAppLife({
    limitMs: closeLimitMs,
    exit: (code) => app.exit(code),
    close: async (reason) => {
      running.assembled?.hub.publish({ type: 'closing', data: { reason } })
      await running.assembled?.close()
    },
  })
  app.on('before-quit', (event) => {
    event.preventDefault()
    life.end('quit')
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') life.end('quit')
  })
  const endBySignal = (): void => life.end('signal')
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endBySignal)
  // A packaged app is started by a desktop whose launcher goes away at once: only npm's runs follow their parent.
  if (!app.isPackaged) watchParent(() => process.ppid, endBySignal)
  process.on('uncaughtException', (error) => {
    reportUnexpected('uncaught', error, running.assembled?.log)
    life.end('quit', exitCodes.failed)
  })
  process.on('unhandledRejection', (error) => reportUnexpected('unhandledRejection', error, running.assembled?.log))

  // Not awaited: an awaited `whenReady` in an ES module's own course never returns.
  void app
    .whenReady()
    .then(() => start(args, running, life))
    .catch((error: unknown) => {
      if (error instanceof AppFailure && error.code === 'dataFolderInUse') {
        // The other window may be one of ours: asking for the lock makes it show itself.
        app.requestSingleInstanceLock()
        say(errorText(error, args.dataDir))
        life.end('quit', exitCodes.inUse)
        return
      }
      reportUnexpected('notStarted', error, running.assembled?.log)
      say(texts.window.notStarted)
      life.end('quit', exitCodes.failed)
    })
}

async function start(args: HostArguments, running: Running, life: ReturnType<typeof createAppLife>): Promise<void> {
  const out = buildFolder()
  const files = loadStaticFiles(join(out, 'renderer'))
  // In memory only: no cookies, no cache and no page storage are left behind.
  const ownSession = session.fromPartition('latchkey', { cache: false })
  ownSession.protocol.handle(appScheme, (request) => answerPageRequest(files, request))
  const menu = applicationMenu(process.platform)
  Menu.setApplicationMenu(menu ? Menu.buildFromTemplate(menu) : null)

  // The answer to `app.quit` goes out first.
  const quit = (): void => void setTimeout(() => life.end('quit'), 50)
  const dispatch = await openData(args, running, quit)
  if (life.isEnding()) return
  serveCalls(dispatch)

  const open = (): void => {
    const window = openWindow({ session: ownSession, preload: join(out, 'preload', 'preload.cjs'), isPackaged: app.isPackaged }, (reason, times) => {
      running.assembled?.log.error('window', 'pageGone', { reason, times })
    })
    running.window = window
    window.once('closed', () => (running.window = undefined))
  }
  const show = (): void => {
    if (running.window === undefined) {
      open()
      return
    }
    if (running.window.isMinimized()) running.window.restore()
    running.window.focus()
  }
  app.on('activate', show) // macOS: the dock
  // The data folder's lock decides who runs; this one only lets a second start bring the first window up. Its words are
  // not looked at.
  if (app.requestSingleInstanceLock()) app.on('second-instance', show)
  running.assembled?.hub.subscribe((event) => {
    if (running.window) sendEvent(running.window.webContents, event)
  })
  open()
  if (args.demo) await dispatch('connection.openDemo', {})
}

/** The core over the data folder; or, where that cannot be opened, a dispatch by which the page says why. */
async function openData(args: HostArguments, running: Running, quit: () => void): Promise<Dispatch> {
  try {
    running.assembled = await assemble({
      dataDir: args.dataDir,
      exclusive: true,
      hostPorts: () => ({
        host: 'electron',
        secrets: createSecretStore({ safeStorage, platform: process.platform, dataDir: args.dataDir }),
        links: createLinkOpener(shell),
        files: createDialogFileDoor({
          askWhereToSave: async (suggestedName) => {
            const options = { defaultPath: suggestedName }
            const { canceled, filePath } = await (running.window ? dialog.showSaveDialog(running.window, options) : dialog.showSaveDialog(options))
            return canceled || filePath === '' ? undefined : filePath
          },
          askWhatToOpen: async () => {
            const options = { properties: ['openFile' as const] }
            const { canceled, filePaths } = await (running.window ? dialog.showOpenDialog(running.window, options) : dialog.showOpenDialog(options))
            return canceled ? undefined : filePaths[0]
          },
        }),
        quit,
      }),
    })
    return running.assembled.dispatch
  } catch (error) {
    if (!(error instanceof AppFailure) || error.code === 'dataFolderInUse') throw error
    say(`${error.code}: ${error.message}`)
    return createFailedDispatch(error.toAppError(), quit)
  }
}

/** Everything that Chromium itself may want to write goes below the data folder, for this user alone. */
function setFolders(dataDir: string): void {
  let folder = join(dataDir, 'electron')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // The page will say that the data folder cannot be written; to say it, Chromium needs some folder.
    folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
  }
  app.setPath('userData', folder)
  app.setPath('sessionData', folder)
  app.setPath('crashDumps', join(folder, 'crashes'))
  app.setAppLogsPath(join(folder, 'logs'))
}

function reportUnexpected(event: string, error: unknown, log: Log | undefined): void {
  // The message of a foreign error may quote a value: the log gets its class, the console of a developer's run the rest.
  log?.error('host', event, { error: error instanceof Error ? error.name : typeof error })
  if (!app.isPackaged) console.error(error)
}

