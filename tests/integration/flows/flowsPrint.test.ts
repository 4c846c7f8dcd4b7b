import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { printDocumentSchema } from '@shared/contract/printDocument'
import { runCommand } from '../../../electron/hosts/cli/host'
import { temporaryFolder } from '../../support/temporaryFolder'

/** One command in this process, with what it wrote to each stream. */
async function latchkey(...words: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
  const out: string[] = []
  const err: string[] = []
  const toOut = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  const toErr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  onTestFinished(() => {
    toOut.mockRestore()
    toErr.mockRestore()
  })
  const code = await runCommand([...words, '--data', temporaryFolder()], '')
  toOut.mockRestore()
  toErr.mockRestore()
  return { code, out: out.join(''), said: err.join('') }
}

describe('flows print', () => {
  it('writes one HTML file and says where', async () => {
    const file = join(temporaryFolder(), 'pages', 'lost phone.html')
    const { code, out } = await latchkey('flows', 'print', 'lost-phone', '--language', 'en', '--out', file)
    expect([code, out]).toEqual([0, `Written to ${file}.\n`])
    const html = readFileSync(file, 'utf8')
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html).toContain('<title>No one-time code</title>')
    expect(html).toContain('https://helpdesk.bitrix24.com/open/25930739')
    expect(html).not.toMatch(/<script|\{[a-z]+\.[a-zA-Z]+/)
  })

  it('gives the page on standard output without a file, and as data with --json', async () => {
    const plain = await latchkey('flows', 'print', 'wrong-password')
    expect([plain.code, plain.said]).toEqual([0, ''])
    expect(plain.out).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/)
    const { code, out } = await latchkey('flows', 'print', 'wrong-password', '--json')
    const page = printDocumentSchema.parse(JSON.parse(out))
    expect([code, page.flow, page.sections[0]?.number]).toEqual([0, 'wrong-password', 1])
    // The same sections on both.
    expect(plain.out.match(/<section id=/g)).toHaveLength(page.sections.length)
  })

  it('ends with 4 for no flow, one that is not there, and a language that is none', async () => {
    expect(await latchkey('flows', 'print')).toMatchObject({ code: 4, out: '', said: expect.stringContaining('Name the flow to print') as unknown })
    expect(await latchkey('flows', 'print', 'no-such-flow')).toMatchObject({ code: 4, out: '' })
    expect(await latchkey('flows', 'print', 'wrong-password', '--language', 'xx')).toMatchObject({ code: 4, out: '', said: expect.stringContaining('not "xx"') as unknown })
    expect(await latchkey('flows', 'print', 'wrong-password', '--out')).toMatchObject({ code: 4, out: '' })
  })

  it('ends with 2 where the file cannot be written, and leaves none', async () => {
    const folder = join(temporaryFolder(), 'taken')
    mkdirSync(join(folder, 'inside'), { recursive: true })
    const { code, out, said } = await latchkey('flows', 'print', 'wrong-password', '--out', folder)
    expect([code, out]).toEqual([2, ''])
    expect(said).toContain('could not be written')
    expect(existsSync(join(folder, 'inside'))).toBe(true)
  })
})

describe('flows list', () => {
  it('says for each flow how old its source is, how recent cases ended, who keeps it and where it comes from', async () => {
    const { code, out } = await latchkey('flows', 'list')
    expect(code).toBe(0)
    expect(out).toMatch(/^lost-phone · version \d+ · No one-time code$/m)
    expect(out).toMatch(/^ {2}Looked at \d{4}-\d\d-\d\d · No recent cases · Kept by flows · https:\/\/helpdesk\.bitrix24\.com\/open\/25930739$/m)
    const { flows } = JSON.parse((await latchkey('flows', 'list', '--json')).out) as { readonly flows: readonly Readonly<Record<string, unknown>>[] }
    for (const flow of flows) expect(flow).toMatchObject({ owner: 'flows', health: { source: 'fresh', runs: 'tooFew' }, rate: { solved: 0, notSolved: 0, handedOver: 0, total: 0 } })
  })
})
