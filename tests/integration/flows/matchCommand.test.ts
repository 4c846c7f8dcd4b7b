import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCommand } from '../../../electron/hosts/cli/host'
import { temporaryFolder } from '../../support/temporaryFolder'

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function latchkey(...words: readonly string[]): Promise<Said> {
  const out: string[] = []
  const err: string[] = []
  const toOut = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  const toErr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  const restore = (): void => {
    toOut.mockRestore()
    toErr.mockRestore()
  }
  onTestFinished(restore)
  const code = await runCommand([...words, '--data', temporaryFolder()], '')
  restore()
  return { code, out: out.join(''), err: err.join('') }
}
interface Found {
  readonly sure: boolean
  readonly matches: readonly { readonly flow: string; readonly hasFlow: boolean; readonly score: number }[]
}
const found = async (...words: readonly string[]): Promise<Found & { readonly code: number }> => {
  const { code, out } = await latchkey('match', ...words, '--json')
  return { ...(JSON.parse(out) as Found), code }
}

describe('match', () => {
  it('ends with 0 where it is sure, and says that there is a guide', async () => {
    expect(await found('Incorrect login or password')).toMatchObject({ code: 0, sure: true, matches: [{ flow: 'wrong-password', hasFlow: true, score: 1 }] })
    const { code, out } = await latchkey('match', 'Incorrect', 'login', 'or', 'password')
    expect(code).toBe(0)
    expect(out).toMatch(/^This is it\.\n.+ \(wrong-password\) · 100 % · has a guide\n {2}\S/u)
  })

  it('says of every problem whether flows list has it', async () => {
    const listed = new Set((JSON.parse((await latchkey('flows', 'list', '--json')).out) as { readonly flows: readonly { readonly flow: string }[] }).flows.map(({ flow }) => flow))
    for (const text of ['Incorrect login or password', 'A user with this email already exists', 'Das Handy mit dem Bestätigungscode ist weg', 'Мне не приходит приглашение', 'Invitation link has expired', 'I deleted my account by mistake']) {
      for (const { flow, hasFlow } of (await found(text)).matches) expect([flow, hasFlow]).toEqual([flow, listed.has(flow)])
      const { out } = await latchkey('match', text)
      const rows = Array.from(out.matchAll(/ \(([a-z-]+)\) · \d+ % · (has a guide|no guide yet)\n/gu), ([, flow = '', words = '']) => [flow, words === 'has a guide'])
      for (const [flow, hasGuide] of rows) expect([flow, hasGuide]).toEqual([flow, listed.has(String(flow))])
      expect(rows.length, text).toBeGreaterThan(0)
    }
  })

  it('ends with 1 where nothing fits', async () => {
    expect(await found('The printer is out of paper')).toMatchObject({ code: 1, sure: false, matches: [] })
    expect((await latchkey('match', 'The printer is out of paper')).out).toBe('Latchkey knows no problem that reads like this.\n')
  })

  it('ends with 4 without a text, and for a text with a secret, which it does not repeat', async () => {
    expect(await latchkey('match')).toMatchObject({ code: 4, out: '' })
    const { code, out, err } = await latchkey('match', 'my password is Tr0ub4dor&3xyz', '--json')
    expect(code).toBe(4)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'secretFound' } })
    expect(out + err).not.toContain('Tr0ub4dor')
  })
})
