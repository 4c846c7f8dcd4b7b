import type { AppError } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import type { CaseRow } from '@shared/contract/views'
import { findSecrets } from '@shared/domain/secretGuard'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useTransport } from '../transport/useTransport'

export type ListQuery = Params<'cases.list'>
export type FilterName = 'search' | 'state' | 'problem'
export interface HiddenBy {
  /** `all`: without any of them. */
  readonly filter: FilterName | 'all'
  readonly total: number
  readonly isExact: boolean
}

const filterNames: readonly FilterName[] = ['search', 'state', 'problem']
const without = (query: ListQuery, left: readonly FilterName[]): ListQuery => Object.fromEntries(Object.entries(query).filter(([name]) => !(left as readonly string[]).includes(name))) as ListQuery

export const useCasesStore = defineStore('cases', () => {
  const transport = useTransport()
  const page = ref<Value<'cases.list'>>()
  const error = ref<AppError>()
  const loading = ref(false)
  const hiddenBy = ref<readonly HiddenBy[]>([])
  const recent = ref<readonly CaseRow[]>([])
  let latest = 0

  /** The newest question wins: an older answer that comes late is dropped. */
  async function load(query: ListQuery): Promise<void> {
    latest += 1
    const mine = latest
    hiddenBy.value = []
    if (query.search !== undefined && findSecrets(query.search).length > 0) {
      error.value = { code: 'secretFound', message: 'secretFound', retry: 'no', details: { field: 'search' } }
      return
    }
    loading.value = true
    const result = await transport.call('cases.list', query)
    if (mine !== latest) return
    loading.value = false
    if (!result.ok) {
      error.value = result.error
      return
    }
    error.value = undefined
    page.value = result.value
    if (result.value.total === 0) await explain(query, mine)
  }

  /** Nothing fits: says what each filter hides. */
  async function explain(query: ListQuery, mine: number): Promise<void> {
    const used = filterNames.filter((name) => query[name] !== undefined)
    if (used.length === 0) return
    const ways: { readonly filter: FilterName | 'all'; readonly left: readonly FilterName[] }[] = used.map((filter) => ({ filter, left: [filter] }))
    if (used.length > 1) ways.push({ filter: 'all', left: used })
    const found = await Promise.all(
      ways.map(async ({ filter, left }) => {
        const result = await transport.call('cases.list', { ...without(query, left), page: 1, pageSize: 1 })
        return result.ok ? { filter, total: result.value.total, isExact: result.value.totalIsExact } : undefined
      }),
    )
    if (mine === latest) hiddenBy.value = found.filter((item) => item !== undefined)
  }

  async function loadRecent(): Promise<void> {
    const result = await transport.call('cases.list', { sort: 'updated', descending: true, page: 1, pageSize: 3 })
    if (result.ok) recent.value = result.value.rows
  }

  return { page, error, loading, hiddenBy, recent, load, loadRecent }
})
