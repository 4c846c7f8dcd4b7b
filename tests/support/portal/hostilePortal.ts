import { createServer, type AddressInfo, type Socket } from 'node:net'
import { honest, type HostileAnswer } from './hostileAnswer'
import { hostileBytes } from './hostileBytes'
import type { SeenCall } from './plausibleAnswers'

/** What one call is answered with. */
export interface HostileScript {
  /** How many requests are answered as an honest portal would, before the others. */
  readonly honestly: number
  /** In order; the last one stays. */
  readonly answers: readonly HostileAnswer[]
  /** What a request may carry, and nobody may repeat. */
  readonly secrets: readonly string[]
}
/** A request that was answered, and the text of its answer. */
export interface Answered {
  readonly method: string
  readonly text: string
  readonly isHostile: boolean
}
export interface HostilePortal {
  readonly origin: string
  /** Answers by script whatever comes with this number in its address, its token or its form. */
  begin(id: number, script: HostileScript): void
  /** What was answered; the script ends. */
  end(id: number): readonly Answered[]
  stop(): Promise<void>
}

/** A host on loopback that writes bytes, not HTTP: whatever it is told to, over connections that stay open where they can. */
export async function hostilePortal(): Promise<HostilePortal> {
  const running = new Map<number, { readonly script: HostileScript; readonly answered: Answered[] }>()
  const sockets = new Set<Socket>()
  let origin = ''

  const answer = (socket: Socket, head: string, body: string): void => {
    const path = head.split(' ', 2)[1] ?? ''
    const run = running.get(numberIn(path, body))
    const seen: SeenCall = { method: methodIn(path), path, body, origin }
    const asked = run?.answered.length ?? 0
    const isHostile = run !== undefined && asked >= run.script.honestly
    const next = isHostile ? (run.script.answers[Math.min(asked - run.script.honestly, run.script.answers.length - 1)] ?? honest) : honest
    const { bytes, text } = hostileBytes(next, seen, run?.script.secrets ?? [])
    run?.answered.push({ method: seen.method, text, isHostile })
    write(socket, bytes, next)
  }
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    let buffered = Buffer.alloc(0)
    socket.on('data', (piece) => {
      buffered = Buffer.concat([buffered, piece])
      const headEnd = buffered.indexOf('\r\n\r\n')
      if (headEnd === -1) return
      const head = buffered.toString('latin1', 0, headEnd)
      const bodyEnd = headEnd + 4 + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
      if (buffered.length < bodyEnd) return
      const body = buffered.toString('utf8', headEnd + 4, bodyEnd)
      // One question at a time: nobody pipelines
      buffered = buffered.subarray(bodyEnd)
      answer(socket, head, body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    begin: (id, script) => void running.set(id, { script, answered: [] }),
    end(id) {
      const answered = running.get(id)?.answered ?? []
      running.delete(id)
      return answered
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

const dripEveryMs = 5

/** Where nobody could tell that the answer has ended, the connection does; unless the host is to dawdle. */
function write(socket: Socket, bytes: Buffer, { framing, status, end }: HostileAnswer): void {
  if (end === 'drip') {
    let at = 0
    const timer = setInterval(() => socket.write(at < bytes.length ? bytes.subarray(at, (at += 7)) : ' '), dripEveryMs)
    socket.on('close', () => clearInterval(timer))
    return
  }
  socket.write(bytes)
  if (end === 'hold') return
  const isSelfContained = (framing === 'length' || framing === 'chunked' || framing === 'too short') && /^[2-9]\d\d /.test(status)
  if (end === 'reset') socket.end(() => socket.resetAndDestroy())
  else if (end === 'close' || !isSelfContained) socket.end()
}

/** The call a request belongs to: the webhook's owner, a number within the token or within the client's id; 0 for the front page. */
function numberIn(path: string, body: string): number {
  return Number(/^\/rest\/(?:api\/)?(\d+)\//.exec(path)?.[1] ?? /acc3ss(\d+)x/.exec(body)?.[1] ?? /client_id=local\.(\d+)/.exec(body)?.[1] ?? 0)
}

function methodIn(path: string): string {
  if (path.startsWith('/oauth/token')) return 'oauth/token'
  return path.startsWith('/rest/') ? (path.split('/').at(-1)?.replace(/\.json$/, '').toLowerCase() ?? '') : ''
}
