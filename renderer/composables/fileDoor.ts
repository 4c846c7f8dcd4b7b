import type { Result } from '@shared/contract/appError'
import type { Value } from '@shared/contract/methods'
import type { Transport } from '../transport/transport'

/** Takes a file in. Electron: its own dialog. Browser: the chosen file goes to a one-use place. Undefined: nothing was chosen. */
export async function takeFileIn(transport: Transport, file?: File): Promise<Result<string | undefined>> {
  const begun = await transport.call('files.beginUpload', {})
  if (!begun.ok) return begun
  if (begun.value.via === 'dialog') return { ok: true, value: begun.value.fileId }
  if (!file || !transport.upload) return { ok: true, value: undefined }
  const sent = await transport.upload(begun.value.ticket, file)
  return sent.ok ? { ok: true, value: sent.value.fileId } : sent
}

/** Hands a saved file to the person: Electron wrote it already, the browser fetches it with its one-use ticket. */
export function handFileOut(transport: Transport, saved: Value<'files.saveMessage'>): boolean {
  if (saved.via === 'dialog') return saved.saved
  const address = transport.downloadUrl?.(saved.ticket)
  if (address === undefined) return false
  const link = document.createElement('a')
  link.href = address
  link.download = saved.name
  link.click()
  return true
}
