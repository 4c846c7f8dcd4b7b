import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createMemorySecretStore } from '../../adapters/secrets/memorySecretStore'
import type { HostArguments } from '../../arguments'
import { assemble } from '../../assembly/assemble'
import { buildFolder } from '../../assembly/buildFolder'
import { errorText } from '../../assembly/errorText'
import { systemClock as clock, systemIds as ids } from '../../assembly/machine'
import type { Log } from '../../core/ports'
import type { Dispatch } from '../../rpc/dispatch'
import { createEventHub, type EventHub } from '../../rpc/eventHub'
import { createFailedDispatch } from '../../rpc/failedDispatch'
import { contentSecurityPolicy } from '../../static/contentSecurityPolicy'
import { loadStaticFiles } from '../../static/staticFiles'
import { createAddressRenewal } from './addressRenewal'
import { createFileTickets } from './fileTickets'
import { hostText } from './hostText'
import { createBrowserServer } from './httpServer'
import { createLifeWatch, idleLimitMs, isProcessAlive } from './lifeWatch'
import { createLinkOpener } from './linkOpener'
import { createBrowserOpener, hasDisplay, openWithDefaultBrowser } from './openBrowser'
import { launchTokenLifeMs, maxFailedTokens } from './security/launchToken'

/** What keeps the app from working but not from saying so: the page is served and shows it. */
const shownOnPage: readonly ErrorCode[] = ['databaseFromFuture', 'databaseNotOne', 'databaseDamaged', 'dataFolderUnwritable', 'migrationFailed']

const exitCodes = { ended: 0, failed: 1, cannotStart: 2, lockedOut: 3 } as const
/** After this the process ends whatever still hangs: 2 s after a signal nothing may be left, and npm's comes late (6B-14). */
const endWithinMs = 1_200

/** Half an hour of fresh addresses, as long as the app waits for a page at all. */
const renewals = 29

const noLog: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

interface Started {
  readonly dispatch: Dispatch
  readonly hub: EventHub
  readonly log: Log
  readonly close: () => Promise<void>
  readonly hasFailed: boolean
}

/** The whole app on loopback, shown in the default browser. Comes back when it serves; the process ends by itself. */
export async function runHost(args: HostArguments): Promise<void> {
  // A reader of our output that goes away must not end the app.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)

  const page = join(buildFolder(), 'renderer')
  if (!existsSync(join(page, 'index.html'))) {
    say(hostText('notBuilt'))
    process.exit(exitCodes.cannotStart)
  }

  const tickets = createFileTickets({ clock, ids })
  const canOpen = args.open && hasDisplay(process.platform, process.env)

  let end = (_reason: 'quit' | 'idle' | 'signal', code: number): void => process.exit(code)
  const quit = (): void => {
    // The answer to app.quit goes out first.
    setImmediate(() => end('quit', exitCodes.ended))
  }

  const start = async (): Promise<Started> => {
    try {
      const assembled = await assemble({
        dataDir: args.dataDir,
        exclusive: true,
        hostPorts: () => ({
          host: 'browser',
          secrets: createMemorySecretStore(),
          links: createLinkOpener({ canOpen, openAddress: openWithDefaultBrowser }),
          files: tickets,
          quit,
        }),
      })
      return { dispatch: assembled.dispatch, hub: assembled.hub, log: assembled.log, close: () => assembled.close(), hasFailed: false }
    } catch (error) {
      if (!(error instanceof AppFailure) || !shownOnPage.includes(error.code)) throw error
      say(errorText(error, args.dataDir))
      return { dispatch: createFailedDispatch(error.toAppError(), quit), hub: createEventHub(noLog), log: noLog, close: () => Promise.resolve(), hasFailed: true }
    }
  }

  let started: Started | undefined
  try {
    const staticFiles = loadStaticFiles(page)
    started = await start()
    const { dispatch, hub, log, close, hasFailed } = started

    let redeemed = (): void => undefined
    const server = createBrowserServer({
      dispatch, hub, staticFiles, clock, ids, tickets, log,
      csp: contentSecurityPolicy({ styleHashes: staticFiles.styleHashes, dev: false }),
      onRedeemed: () => redeemed(),
      onLockedOut: () => {
        say(hostText('lockedOut', { count: maxFailedTokens }))
        end('signal', exitCodes.lockedOut)
      },
    })
    const opener = createBrowserOpener({
      launchUrl: () => server.launchUrl(),
      openAddress: openWithDefaultBrowser,
      onFailed: (address) => say(hostText('openByHand', { address, seconds: launchTokenLifeMs / 1000 })),
    })
    const renewal = createAddressRenewal({
      launchUrl: () => server.launchUrl(),
      print: (address) => say(hostText('freshAddress', { address, seconds: launchTokenLifeMs / 1000 })),
      everyMs: launchTokenLifeMs,
      times: renewals,
    })
    redeemed = () => {
      renewal.stop()
      opener.redeemed()
    }
    const watch = createLifeWatch({
      idleMs: () => server.idleMs(),
      parentId: () => process.ppid,
      ...(process.platform === 'win32' ? { isAlive: isProcessAlive } : {}),
      end: (reason) => {
        if (reason === 'idle') say(hostText('endedIdle', { minutes: idleLimitMs / 60_000 }))
        end(reason, exitCodes.ended)
      },
    })

    let isEnding = false
    end = (reason, code) => {
      // Ctrl+C arrives twice under npm: from the terminal and from the process that started this one.
      if (isEnding) return
      isEnding = true
      watch.stop()
      opener.dispose()
      renewal.stop()
      setTimeout(() => process.exit(code), endWithinMs)
      hub.publish({ type: 'closing', data: { reason } })
      void server
        .close()
        .then(close)
        .catch((error: unknown) => log.error('host', 'closeFailed', { error: error instanceof Error ? error.name : typeof error }))
        .finally(() => process.exit(code))
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end('signal', exitCodes.ended))
    const onUnexpected = (error: unknown): void => {
      // The message of a foreign error may quote a value: only its class is logged.
      log.error('host', 'unexpected', { error: error instanceof Error ? error.name : typeof error })
      end('signal', exitCodes.failed)
    }
    process.on('uncaughtException', onUnexpected)
    process.on('unhandledRejection', onUnexpected)

    await server.start(args.port)
    watch.start()
    if (args.demo && !hasFailed) {
      const opened = await dispatch('connection.openDemo', {})
      if (!opened.ok) say(hostText('demoFailed'))
    }
    process.stdout.write(`READY ${server.launchUrl()}\n`)
    if (hasFailed) say(hostText('startFailureShown'))
    if (canOpen) {
      say(hostText('opening'))
      opener.start()
    } else {
      say(hostText('openAddress', { seconds: launchTokenLifeMs / 1000 }))
      renewal.start()
    }
  } catch (error) {
    const failure = error instanceof AppFailure ? error : new AppFailure('internal')
    started?.log.error('host', 'startFailed', { code: failure.code })
    say(errorText(failure, args.dataDir))
    await started?.close().catch(() => undefined)
    process.exit(exitCodes.cannotStart)
  }
}
