import type { AppError } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { AppState, ConnectionView } from '@shared/contract/views'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { applyTheme } from '../composables/theme'
import type { LinkState } from '../transport/transport'
import { useTransport } from '../transport/useTransport'

export const useAppStore = defineStore('app', () => {
  const transport = useTransport()
  const link = ref<LinkState | 'starting'>('starting')
  const state = ref<AppState>()
  /** Why nothing can be shown: the data folder or the start itself. */
  const startError = ref<AppError>()
  const connectionBusy = ref(false)
  const connectionError = ref<AppError>()

  const take = (next: AppState): void => {
    state.value = next
    startError.value = undefined
    applyTheme(next.theme)
  }

  async function refresh(): Promise<void> {
    const result = await transport.call('app.state', {})
    if (result.ok) take(result.value)
    else if (!state.value) startError.value = result.error
  }

  async function start(): Promise<void> {
    transport.onLinkState((next) => {
      link.value = next
      if (next === 'ready') void refresh()
    })
    transport.subscribe((event) => {
      if (event.type === 'connectionChanged' && state.value) state.value = { ...state.value, connection: event.data }
      if (event.type === 'caseChanged') void refresh()
      if (event.type === 'jobFinished' && state.value?.checkingLog) void refresh()
    })
    link.value = await transport.start()
    if (link.value === 'ready') await refresh()
  }

  async function setPreferences(preferences: Params<'app.setPreferences'>): Promise<void> {
    if (preferences.theme) applyTheme(preferences.theme)
    const result = await transport.call('app.setPreferences', preferences)
    if (result.ok) take(result.value)
  }

  async function quit(): Promise<void> {
    const result = await transport.call('app.quit', {})
    if (result.ok) link.value = 'ended'
  }

  async function changeConnection(act: 'connection.openDemo' | 'connection.test' | 'connection.disconnect' | { readonly webhook: string }): Promise<boolean> {
    if (connectionBusy.value) return false
    connectionBusy.value = true
    connectionError.value = undefined
    const result = typeof act === 'string' ? await transport.call(act, {}) : await transport.call('connection.connectWebhook', act)
    connectionBusy.value = false
    if (result.ok) {
      if (state.value) state.value = { ...state.value, connection: result.value }
      return true
    }
    connectionError.value = result.error
    return false
  }

  const connection = computed<ConnectionView | undefined>(() => state.value?.connection)
  const isConnected = computed(() => connection.value !== undefined && connection.value.state !== 'none')
  const canLookUp = computed(() => isConnected.value && connection.value?.canLookUp === true)
  const isAdmin = computed(() => isConnected.value && connection.value?.isAdmin === true)

  return { link, state, startError, connection, connectionBusy, connectionError, isConnected, canLookUp, isAdmin, start, refresh, setPreferences, quit, changeConnection }
})
