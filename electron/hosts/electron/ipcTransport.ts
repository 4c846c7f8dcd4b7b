import { AppFailure, type ErrorCode, type Result } from '@shared/contract/appError'
import { maxRequestBytes, type AppEvent } from '@shared/contract/events'
import { ipcMain, type WebContents } from 'electron'
import type { Dispatch } from '../../rpc/dispatch'
import { callChannel, eventChannel } from './preload/channels'
import { isTrustedSender, type SenderFrame } from './security/isTrustedSender'

const refuse = (code: ErrorCode): Result<never> => ({ ok: false, error: new AppFailure(code).toAppError() })

/** One call from a page, before dispatch. Separate from Electron's door so that the attack table can knock on it. */
export async function answerCall(frame: SenderFrame | null | undefined, words: readonly unknown[], dispatch: Dispatch): Promise<Result<unknown>> {
  // SECURITY: 6A-17. Before anything else is looked at.
  if (!isTrustedSender(frame)) return refuse('notAllowed')
  // SECURITY: 6A "IPC arguments". Name and params, nothing more and nothing less.
  if (words.length !== 2) return refuse('badRequest')
  const [name, params] = words
  if (typeof name !== 'string' || name.length > 100) return refuse('unknownMethod')
  let plain: unknown
  try {
    const json: unknown = JSON.stringify(params)
    if (typeof json !== 'string') return refuse('badRequest')
    if (Buffer.byteLength(json) > maxRequestBytes) return refuse('tooLarge')
    // SECURITY: 6A "IPC arguments". A structured clone may carry maps, buffers and cycles that the schemas were not written
    // for; what goes on is what HTTP would have carried.
    plain = JSON.parse(json)
  } catch {
    return refuse('badRequest')
  }
  return dispatch(name, plain)
}

/** Opens the one door for calls. */
export function serveCalls(dispatch: Dispatch): void {
  ipcMain.handle(callChannel, (event, ...words: unknown[]) => answerCall(event.senderFrame, words, dispatch))
}

/** One event to one page, unless that page is gone. */
export function sendEvent(contents: Pick<WebContents, 'isDestroyed' | 'send'>, event: AppEvent): void {
  if (!contents.isDestroyed()) contents.send(eventChannel, event)
}
