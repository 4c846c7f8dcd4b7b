import { describe, expect, it } from 'vitest'
import { demo } from '../../electron/hosts/cli/commands/demo'
import { readOptions, UsageProblem } from '../../electron/hosts/cli/options'
import { exitCodes } from '../../electron/hosts/cli/output'
import { call, openPortal } from '../support/demoPortal/callPortal'

describe('the demo command', () => {
  interface Written {
    readonly data: unknown[]
    readonly problems: string[]
  }

  /** Runs the command until it waits for its end, and ends it. */
  async function run(...words: readonly string[]): Promise<Written & { readonly code: number; readonly meanwhile: unknown }> {
    const written: Written = { data: [], problems: [] }
    let meanwhile: unknown
    const code = await demo(readOptions(words, ''), {
      json: false,
      line: () => undefined,
      problem: (text) => written.problems.push(text),
      data: (value) => {
        written.data.push(value)
        const { adminWebhook } = value as { readonly adminWebhook: string }
        const invitations = { name: 'intranet.invite.reinvite' }
        void Promise.all(['user.get', 'app.info', 'method.get'].map((method) => call(adminWebhook, method, invitations))).then((replies) => {
          meanwhile = replies.map(({ body }) => body.result ?? body.error)
          process.emit('SIGINT')
        })
      },
    })
    return { ...written, code, meanwhile }
  }

  it('prints the address and both webhooks, and passes on what it was told', async () => {
    const { code, data, problems, meanwhile } = await run('--people', '1000', '--seed=7', '--limits', 'standard', '--fault', 'bom', '--fault', 'operating-limit=user.get', '--intranet-invite', '--on-premise', '--language', 'de', '--user-limit', '5000')
    expect(code).toBe(exitCodes.fine)
    expect(data).toEqual([{ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown, webhook: expect.stringContaining('/rest/4/') as unknown, adminWebhook: expect.stringContaining('/rest/1/') as unknown, people: 1000 }])
    expect(problems).toEqual([expect.stringContaining('Ctrl+C')])
    const [users, info, invitations] = meanwhile as readonly [string, object, object]
    expect(users).toBe('OPERATION_TIME_LIMIT')
    expect(info).toHaveProperty('LICENSE', expect.stringMatching(/_selfhosted$/))
    expect(invitations).toMatchObject({ isExisting: true })
  })

  it.each([
    ['nonsense', /no fault "nonsense"\. It has: slow, .*answers-after-time-out\.$/],
    ['slow=soon', /"slow=soon"/],
  ])('names the faults there are instead of %s', async (fault, message) => {
    const { code, problems, data } = await run('--fault', fault)
    expect([code, data]).toEqual([exitCodes.usage, []])
    expect(problems).toEqual([expect.stringMatching(message)])
  })

  it.each([
    [['--people', '3'], 'badPeople', '3'],
    [['--people', '200001'], 'badPeople', '200001'],
    [['--people', 'many'], 'badNumber', 'many'],
    [['--limits', 'none'], 'unknownLimits', 'none'],
    [['--language', 'xx'], 'unknownLanguage', 'xx'],
    [['--fault'], 'valueMissing', '--fault'],
  ])('%j is a usage error', async (words, problem, word) => {
    await expect(run(...words)).rejects.toMatchObject({ name: 'UsageProblem', problem, word })
  })

  it('says which port is taken', async () => {
    const { port } = new URL((await openPortal()).url)
    await expect(run('--port', port)).rejects.toEqual(new UsageProblem('portTaken', port))
  })
})
