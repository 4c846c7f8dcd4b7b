import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import { shortCodeOf } from '@shared/domain/ids'
import { findSecrets } from '@shared/domain/secretGuard'
import type { CoreContext } from '../context'

/** The hand-over's message as a file the person may send on. Named after the case's code alone: a name is nobody's business. */
export function saveMessage(context: CoreContext, { caseId, message }: Params<'files.saveMessage'>): Promise<Value<'files.saveMessage'>> {
  if (context.ports.cases.row(caseId) === undefined) throw new AppFailure('caseNotFound')
  return context.ports.files.saveText(`latchkey-${shortCodeOf(caseId)}.txt`, `${message}\n`)
}

const mostBytes = 64 * 1024

/** Reads an uploaded file as text. Throws fileNotFound (taken before, expired), fileUnreadable (no text, too long), secretFound. */
export function takeText(context: CoreContext, { fileId }: Params<'files.takeText'>): Value<'files.takeText'> {
  const bytes = context.ports.files.take(fileId)
  if (bytes === undefined) throw new AppFailure('fileNotFound')
  if (bytes.length > mostBytes) throw new AppFailure('fileUnreadable', { details: { reason: 'tooLong' } })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim()
  } catch {
    throw new AppFailure('fileUnreadable', { details: { reason: 'noText' } })
  }
  // NUL and its kin do not stand in texts that people keep.
  if (text.length > 4000 || /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u.test(text)) throw new AppFailure('fileUnreadable', { details: { reason: text.length > 4000 ? 'tooLong' : 'noText' } })
  // SECURITY: a file passes the same guard as a paste.
  if (findSecrets(text).length > 0) throw new AppFailure('secretFound', { details: { field: 'file' } })
  return { text }
}
