import type { IncomingMessage } from 'node:http'

export type Body = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly problem: 'tooLarge' | 'cut' }

/** Reads piece by piece and stops at the limit, whatever Content-Length promised. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let size = 0
    const finish = (body: Body): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose)
      resolve(body)
    }
    const onData = (piece: Buffer): void => {
      size += piece.length
      // SECURITY: 6B-8, 6B-13: a chunked body announces no length; only counting holds it to the limit.
      if (size > maxBytes) finish({ ok: false, problem: 'tooLarge' })
      else pieces.push(piece)
    }
    const onEnd = (): void => finish({ ok: true, bytes: Buffer.concat(pieces, size) })
    const onClose = (): void => finish({ ok: false, problem: 'cut' })
    request.on('data', onData).once('end', onEnd).once('close', onClose)
    // A broken connection is told by `close`; without a listener `error` would end the process.
    request.on('error', () => undefined)
  })
}

/** Lets a refused sender finish so that it can read the answer, but not for ever: beyond that the connection is cut. */
export function discardRest(request: IncomingMessage, maxBytes: number): void {
  let size = 0
  request.on('error', () => undefined)
  request.on('data', (piece: Buffer) => {
    size += piece.length
    if (size > maxBytes) request.destroy()
  })
  request.resume()
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** `undefined` for what is no UTF-8 or no JSON: no JSON text has that value. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown
  } catch {
    return undefined
  }
}
