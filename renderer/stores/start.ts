import type { AppError } from '@shared/contract/appError'
import type { CaseView, FlowRow, MatchView } from '@shared/contract/views'
import { findSecrets, type FoundSecret } from '@shared/domain/secretGuard'
import type { Door } from '@shared/domain/stateWords'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { newCommandId } from '../composables/commandId'
import { dropDraft, keepDraft, readDraft } from '../composables/draft'
import { takeFileIn } from '../composables/fileDoor'
import { useTransport } from '../transport/useTransport'
import { useAppStore } from './app'

const place = 'start'

export const useStartStore = defineStore('start', () => {
  const transport = useTransport()
  const app = useAppStore()
  const message = ref(readDraft(place))
  const match = ref<MatchView>()
  const matchedAt = ref(0)
  const flows = ref<readonly FlowRow[]>([])
  const error = ref<AppError>()
  const busy = ref(false)
  /** Chosen by hand. Pasting without a choice: whoever may look people up helps somebody, everybody else is locked out. */
  const chosenDoor = ref<Door>()
  const door = computed<Door>(() => {
    if (chosenDoor.value === 'admin' && app.isAdmin) return 'admin'
    if (chosenDoor.value === 'employee') return 'employee'
    return app.canLookUp ? 'agent' : 'employee'
  })

  const secrets = computed<readonly FoundSecret[]>(() => findSecrets(message.value))

  function setMessage(text: string): void {
    message.value = text
    error.value = undefined
    keepDraft(place, text)
  }

  function clear(): void {
    setMessage('')
    match.value = undefined
  }

  async function loadFlows(): Promise<void> {
    const result = await transport.call('flows.list', {})
    if (result.ok) flows.value = result.value.flows
  }

  async function find(): Promise<void> {
    const text = message.value.trim()
    if (text === '' || busy.value) return
    // SECURITY: secret guard. What looks like a secret does not even travel to the core.
    if (findSecrets(text).length > 0) {
      error.value = { code: 'secretFound', message: 'secretFound', retry: 'no', details: { field: 'message' } }
      return
    }
    busy.value = true
    const result = await transport.call('flows.match', { message: text })
    busy.value = false
    if (!result.ok) {
      error.value = result.error
      return
    }
    error.value = undefined
    message.value = text
    match.value = result.value
    matchedAt.value = Date.now()
  }

  /** Opens a case with the message; what it carries is lifted by the core, so that nobody is asked for it again. */
  async function openCase(flow: string): Promise<CaseView | undefined> {
    if (busy.value) return undefined
    busy.value = true
    const text = match.value ? message.value : ''
    const result = await transport.call('cases.open', {
      commandId: newCommandId(),
      flow,
      door: door.value,
      ...(text === '' ? {} : { message: text }),
    })
    busy.value = false
    if (!result.ok) {
      error.value = result.error
      return undefined
    }
    message.value = ''
    match.value = undefined
    chosenDoor.value = undefined
    dropDraft(place)
    return result.value
  }

  async function takeText(fileId: string): Promise<void> {
    const result = await transport.call('files.takeText', { fileId })
    if (!result.ok) {
      error.value = result.error
      return
    }
    match.value = undefined
    setMessage(result.value.text)
  }

  async function openTextFile(file?: File): Promise<void> {
    error.value = undefined
    const taken = await takeFileIn(transport, file)
    if (!taken.ok) error.value = taken.error
    else if (taken.value !== undefined) await takeText(taken.value)
  }
  const needsFileField = computed(() => transport.upload !== undefined)

  return { message, match, matchedAt, flows, error, busy, chosenDoor, door, secrets, needsFileField, setMessage, clear, loadFlows, find, openCase, openTextFile }
})
