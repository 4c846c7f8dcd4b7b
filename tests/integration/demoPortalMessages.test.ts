import { describe, expect, it } from 'vitest'
import { call, openPortal } from '../support/demoPortal/callPortal'
import type { PortalReply } from '../support/demoPortal/callPortal'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const clock = (): number => startedAtMs

describe('messages and the like', () => {
  it('tell somebody', async () => {
    const portal = await openPortal()
    const system = await call<number>(portal.adminWebhook, 'im.notify.system.add', { USER_ID: 8, MESSAGE: ' [b]Hello[/b] ', MESSAGE_OUT: 'Hello' })
    const personal = await call<number>(portal.adminWebhook, 'im.notify.personal.add', { USER_ID: 12, MESSAGE: 'Hi' })
    expect(personal.body.result).toBe(system.body.result + 1)
    expect(portal.records.notifications()).toEqual([
      { id: system.body.result, kind: 'system', fromUserId: 1, toUserId: 8, message: '[b]Hello[/b]', messageOut: 'Hello' },
      { id: personal.body.result, kind: 'personal', fromUserId: 1, toUserId: 12, message: 'Hi' },
    ])
  })

  it('replace each other by tag, where it is said whose tag it is', async () => {
    const portal = await openPortal()
    const notify = (extra: object): Promise<PortalReply> => call(portal.adminWebhook, 'im.notify.system.add', { USER_ID: 8, MESSAGE: 'Hello', ...extra })
    await notify({ TAG: 'case' })
    await notify({ TAG: 'case' })
    expect(portal.records.notifications()).toHaveLength(2)
    await notify({ TAG: 'case', CLIENT_ID: 'desk' })
    await notify({ TAG: 'case', CLIENT_ID: 'desk' })
    expect(portal.records.notifications()).toHaveLength(3)
  })

  it.each<readonly [Readonly<Record<string, unknown>>, readonly unknown[] | false]>([
    [{ MESSAGE: 'x' }, [400, 'USER_ID_EMPTY']],
    [{ USER_ID: -1, MESSAGE: 'x' }, [400, 'USER_ID_EMPTY']],
    [{ USER_ID: 8 }, [400, 'MESSAGE_EMPTY']],
    [{ USER_ID: 8, MESSAGE: '   ' }, [400, 'MESSAGE_EMPTY']],
    [{ USER_ID: 8, MESSAGE: 'x', ATTACH: [{ MESSAGE: 'y'.repeat(60_000) }] }, [400, 'ATTACH_OVERSIZE']],
    [{ USER_ID: 8, MESSAGE: 'x', ATTACH: 'no JSON' }, [400, 'ATTACH_ERROR']],
    [{ USER_ID: 26, MESSAGE: 'x' }, false],
    [{ USER_ID: 31, MESSAGE: 'x' }, false],
  ])('im.notify.system.add with %j', async (params, expected) => {
    const portal = await openPortal()
    const { status, body } = await call(portal.adminWebhook, 'im.notify.system.add', params)
    expect(expected === false ? body.result : [status, body.error]).toEqual(expected)
    expect(portal.records.notifications()).toEqual([])
  })

  it.each<readonly [Readonly<Record<string, unknown>>, readonly unknown[]]>([
    [{ DIALOG_ID: 8 }, [400, 'MESSAGE_EMPTY']],
    [{ MESSAGE: 'x' }, [400, 'USER_ID_EMPTY']],
    [{ DIALOG_ID: 'x8', MESSAGE: 'x' }, [400, 'USER_ID_EMPTY']],
    [{ DIALOG_ID: 26, MESSAGE: 'x' }, [400, 'USER_NOT_FOUND']],
    [{ DIALOG_ID: 'chat0', MESSAGE: 'x' }, [400, 'CHAT_ID']],
    [{ DIALOG_ID: 'chat77', MESSAGE: 'x' }, [403, 'ACCESS_ERROR']],
    [{ DIALOG_ID: 'sg77', MESSAGE: 'x' }, [403, 'ACCESS_ERROR']],
  ])('im.message.add with %j', async (params, expected) => {
    const portal = await openPortal()
    const { status, body } = await call(portal.adminWebhook, 'im.message.add', params)
    expect([status, body.error]).toEqual(expected)
    expect(portal.records.messages()).toEqual([])
  })

  it('im.message.add writes to a person, to the chat of all and to a group', async () => {
    const portal = await openPortal()
    for (const dialogId of [8, 'chat1', 'sg2']) expect((await call<number>(portal.adminWebhook, 'im.message.add', { DIALOG_ID: dialogId, MESSAGE: 'Hi' })).body.result).toBeGreaterThan(0)
    expect(portal.records.messages().map(({ dialogId }) => dialogId)).toEqual(['8', 'chat1', 'sg2'])
  })

  it('tasks.task.add makes a task and shows it', async () => {
    const portal = await openPortal({ now: clock })
    const fields = { title: 'Look at <this>', RESPONSIBLE_ID: '8', DESCRIPTION: 'soon', DEADLINE: '2026-10-15T09:00:00+02:00', CREATED_BY: 12 }
    const { body } = await call<{ task: Readonly<Record<string, unknown>> }>(portal.adminWebhook, 'tasks.task.add', { fields })
    expect(body.result.task).toMatchObject({
      title: 'Look at <this>', description: 'soon', responsibleId: '8', createdBy: '12', createdDate: '2026-10-14T10:42:07+00:00', deadline: '2026-10-15T07:00:00+00:00', status: '2',
      creator: { id: '12', name: 'Ivo Tern' }, responsible: { id: '8', name: 'Ben Harrow', link: '/company/personal/user/8/' },
    })
    expect(portal.records.tasks()).toEqual([{ id: Number(body.result.task['id']), title: 'Look at <this>', description: 'soon', responsibleId: 8, createdById: 12, deadlineAtMs: Date.UTC(2026, 9, 15, 7) }])
  })

  it.each<readonly [unknown, string, RegExp]>([
    [undefined, '100', /fields/],
    [{}, '100', /fields/],
    [{ RESPONSIBLE_ID: 8 }, 'ERROR_CORE', /title.*<br>$/],
    [{ TITLE: 'x' }, 'ERROR_CORE', /<br>$/],
    [{ TITLE: 'x', RESPONSIBLE_ID: 26 }, 'ERROR_CORE', /not found.*<br>$/],
    [{ TITLE: 'x', RESPONSIBLE_ID: 31 }, 'ERROR_CORE', /not found.*<br>$/],
  ])('tasks.task.add refuses %j', async (fields, code, text) => {
    const portal = await openPortal()
    const { status, body } = await call(portal.adminWebhook, 'tasks.task.add', { fields })
    expect([status, body.error]).toEqual([400, code])
    expect(body.error_description).toMatch(text)
    expect(portal.records.tasks()).toEqual([])
  })

  it('crm.item.add makes a lead or a deal', async () => {
    const portal = await openPortal({ now: clock })
    const lead = await call<{ item: Readonly<Record<string, unknown>> }>(portal.adminWebhook, 'crm.item.add', { entityTypeId: 1, fields: { title: 'Ben cannot log in', comments: 'since today', assignedById: 4 } })
    expect(lead.body.result.item).toMatchObject({ title: 'Ben cannot log in', comments: 'since today', assignedById: 4, createdBy: 1, entityTypeId: 1, stageId: 'NEW' })
    const deal = await call<{ item: Readonly<Record<string, unknown>> }>(portal.adminWebhook, 'crm.item.add', { entityTypeId: 2, fields: {} })
    expect(deal.body.result.item['title']).toBe(`Deal #${String(deal.body.result.item['id'])}`)
    expect(portal.records.crmItems().map(({ entityTypeId }) => entityTypeId)).toEqual([1, 2])
    const refusals = [await call(portal.adminWebhook, 'crm.item.add', { entityTypeId: 77, fields: {} }), await call(portal.adminWebhook, 'crm.item.add', { entityTypeId: 1 })]
    expect(refusals.map(({ status, body }) => [status, body.error])).toEqual([[400, 'NOT_FOUND'], [400, '100']])
  })
})
