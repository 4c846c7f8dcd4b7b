import type { AppError, Result } from '@shared/contract/appError'
import type { CompanyCardView } from '@shared/contract/views'
import type { CompanyCard } from '@shared/domain/companyCard'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { handFileOut, takeFileIn } from '../composables/fileDoor'
import { useTransport } from '../transport/useTransport'

/** The company card: whom to ask. */
export const useCompanyStore = defineStore('company', () => {
  const transport = useTransport()
  const view = ref<CompanyCardView>()
  const error = ref<AppError>()
  const busy = ref(false)
  const card = computed(() => view.value?.card)
  const needsFileField = computed(() => transport.upload !== undefined)

  function take(result: Result<CompanyCardView>): boolean {
    error.value = result.ok ? undefined : result.error
    if (result.ok) view.value = result.value
    return result.ok
  }
  async function once(work: () => Promise<boolean>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    error.value = undefined
    const done = await work()
    busy.value = false
    return done
  }

  async function load(): Promise<void> {
    take(await transport.call('company.card', {}))
  }
  const save = (next: CompanyCard): Promise<boolean> => once(async () => take(await transport.call('company.saveCard', { card: next })))
  const remove = (): Promise<boolean> => once(async () => take(await transport.call('company.removeCard', {})))
  const takeIn = (file?: File): Promise<boolean> =>
    once(async () => {
      const taken = await takeFileIn(transport, file)
      if (!taken.ok) error.value = taken.error
      return taken.ok && taken.value !== undefined && take(await transport.call('company.importCard', { fileId: taken.value }))
    })
  const handOut = (): Promise<boolean> =>
    once(async () => {
      const saved = await transport.call('company.exportCard', {})
      if (!saved.ok) error.value = saved.error
      return saved.ok && handFileOut(transport, saved.value)
    })

  return { view, card, error, busy, needsFileField, load, save, remove, takeIn, handOut }
})
