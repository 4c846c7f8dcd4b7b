import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { addressBytes, exchangeBytes, readQuestion, textBytes, writeAnswer, type Answer, type Question, type RecordType } from './dnsMessage'

/** What the server says of one name. A fault holds for every question about it. */
export interface ZoneEntry {
  readonly mx?: readonly (readonly [priority: number, host: string])[]
  readonly a?: readonly string[]
  readonly aaaa?: readonly string[]
  readonly txt?: readonly string[]
  /** `short`: only a stub over UDP, the whole over TCP. */
  readonly fault?: 'silent' | 'servfail' | 'refused' | 'garbage' | 'short' | 'noSuchDomain'
}
export type Zone = Readonly<Record<string, ZoneEntry>>

export interface DnsServer {
  /** `127.0.0.1:12345`, as the resolver takes it. */
  readonly address: string
  /** `MX firm.net`, `TXT firm.net over TCP`, in the order they came. */
  readonly queries: readonly string[]
  /** Resolves when a question that gets no answer has come in. */
  readonly silenced: Promise<void>
  stop(): Promise<void>
}

const codes = { servfail: 2, noSuchDomain: 3, refused: 5 } as const

export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const queries: string[] = []
  const silence = Promise.withResolvers<undefined>()

  /** Undefined: nothing is said. */
  const answer = (message: Buffer, over: 'UDP' | 'TCP'): Buffer | undefined => {
    const question = readQuestion(message)
    queries.push(`${question.type} ${question.name}${over === 'TCP' ? ' over TCP' : ''}`)
    const entry = Object.hasOwn(zone, question.name) ? zone[question.name] : undefined
    if (entry === undefined) return writeAnswer(question, { code: codes.noSuchDomain })
    if (entry.fault === 'silent') {
      silence.resolve(undefined)
      return undefined
    }
    if (entry.fault === 'garbage') return Buffer.concat([message.subarray(0, 2), Buffer.from([0x81, 0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xc0, 0xff, 0x07, 0x00])])
    if (entry.fault === 'short' && over === 'UDP') return writeAnswer(question, { code: 0, truncated: true })
    if (entry.fault !== undefined && entry.fault !== 'short') return writeAnswer(question, { code: codes[entry.fault] })
    return writeAnswer(question, recordsOf(entry, question))
  }

  const udp = createSocket('udp4')
  udp.on('message', (message, from) => {
    const bytes = answer(message, 'UDP')
    if (bytes !== undefined) udp.send(bytes, from.port, from.address)
  })
  const open = new Set<Socket>()
  const tcp = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    let waiting = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk])
      while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
        const length = waiting.readUInt16BE(0)
        const bytes = answer(waiting.subarray(2, 2 + length), 'TCP')
        waiting = waiting.subarray(2 + length)
        if (bytes === undefined) continue
        const size = Buffer.alloc(2)
        size.writeUInt16BE(bytes.length)
        socket.write(Buffer.concat([size, bytes]))
      }
    })
  })
  // The system gives the port to TCP; the same number over UDP is free in all likelihood, else the test fails loudly
  tcp.listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  const bound = tcp.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  udp.bind(port, '127.0.0.1')
  await once(udp, 'listening')

  const server: DnsServer = {
    address: `127.0.0.1:${port}`,
    queries,
    silenced: silence.promise,
    async stop() {
      for (const socket of open) socket.destroy()
      await Promise.all([new Promise((resolve) => tcp.close(resolve)), new Promise<void>((resolve) => udp.close(resolve))])
    },
  }
  onTestFinished(() => server.stop())
  return server
}

function recordsOf(entry: ZoneEntry, { type }: Question): Answer {
  const data: Partial<Record<RecordType, readonly Buffer[]>> = {
    MX: entry.mx?.map(([priority, host]) => exchangeBytes(priority, host)) ?? [],
    TXT: entry.txt?.map(textBytes) ?? [],
    A: entry.a?.map(addressBytes) ?? [],
    AAAA: entry.aaaa?.map(addressBytes) ?? [],
  }
  return type === 'other' ? { code: 0 } : { code: 0, type, data: data[type] ?? [] }
}

/** A port of this computer where nothing listens. */
export async function deadServer(): Promise<string> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(resolve))
  return `127.0.0.1:${port}`
}
