import { writeSync } from 'node:fs'
import { usersByAddress } from '../../../electron/adapters/portal/methods/userGet'
import { bareAxios, connect, readEverybody, recordEverybody, recordingCall, replay, startPortal, type BenchPortal } from './passes'

/** What each task says, as one line of JSON. Times are milliseconds, one for each pass. */
export interface Measured {
  readonly people: { readonly count: number; readonly requests: number; readonly bytes: number; readonly ours: readonly number[]; readonly peer: readonly number[]; readonly oursCpu: readonly number[]; readonly peerCpu: readonly number[]; readonly processing: readonly number[] }
  readonly memory: { readonly count: number; readonly beforeBytes: number; readonly peakBytes: number; readonly peakHeapBytes: number }
  readonly lookUp: { readonly ours: readonly number[]; readonly peer: readonly number[] }
}

const [task = '', count = '100', passes = '1', times = '1'] = process.argv.slice(2)
/** Few enough for one bucket: neither side ever waits for a turn, both pay for asking. */
const pairsInARound = 20
const address = 'cleo.marsh@harbourpine.example'

const portal = await startPortal(Number(count))
const measured = await measure()
writeSync(1, `${JSON.stringify(measured)}\n`)
portal.stop()

function measure(): Promise<Measured[keyof Measured]> {
  if (task === 'people') return measurePeople(portal, Number(passes), Number(times))
  if (task === 'memory') return measureMemory(portal)
  if (task === 'lookUp') return measureLookUps(portal, Number(passes))
  throw new Error('an unknown task')
}

/** Ours and the peer in turns, who goes first changes; `times` listings a pass, the bucket empty before the first of them. */
async function measurePeople({ webhook, rest }: BenchPortal, passCount: number, listings: number): Promise<Measured['people']> {
  const everybody = await recordEverybody(webhook)
  const ours: Spent[] = []
  const peer: Spent[] = []
  const processing: number[] = []
  let bytes = 0
  const sides = [
    async () => {
      const api = connect(webhook)
      const clock = startClock()
      for (let listing = 0; listing < listings; listing += 1) {
        if ((await readEverybody(api)) !== everybody.count) throw new Error('somebody is missing')
      }
      ours.push(clock())
    },
    async () => {
      const clock = startClock()
      const { processingMs, bytes: received } = await replay(everybody.requests, listings)
      peer.push(clock())
      processing.push(processingMs)
      bytes = received
    },
  ]
  for (let pass = 0; pass < passCount; pass += 1) {
    for (const side of pass % 2 === 0 ? sides : sides.toReversed()) {
      await rest()
      await side()
    }
  }
  return { count: everybody.count * listings, requests: everybody.requests.length * listings, bytes, ours: ours.map(({ ms }) => ms), peer: peer.map(({ ms }) => ms), oursCpu: ours.map(({ cpuMs }) => cpuMs), peerCpu: peer.map(({ cpuMs }) => cpuMs), processing }
}

interface Spent {
  readonly ms: number
  /** What this process had of the processors: hardly moved by what else runs on the machine. */
  readonly cpuMs: number
}

function startClock(): () => Spent {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return { ms: performance.now() - start, cpuMs: (user + system) / 1000 }
  }
}

/** Nothing but one listing through the client happens in this process. */
async function measureMemory({ webhook }: BenchPortal): Promise<Measured['memory']> {
  const api = connect(webhook)
  const beforeBytes = process.memoryUsage.rss()
  let [found, peakHeapBytes] = [0, 0]
  for await (const page of api.people()) {
    found += page.length
    peakHeapBytes = Math.max(peakHeapBytes, process.memoryUsage().heapUsed)
  }
  // The system's own count: no peak between two looks is missed
  return { count: found, beforeBytes, peakBytes: process.resourceUsage().maxRSS * 1024, peakHeapBytes }
}

async function measureLookUps({ webhook, rest }: BenchPortal, rounds: number): Promise<Measured['lookUp']> {
  const { call, sent } = recordingCall(webhook)
  const found = await usersByAddress(call, address)
  const [request] = sent
  if (request === undefined || found.length !== 1) throw new Error('the address is not there')
  const { url, body } = request
  const [ours, peer]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    await rest()
    const api = connect(webhook)
    const client = bareAxios({ parse: true })
    const sides = [
      () => timeOf(() => api.usersByAddress(address)),
      () => timeOf(() => client.post<{ readonly result: unknown }>(url, body)),
    ] as const
    // The first call of each side opens its connection
    for (const side of sides) await side()
    for (let pair = 0; pair < pairsInARound; pair += 1) {
      if (pair % 2 === 0) {
        ours.push(await sides[0]())
        peer.push(await sides[1]())
      } else {
        peer.push(await sides[1]())
        ours.push(await sides[0]())
      }
    }
  }
  return { ours, peer }
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}
