/** The part of RFC 1035 that the tests need: read one question, write one answer. */
export type RecordType = 'A' | 'AAAA' | 'MX' | 'TXT'
const typeNumbers = { A: 1, MX: 15, TXT: 16, AAAA: 28 } as const satisfies Record<RecordType, number>

export interface Question {
  readonly id: number
  readonly name: string
  readonly type: RecordType | 'other'
  /** As it came, to be repeated. */
  readonly bytes: Buffer
}

export function readQuestion(message: Buffer): Question {
  const labels: string[] = []
  let at = 12
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  const number = message.readUInt16BE(at + 1)
  const type = (Object.keys(typeNumbers) as RecordType[]).find((one) => typeNumbers[one] === number) ?? 'other'
  return { id: message.readUInt16BE(0), name: labels.join('.').toLowerCase(), type, bytes: message.subarray(12, at + 5) }
}

export interface Answer {
  readonly code: number
  readonly truncated?: boolean
  readonly type?: RecordType
  readonly data?: readonly Buffer[]
}

export function writeAnswer(question: Question, { code, truncated = false, type = 'A', data = [] }: Answer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(question.id, 0)
  head.writeUInt16BE(0x8180 | (truncated ? 0x0200 : 0) | code, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 6)
  const records = data.map((bytes) => {
    const record = Buffer.alloc(12)
    record.writeUInt16BE(0xc00c, 0)
    record.writeUInt16BE(typeNumbers[type], 2)
    record.writeUInt16BE(1, 4)
    record.writeUInt32BE(60, 6)
    record.writeUInt16BE(bytes.length, 10)
    return Buffer.concat([record, bytes])
  })
  return Buffer.concat([head, question.bytes, ...records])
}

function nameBytes(name: string): Buffer {
  return Buffer.concat([...name.split('.').filter((label) => label !== '').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1')), Buffer.from([0])])
}

export function exchangeBytes(priority: number, host: string): Buffer {
  const head = Buffer.alloc(2)
  head.writeUInt16BE(priority)
  return Buffer.concat([head, nameBytes(host)])
}

export function textBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const pieces: Buffer[] = []
  for (let from = 0; from === 0 || from < bytes.length; from += 255) pieces.push(Buffer.concat([Buffer.from([Math.min(255, bytes.length - from)]), bytes.subarray(from, from + 255)]))
  return Buffer.concat(pieces)
}

export function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number))
  const [front = '', back = ''] = address.split('::')
  const groups = (part: string): number[] => part.split(':').filter((group) => group !== '').map((group) => parseInt(group, 16))
  const [before, after] = [groups(front), groups(back)]
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after]
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]))
}
