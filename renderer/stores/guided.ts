import type { AppError, Result } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { CaseView, CheckRow } from '@shared/contract/views'
import type { CaseId } from '@shared/domain/ids'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { newCommandId } from '../composables/commandId'
import { useTransport } from '../transport/useTransport'

type Change = 'flow.answer' | 'flow.tryAdvice' | 'flow.handOver' | 'flow.back' | 'cases.addNote' | 'cases.setState' | 'cases.giveFeedback' | 'cases.useCurrentFlow' | 'fixes.run' | 'fixes.skip' | 'fixes.lookAgain' | 'fixes.undo'
type Own<M extends Change> = Omit<Params<M>, 'caseId' | 'commandId' | 'revision'>

/** Errors that mean: the case moved on without this page. The newest state is shown instead of the error alone. */
const moved: ReadonlySet<string> = new Set(['caseChanged', 'stepMoved'])

/** Where a case stands, as one word. */
export function positionOf(view: CaseView): string {
  return `${view.step.flow}/${view.step.step}/${view.step.visit}/${view.step.awaits}`
}

export const useGuidedStore = defineStore('guided', () => {
  const transport = useTransport()
  const caseId = ref<CaseId>()
  let opened = 0
  const view = ref<CaseView>()
  const loadError = ref<AppError>()
  const error = ref<AppError>()
  /** The case went on elsewhere; said above the step. */
  const notice = ref<AppError>()
  /** A link that the host would not open by itself: the person opens it by hand. */
  const notOpened = ref<string>()
  const busy = ref(false)
  const running = ref(false)
  const live = ref<Readonly<Record<string, CheckRow>>>({})
  /** When this page saw a check start: elapsed time needs no clock of the core. */
  const startedAt = ref<Readonly<Record<string, number>>>({})

  transport.subscribe((event) => {
    if (event.type === 'checkProgressed' && event.data.caseId === caseId.value && running.value) {
      const { row } = event.data
      if (row.state === 'running' && live.value[row.check]?.state !== 'running') startedAt.value = { ...startedAt.value, [row.check]: Date.now() }
      live.value = { ...live.value, [row.check]: row }
    }
    if (event.type === 'caseChanged' && event.data.caseId === caseId.value && view.value && event.data.revision > view.value.revision && !busy.value && !running.value) {
      void reload({ code: 'caseChanged', message: 'caseChanged', retry: 'no' })
    }
  })

  transport.onLinkState((state) => {
    if (state === 'ready' && view.value && !busy.value && !running.value) void reload()
  })

  /** Rows of the present step with what is known of the running ones. */
  const rows = computed<readonly CheckRow[]>(() => {
    const fixed = view.value?.step.checks ?? []
    if (!running.value) return fixed
    const merged = fixed.map((row) => live.value[row.check] ?? row)
    // Elsewhere than on a step of checks, a check that runs again stays in its own place beside the step.
    if (view.value?.step.awaits !== 'checks') return merged
    const known = new Set(fixed.map((row) => row.check))
    return [...merged, ...Object.values(live.value).filter((row) => !known.has(row.check))]
  })

  /** "What we know" with what is running of it. */
  const known = computed<readonly CheckRow[]>(() => (view.value?.checks ?? []).map((row) => (running.value ? (live.value[row.check] ?? row) : row)))

  const apply = (next: CaseView): void => {
    view.value = next
    notOpened.value = undefined
    live.value = {}
    startedAt.value = {}
  }

  async function reload(why?: AppError): Promise<void> {
    const id = caseId.value
    if (!id) return
    const result = await transport.call('cases.view', { caseId: id })
    if (caseId.value !== id) return
    if (result.ok) {
      apply(result.value)
      loadError.value = undefined
      notice.value = why
    } else if (!view.value) loadError.value = result.error
    else error.value = result.error
  }

  /** Begins with no case; the ticket closes again what is opened from here on. */
  function enter(): number {
    opened += 1
    caseId.value = undefined
    view.value = undefined
    loadError.value = undefined
    return opened
  }

  function refuse(failed: AppError): void {
    loadError.value = failed
  }

  async function open(id: CaseId): Promise<void> {
    caseId.value = id
    view.value = undefined
    loadError.value = undefined
    error.value = undefined
    notice.value = undefined
    running.value = false
    live.value = {}
    await reload()
  }

  /** Pages overlap when one follows another: the old one closes only what it opened itself. */
  function close(ticket: number): void {
    if (ticket !== opened) return
    caseId.value = undefined
    view.value = undefined
  }

  /** Runs what the step awaits, or the named checks again; goes on while the walk meets further checks. */
  async function runChecks(names?: readonly string[]): Promise<void> {
    const before = view.value
    const id = caseId.value
    if (!before || !id || running.value || before.readOnly) return
    running.value = true
    error.value = undefined
    const result = await transport.call('checks.run', { caseId: id, commandId: newCommandId(), ...(names ? { checks: [...names] } : {}) })
    if (caseId.value !== id) return
    running.value = false
    if (!result.ok) {
      await meet(result.error)
      return
    }
    apply(result.value)
    if (result.value.step.awaits === 'checks' && positionOf(result.value) !== positionOf(before)) await runChecks()
  }

  /** Starts the checks of a step that awaits them. */
  async function proceed(): Promise<void> {
    if (view.value?.step.awaits === 'checks') await runChecks()
  }

  async function skipChecks(): Promise<void> {
    const id = caseId.value
    if (!id) return
    const result = await transport.call('checks.skip', { caseId: id })
    if (!result.ok) error.value = result.error
  }

  async function meet(failed: AppError): Promise<void> {
    if (moved.has(failed.code)) await reload(failed)
    else error.value = failed
  }

  async function change<M extends Change>(method: M, own: Own<M>): Promise<boolean> {
    const current = view.value
    if (!current || busy.value) return false
    busy.value = true
    error.value = undefined
    notice.value = undefined
    const params = { ...own, caseId: current.case.caseId, commandId: newCommandId(), revision: current.revision } as unknown as Params<M>
    const result: Result<CaseView> = await transport.call(method, params)
    busy.value = false
    if (caseId.value !== current.case.caseId) return result.ok
    if (!result.ok) {
      await meet(result.error)
      return false
    }
    apply(result.value)
    return true
  }

  async function openLink(link: string): Promise<void> {
    const id = caseId.value
    if (!id) return
    const result = await transport.call('app.openLink', { caseId: id, link })
    if (!result.ok) error.value = result.error
    else notOpened.value = result.value.opened ? undefined : link
  }

  return { caseId, view, loadError, error, notice, notOpened, busy, running, rows, known, startedAt, enter, refuse, open, close, reload, runChecks, proceed, skipChecks, change, openLink }
})
