import { describe, expect, it } from 'vitest'
import { createFileTickets, ticketLifeMs, uploadLifeMs, type FileTickets } from '../../../electron/hosts/browser/fileTickets'
import { createManualClock, randomIds, type ManualClock } from '../../support/browserHost'

function make(): { clock: ManualClock; tickets: FileTickets } {
  const clock = createManualClock()
  return { clock, tickets: createFileTickets({ clock, ids: randomIds }) }
}
const saved = async (tickets: FileTickets, name = 'message.txt', text = 'Привет'): Promise<string> => {
  const made = await tickets.saveText(name, text)
  return made.via === 'ticket' ? made.ticket : ''
}
const begun = async (tickets: FileTickets): Promise<string> => {
  const made = await tickets.beginUpload()
  return made.via === 'ticket' ? made.ticket : ''
}

describe('6B-8: tickets', () => {
  it('hand a file out once', async () => {
    const { tickets } = make()
    const ticket = await saved(tickets)
    expect(ticket).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const file = tickets.redeemDownload(ticket)
    expect(file?.name).toBe('message.txt')
    expect(Buffer.from(file?.bytes ?? []).toString('utf8')).toBe('Привет')
    expect(tickets.redeemDownload(ticket)).toBeUndefined()
  })

  it('are good for a minute', async () => {
    const { clock, tickets } = make()
    const inTime = await saved(tickets)
    const tooLate = await saved(tickets)
    const upload = await begun(tickets)
    clock.advance(ticketLifeMs - 1)
    expect(tickets.redeemDownload(inTime)).toBeDefined()
    clock.advance(1)
    expect(tickets.redeemDownload(tooLate)).toBeUndefined()
    expect(tickets.redeemUpload(upload)).toBe(false)
    expect(ticketLifeMs).toBe(60_000)
  })

  it('take one upload each', async () => {
    const { tickets } = make()
    const ticket = await begun(tickets)
    expect(tickets.redeemUpload(ticket)).toBe(true)
    expect(tickets.redeemUpload(ticket)).toBe(false)
  })

  it('open only the way they were made for', async () => {
    const { tickets } = make()
    const download = await saved(tickets)
    const upload = await begun(tickets)
    expect(tickets.redeemUpload(download)).toBe(false)
    expect(tickets.redeemDownload(upload)).toBeUndefined()
    expect(tickets.take(upload)).toBeUndefined()
    expect(tickets.redeemDownload(download)).toBeDefined()
  })

  it('give an uploaded file to the core once, and not for ever', () => {
    const { clock, tickets } = make()
    const bytes = new Uint8Array([1, 2, 3])
    const taken = tickets.keepUpload(bytes)
    const forgotten = tickets.keepUpload(bytes)
    expect(tickets.take(taken)).toEqual(bytes)
    expect(tickets.take(taken)).toBeUndefined()
    clock.advance(uploadLifeMs)
    expect(tickets.take(forgotten)).toBeUndefined()
  })

  it('do not pile up: the oldest gives way', async () => {
    const { tickets } = make()
    const all: string[] = []
    for (let i = 0; i < 9; i += 1) all.push(await saved(tickets))
    expect(tickets.redeemDownload(all[0]!)).toBeUndefined()
    expect(tickets.redeemDownload(all[1]!)).toBeDefined()
  })
})
