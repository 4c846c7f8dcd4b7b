import type { AppError } from '@shared/contract/appError'
import type { MethodName, Params, Value } from '@shared/contract/methods'
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

  type ConnectionMethod = Extract<MethodName, `connection.${string}`>
  /** One change at a time; `undefined` when it was refused, and then `connectionError` says why. */
  async function askConnection<M extends ConnectionMethod>(method: M, params: Params<M>): Promise<Value<M> | undefined> {
    if (connectionBusy.value) return undefined
    connectionBusy.value = true
    connectionError.value = undefined
    const result = await transport.call(method, params)
    connectionBusy.value = false
    if (result.ok) return result.value
    connectionError.value = result.error
    return undefined
  }

  async function changeConnection<M extends Exclude<ConnectionMethod, 'connection.beginApp'>>(method: M, params: Params<M>): Promise<boolean> {
    const connected = await askConnection<Exclude<ConnectionMethod, 'connection.beginApp'>>(method, params)
    if (connected === undefined) return false
    if (state.value) state.value = { ...state.value, connection: connected }
    return true
  }

  const beginApplication = (params: Params<'connection.beginApp'>): Promise<Value<'connection.beginApp'> | undefined> => askConnection('connection.beginApp', params)
  const forgetConnectionError = (): void => {
    connectionError.value = undefined
  }

  const connection = computed<ConnectionView | undefined>(() => state.value?.connection)
  const isConnected = computed(() => connection.value !== undefined && connection.value.state !== 'none')
  const canLookUp = computed(() => isConnected.value && connection.value?.canLookUp === true)
  const isAdmin = computed(() => isConnected.value && connection.value?.isAdmin === true)

  return { link, state, startError, connection, connectionBusy, connectionError, isConnected, canLookUp, isAdmin, start, refresh, setPreferences, quit, changeConnection, beginApplication, forgetConnectionError }
})
