import { describe, expect, test } from 'vitest'
import type { NewPortalUser, PortalUserChange } from '../../../electron/core/ports'
import { clientMethodNames, clientMethods, everythingOf, failureOf, writingMethods, type ApiMethodName } from '../../support/portal/portalParts'
import { answers, connectToScript, runBatch, userGet, type DirectoryRow, type Params, type ScriptedAnswer, type ScriptedCall } from '../../support/portal/scriptedPortal'

const never = new AbortController().signal
const tess: NewPortalUser = { email: 'Tess.Moor@x.example', name: 'Tess', lastName: 'Moor', position: 'Cook', departments: [3], invitationText: 'Welcome' }

/** A company whose user.add and user.update do as the test says, beside a user.get that tells the truth. */
function company(parts: {
  readonly people?: DirectoryRow[]
  readonly add?: (call: ScriptedCall, people: DirectoryRow[]) => ScriptedAnswer
  readonly update?: (call: ScriptedCall, people: DirectoryRow[]) => ScriptedAnswer
  readonly others?: Readonly<Record<string, ScriptedAnswer | ((call: ScriptedCall) => ScriptedAnswer)>>
  /** Whether a look-up fails. */
  readonly blind?: () => boolean
}) {
  const people = parts.people ?? []
  const search = (params: Params) => {
    const filter = params['FILTER'] as Params
    const { result } = userGet(people, params)
    return { result: result.filter((row) => ('!CONFIRM_CODE' in filter ? row['code'] !== undefined : row['code'] === undefined)) }
  }
  const look = (call: ScriptedCall): ScriptedAnswer => (parts.blind?.() === true ? { error: 'ERROR_CORE' } : userGet(people, call.params))
  return connectToScript(
    answers({
      'user.get': look,
      batch: (call) => (parts.blind?.() === true ? { error: 'ERROR_CORE' } : runBatch(call, (method, params) => (method === 'user.search' ? search(params) : userGet(people, params)))),
      'user.add': (call) => parts.add?.(call, people) ?? { error: 'ERROR_CORE' },
      'user.update': (call) => parts.update?.(call, people) ?? { error: 'ERROR_CORE' },
      ...parts.others,
    }),
  )
}
const namesOf = (calls: readonly ScriptedCall[]): readonly string[] => calls.map(({ method }) => method)
const rowOf = (id: number, email: string, more: Params = {}): DirectoryRow => ({ ID: String(id), EMAIL: email, ACTIVE: true, LAST_LOGIN: '', ...more })

describe('adding a user', () => {
  test('sends what is known of the person, once, and answers the new id', async () => {
    const { api, calls } = await company({ add: () => ({ result: 12 }) })

    await expect(api.addUser(tess)).resolves.toEqual({ id: '12', confirmedBy: 'portal' })
    expect(namesOf(calls)).toEqual(['user.get', 'user.add'])
    expect(calls[1]?.params).toEqual({ EMAIL: 'Tess.Moor@x.example', NAME: 'Tess', LAST_NAME: 'Moor', WORK_POSITION: 'Cook', UF_DEPARTMENT: [3], MESSAGE_TEXT: 'Welcome' })
  })

  test('a lost answer is looked up: the one who was not there before is the new one', async () => {
    const { api, calls, waits } = await company({
      people: [rowOf(5, 'tess.moor@x.example')],
      add: (_call, people) => {
        people.push(rowOf(12, 'tess.moor@x.example', { code: 'x' }))
        return 'lost'
      },
    })

    await expect(api.addUser(tess)).resolves.toEqual({ id: '12', confirmedBy: 'lookUp' })
    expect(namesOf(calls)).toEqual(['user.get', 'user.add', 'user.get'])
    expect(waits).toEqual([])
  })

  test('an answer that cannot be read is looked up too', async () => {
    for (const answer of [{ result: true }, { result: null }, { text: '<html>Bad Gateway</html>', status: 502 }, { text: '{"result":1' }, { error: 'INTERNAL_SERVER_ERROR', status: 500 }] satisfies ScriptedAnswer[]) {
      const { api, calls } = await company({
        add: (_call, people) => {
          people.push(rowOf(12, 'tess.moor@x.example'))
          return answer
        },
      })
      await expect(api.addUser(tess)).resolves.toEqual({ id: '12', confirmedBy: 'lookUp' })
      expect(namesOf(calls).filter((name) => name === 'user.add')).toHaveLength(1)
    }
  })

  test('a portal that is slow to show the person is looked at three times, a second and two later', async () => {
    let looks = 0
    const { api, waits } = await company({
      add: (_call, people) => {
        people.push(rowOf(12, 'tess.moor@x.example'))
        return 'lost'
      },
      blind: () => (looks += 1) === 2 || looks === 3,
    })

    await expect(api.addUser(tess)).resolves.toEqual({ id: '12', confirmedBy: 'lookUp' })
    expect(waits).toEqual([1000, 2000])
  })

  test('what cannot be told ends unconfirmed, after three looks and without sending again', async () => {
    const { api, calls, waits, secret } = await company({ add: () => 'lost' })
    const failure = await failureOf(api.addUser(tess))

    expect(failure).toMatchObject({ code: 'writeUnconfirmed', retry: 'no', details: { method: 'user.add' } })
    expect(namesOf(calls)).toEqual(['user.get', 'user.add', 'user.get', 'user.get', 'user.get'])
    expect(waits).toEqual([1000, 2000])
    expect(everythingOf(failure)).not.toContain(secret)
    expect(everythingOf(failure).toLowerCase()).not.toContain('tess')
  })

  test('two new ones with the address are not told apart', async () => {
    const { api } = await company({
      add: (_call, people) => {
        people.push(rowOf(12, 'tess.moor@x.example'), rowOf(13, 'tess.moor@x.example'))
        return 'lost'
      },
    })

    expect((await failureOf(api.addUser(tess))).code).toBe('writeUnconfirmed')
  })

  test('whoever was there before is never taken for the new one', async () => {
    const { api } = await company({ people: [rowOf(5, 'tess.moor@x.example')], add: () => 'lost' })

    expect((await failureOf(api.addUser(tess))).code).toBe('writeUnconfirmed')
  })

  test('a look before that fails sends nothing', async () => {
    const { api, calls } = await company({ blind: () => true })

    expect((await failureOf(api.addUser(tess))).code).toBe('portalError')
    expect(namesOf(calls)).not.toContain('user.add')
  })

  test('whoever cancels after the sending is told that it is unconfirmed, at once', async () => {
    const ending = new AbortController()
    const { api, calls, waits } = await company({
      add: () => {
        ending.abort()
        return 'lost'
      },
    })

    expect((await failureOf(api.addUser(tess, { signal: ending.signal }))).code).toBe('writeUnconfirmed')
    expect(namesOf(calls)).toEqual(['user.get', 'user.add'])
    expect(waits).toEqual([])
  })

  test.each([
    ['has an open invitation', { code: 'x' }, 'pending'],
    ['waits for approval', { code: 'x', ACTIVE: false }, 'pending'],
    ['works here', {}, 'active'],
    ['was dismissed', { ACTIVE: false }, 'dismissed'],
    ['cannot be judged', { ACTIVE: {} }, 'unknown'],
  ])('a taken address is confirmed: its holder %s', async (_what, more, state) => {
    const { api } = await company({
      people: [rowOf(5, 'tess.moor@x.example', more)],
      add: () => ({ error: 'ERROR_ARGUMENT', words: 'Пользователь с таким e-mail уже существует.<br>' }),
    })

    expect(await failureOf(api.addUser(tess))).toMatchObject({ code: 'addressTaken', details: { state } })
  })

  test('a taken address that nobody visible holds is taken all the same', async () => {
    const { api } = await company({ add: () => ({ error: 'ERROR_ARGUMENT', words: 'exists' }) })

    expect(await failureOf(api.addUser(tess))).toMatchObject({ code: 'addressTaken', details: { state: 'unknown' } })
  })

  test.each([
    ['wrong_email', 'addressBad'],
    ['user_count_exceeded', 'userLimit'],
  ])('%s is %s, and nothing is looked up', async (words, code) => {
    const { api, calls } = await company({ add: () => ({ error: 'ERROR_ARGUMENT', words }) })

    expect((await failureOf(api.addUser(tess))).code).toBe(code)
    expect(namesOf(calls)).toEqual(['user.get', 'user.add'])
  })
})

describe('changing a user', () => {
  const before = (): DirectoryRow[] => [rowOf(5, 'ann@x.example', { NAME: 'Ann', LAST_NAME: 'Lee', UF_DEPARTMENT: [1, 3] })]
  const change: PortalUserChange = { email: 'Ann.Lee@x.example ', active: false, name: 'Anna', lastName: 'Lee', departments: [3, 1] }
  const carryOut = (people: DirectoryRow[], { params }: ScriptedCall): void => {
    people[0] = { ...people[0], ...params, ID: '5', ACTIVE: params['ACTIVE'] === 'Y' }
  }

  test('is sent once, and read back with the holders of the new address in one request', async () => {
    const { api, calls } = await company({
      people: [...before(), rowOf(9, 'ann.lee@x.example')],
      update: (call, people) => {
        carryOut(people, call)
        return { result: true }
      },
    })

    await expect(api.updateUser('5', change)).resolves.toMatchObject({ confirmedBy: 'portal', differs: [], alsoHeldBy: ['9'], user: { id: '5', email: 'Ann.Lee@x.example', active: false } })
    expect(namesOf(calls)).toEqual(['user.update', 'batch'])
    expect(calls[0]?.params).toEqual({ ID: 5, EMAIL: 'Ann.Lee@x.example', ACTIVE: 'N', NAME: 'Anna', LAST_NAME: 'Lee', UF_DEPARTMENT: [3, 1] })
  })

  test('an answer of true proves nothing: what the record does not show is named', async () => {
    const { api } = await company({ people: before(), update: () => ({ result: true }) })

    await expect(api.updateUser('5', change)).resolves.toMatchObject({ confirmedBy: 'portal', differs: ['email', 'active', 'name'], alsoHeldBy: [], user: { email: 'ann@x.example' } })
  })

  test('a record that is not there shows nothing of it', async () => {
    const { api } = await company({ update: () => ({ result: true }) })

    await expect(api.updateUser('5', { active: true })).resolves.toEqual({ confirmedBy: 'portal', user: undefined, differs: ['active'], alsoHeldBy: [] })
  })

  test('a record that cannot be read afterwards does not make the change a failure', async () => {
    const { api } = await company({ people: before(), update: () => ({ result: true }), blind: () => true })

    await expect(api.updateUser('5', { active: true })).resolves.toEqual({ confirmedBy: 'portal', user: undefined, differs: ['active'], alsoHeldBy: [] })
  })

  test('a lost answer is confirmed where the record shows everything that was asked', async () => {
    const { api, calls } = await company({
      people: before(),
      update: (call, people) => {
        carryOut(people, call)
        return 'lost'
      },
    })

    await expect(api.updateUser('5', change)).resolves.toMatchObject({ confirmedBy: 'lookUp', differs: [], user: { active: false } })
    expect(namesOf(calls)).toEqual(['user.update', 'batch'])
  })

  test.each([['lost'], [{ result: false }], [{ result: [] }]] satisfies [ScriptedAnswer][])('with the answer %j and a record that does not show it, it is unconfirmed', async (answer) => {
    const { api, calls, waits } = await company({ people: before(), update: () => answer })

    expect(await failureOf(api.updateUser('5', change))).toMatchObject({ code: 'writeUnconfirmed', details: { method: 'user.update' } })
    expect(namesOf(calls)).toEqual(['user.update', 'batch', 'batch', 'batch'])
    expect(waits).toEqual([1000, 2000])
  })

  test('a refusal in the portal’s own words is an address that is taken, where somebody else holds it', async () => {
    const refuse = (): ScriptedAnswer => ({ error: 'ERROR_CORE', words: 'Benutzer mit dieser E-Mail existiert bereits.<br>' })
    const taken = await company({ people: [...before(), rowOf(9, 'ann.lee@x.example', { ACTIVE: false })], update: refuse })
    expect(await failureOf(taken.api.updateUser('5', change))).toMatchObject({ code: 'addressTaken', details: { state: 'dismissed', portalCode: 'ERROR_CORE' } })
    const free = await company({ people: before(), update: refuse })
    expect((await failureOf(free.api.updateUser('5', change))).code).toBe('portalError')
    const other = await company({ people: before(), update: refuse })
    await failureOf(other.api.updateUser('5', { active: false }))
    expect(namesOf(other.calls)).toEqual(['user.update'])
  })

  test('access_denied is a missing right', async () => {
    const { api } = await company({ update: () => ({ error: 'ERROR_CORE', words: 'access_denied' }) })

    expect((await failureOf(api.updateUser('5', change))).code).toBe('noRights')
  })

  test('nothing to change, and nobody to change, are refused before anything is sent', async () => {
    const { api, calls } = await company({})
    for (const refused of [api.updateUser('5', {}), api.updateUser('', { active: true }), api.updateUser('5 or 1', { active: true }), api.updateUser('0', { active: true })]) {
      expect((await failureOf(refused)).code).toBe('badRequest')
    }
    expect(calls).toHaveLength(0)
  })
})

describe('messages, tasks and items', () => {
  test('are sent as documented and answer their id', async () => {
    const { api, calls } = await company({
      others: {
        'im.notify.system.add': { result: 12345 },
        'im.message.add': { result: 77 },
        'tasks.task.add': { result: { task: { id: '3711', title: 'x' } } },
        'crm.item.add': { result: { item: { id: 8 } } },
      },
    })

    await expect(api.notify('27', 'Hello')).resolves.toBe('12345')
    await expect(api.sendMessage('chat9', 'Hello')).resolves.toBe('77')
    await expect(api.addTask({ title: 'T', description: 'D', responsibleId: '4', deadline: Date.UTC(2026, 9, 2, 15, 30) })).resolves.toBe('3711')
    await expect(api.addCrmItem({ entityTypeId: 1, title: 'T', description: 'D' })).resolves.toBe('8')
    expect(calls.map(({ params }) => params)).toEqual([
      { USER_ID: 27, MESSAGE: 'Hello' },
      { DIALOG_ID: 'chat9', MESSAGE: 'Hello' },
      { fields: { TITLE: 'T', DESCRIPTION: 'D', RESPONSIBLE_ID: 4, DEADLINE: '2026-10-02T15:30:00+00:00' } },
      { entityTypeId: 1, fields: { title: 'T', comments: 'D' } },
    ])
  })

  test('a notice that the portal says no to was not sent', async () => {
    const { api } = await company({ others: { 'im.notify.system.add': { result: false } } })

    expect(await failureOf(api.notify('27', 'Hello'))).toMatchObject({ code: 'portalError', details: { reason: 'notSent' } })
  })

  test('blank texts and odd receivers are refused before anything is sent', async () => {
    const { api, calls } = await company({})
    for (const refused of [api.notify('27', ' '), api.notify('all', 'x'), api.sendMessage('chat', 'x'), api.sendMessage('27;28', 'x'), api.addTask({ title: '', description: '', responsibleId: '4' }), api.addCrmItem({ entityTypeId: 1, title: '', description: '' })]) {
      expect((await failureOf(refused)).code).toBe('badRequest')
    }
    expect(calls).toHaveLength(0)
  })
})

const portalHas = { result: { isExisting: true, isAvailable: true } }

describe('a write whose answer is lost', () => {
  const isWrite = (method: string): boolean => /\.(?:add|update|reinvite|reinviteWithChangeContact|deleteInvitation|confirmUserRequest)$/.test(method)

  test.each(Object.keys(writingMethods) as ApiMethodName[])('%s is sent once and ends unconfirmed, without a secret', async (name) => {
    const { api, calls, secret, log } = await connectToScript((call) => {
      if (isWrite(call.method)) return 'lost'
      if (call.method === 'batch') return runBatch(call, (method) => (method === 'method.get' ? portalHas : { result: [] }))
      return { result: [] }
    })
    const failure = await failureOf(clientMethods[name](api, never))

    expect(failure).toMatchObject({ code: 'writeUnconfirmed', retry: 'no' })
    expect(calls.filter(({ method }) => isWrite(method))).toHaveLength(1)
    expect(everythingOf(failure) + log.lines.join('\n')).not.toContain(secret)
  })

  test('the table of writes holds all of them', () => {
    expect(clientMethodNames).toHaveLength(32)
    expect(Object.keys(writingMethods)).toHaveLength(10)
  })
})
