import { ApiVersion } from '@bitrix24/b24jssdk'
import { describe, expect, it } from 'vitest'
import { openPortal } from '../../support/demoPortal/callPortal'
import type { UserRow } from '../../support/demoPortal/callPortal'
import { everyTruth } from '../../support/demoPortal/truth'
import { openHookSdk, openOAuthSdk } from '../../support/officialSdk/openSdk'
import { countOf, watchRequests } from '../../support/officialSdk/watchRequests'

const people = 260

describe('lists of more than 200 people', () => {
  it('callList and fetchList walk by id and end, with the same people once each', async () => {
    const portal = await openPortal({ people })
    const sdk = await openOAuthSdk(portal)
    const arrived = watchRequests(portal)
    const listed = (await sdk.actions.v2.callList.make<UserRow>({ method: 'user.get' })).getData() ?? []
    const ids = listed.map(({ ID }) => Number(ID))
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
    expect(ids.length).toBeGreaterThan(200)
    expect(countOf(arrived, 'user.get')).toBe(Math.floor(ids.length / 50) + 1)

    const fetched: UserRow[][] = []
    for await (const page of sdk.actions.v2.fetchList.make<UserRow>({ method: 'user.get' })) fetched.push(page)
    expect(fetched.slice(0, -1).map((page) => page.length)).toEqual(fetched.slice(1).map(() => 50))
    expect(fetched.flat()).toEqual(listed)
  })

  it('keeps a filter of the caller beside the cursor', async () => {
    const portal = await openPortal({ people })
    const sdk = await openOAuthSdk(portal)
    const dismissed = (await sdk.actions.v2.callList.make<UserRow>({ method: 'user.get', params: { filter: { ACTIVE: false } } })).getData() ?? []
    expect(dismissed.map(({ ACTIVE }) => ACTIVE)).toEqual(dismissed.map(() => false))
    const known = everyTruth.filter(({ condition, hiddenFrom, type }) => ['dismissed', 'awaitingApproval'].includes(condition) && hiddenFrom === undefined && type === undefined)
    expect(known.length).toBeGreaterThan(3)
    expect(dismissed.map(({ ID }) => ID)).toEqual(expect.arrayContaining(known.map(({ id }) => String(id))))
  })

  it('ends where the last page is full', async () => {
    const portal = await openPortal({ people })
    const sdk = await openOAuthSdk(portal)
    const all = (await sdk.actions.v2.callList.make<UserRow>({ method: 'user.get' })).getData() ?? []
    const last = all.slice(-100)
    const arrived = watchRequests(portal)
    const listed = (await sdk.actions.v2.callList.make<UserRow>({ method: 'user.get', params: { filter: { '>=ID': last[0]?.ID ?? '' } } })).getData()
    expect(listed).toEqual(last)
    expect(countOf(arrived, 'user.get')).toBe(3)
  })

  it('turns pages by next, which every page but the last one has', async () => {
    const portal = await openPortal({ people })
    const sdk = openHookSdk(portal.adminWebhook)
    const client = sdk.getHttpClient(ApiVersion.v2)
    const listed = (await sdk.actions.v2.callList.make<UserRow>({ method: 'user.get' })).getData() ?? []
    const rows: UserRow[] = []
    const totals = new Set<number>()
    let page: Awaited<ReturnType<typeof client.call<UserRow[]>>> | false = await client.call<UserRow[]>('user.get', {})
    while (page !== false) {
      rows.push(...(page.getData()?.result ?? []))
      totals.add(page.getTotal())
      expect(page.isMore()).toBe(rows.length < page.getTotal())
      page = await page.getNext(client)
    }
    expect(rows).toEqual(listed)
    expect([...totals]).toEqual([rows.length])
  })

  it('counts nothing and offers no next page at start=-1', async () => {
    const sdk = await openOAuthSdk(await openPortal({ people }))
    const uncounted = await sdk.actions.v2.call.make<UserRow[]>({ method: 'user.get', params: { start: -1 } })
    const counted = await sdk.actions.v2.call.make<UserRow[]>({ method: 'user.get', params: { start: 0 } })
    expect([uncounted.getTotal(), uncounted.isMore(), uncounted.getData()?.result]).toEqual([0, false, counted.getData()?.result])
    expect([counted.getTotal() > 200, counted.isMore()]).toEqual([true, true])
  })

  it('begins anywhere, and finds nothing behind the end', async () => {
    const sdk = await openOAuthSdk(await openPortal({ people }))
    const from = async (start: number): Promise<readonly (string | undefined)[]> => (await sdk.actions.v2.call.make<UserRow[]>({ method: 'user.get', params: { start } })).getData()?.result.map(({ ID }) => ID) ?? []
    const [first, moved] = [await from(0), await from(7)]
    expect(moved.slice(0, 43)).toEqual(first.slice(7))
    expect(await from(people + 1)).toEqual([])
  })

  it('an empty list has no total and no next page', async () => {
    const sdk = await openOAuthSdk(await openPortal())
    const none = await sdk.actions.v2.call.make<UserRow[]>({ method: 'user.get', params: { filter: { '=EMAIL': 'nobody@harbourpine.example' } } })
    expect([none.isSuccess, none.getTotal(), none.isMore(), none.getData()?.result]).toEqual([true, 0, false, []])
    expect((await sdk.actions.v2.callList.make({ method: 'user.get', params: { filter: { '=EMAIL': 'nobody@harbourpine.example' } } })).getData()).toEqual([])
  })

  // measured by the SDK's authors on a real portal: case is folded, and of two spellings the later one counts
  it('takes FILTER and filter for one, the later of the two', async () => {
    const sdk = await openOAuthSdk(await openPortal())
    const ids = async (params: Readonly<Record<string, unknown>>): Promise<readonly string[]> => (await sdk.actions.v2.call.make<UserRow[]>({ method: 'user.get', params })).getData()?.result.map(({ ID }) => ID) ?? []
    expect(await ids({ FILTER: { ID: 8 }, filter: { ID: 12 } })).toEqual(['12'])
    expect(await ids({ filter: { ID: 12 }, FILTER: { ID: 8 } })).toEqual(['8'])
    const walked = await sdk.actions.v2.callList.make<UserRow>({ method: 'user.get', params: { FILTER: { ID: 8 } } })
    expect(walked.getData()?.length).toBeGreaterThan(50)
  })
})
