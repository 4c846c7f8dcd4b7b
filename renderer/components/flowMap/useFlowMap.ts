import type { AppError } from '@shared/contract/appError'
import type { FlowMap, FlowWalkView, LintFinding } from '@shared/contract/views'
import { caseIdSchema } from '@shared/domain/ids'
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { useTransport } from '@/transport/useTransport'

export interface MapQuestion {
  readonly flow: string
  readonly version: number | undefined
  readonly caseId: string | undefined
  /** Titles come in it. */
  readonly language: string
}

export interface FlowMapState {
  readonly map: Ref<FlowMap | undefined>
  readonly error: Ref<AppError | undefined>
  /** The answer takes longer than a moment. */
  readonly isSlow: Ref<boolean>
  /** Of the version shown; undefined while it is not known. */
  readonly findings: ComputedRef<readonly LintFinding[] | undefined>
  readonly lintError: Ref<AppError | undefined>
  readonly walk: Ref<FlowWalkView | undefined>
  readonly walkError: Ref<AppError | undefined>
  readonly walkStartedAt: Ref<number | undefined>
  /** Walks every path of the newest version. */
  walkAll(): Promise<void>
}

const slowAfterMs = 300

/** What one map page knows: the flow as drawn, its findings, and what a walk showed. The newest question wins. */
export function useFlowMap(question: () => MapQuestion): FlowMapState {
  const transport = useTransport()
  const map = shallowRef<FlowMap>()
  const error = ref<AppError>()
  const isSlow = ref(false)
  const allFindings = shallowRef<readonly LintFinding[]>()
  const lintError = ref<AppError>()
  const walk = shallowRef<FlowWalkView>()
  const walkError = ref<AppError>()
  const walkStartedAt = ref<number>()
  let latest = 0
  let slow: ReturnType<typeof setTimeout> | undefined

  async function load({ flow, version, caseId }: MapQuestion): Promise<void> {
    latest += 1
    const mine = latest
    clearTimeout(slow)
    const parsed = caseId === undefined ? undefined : caseIdSchema.safeParse(caseId)
    if (parsed?.success === false) {
      error.value = { code: 'caseNotFound', message: 'caseNotFound', retry: 'no' }
      return
    }
    slow = setTimeout(() => {
      isSlow.value = true
    }, slowAfterMs)
    const result = await transport.call('flows.map', { flow, ...(version === undefined ? {} : { version }), ...(parsed === undefined ? {} : { caseId: parsed.data }) })
    if (mine !== latest) return
    clearTimeout(slow)
    isSlow.value = false
    error.value = result.ok ? undefined : result.error
    if (!result.ok) return
    if (map.value?.flow !== result.value.flow || map.value.version !== result.value.version) {
      walk.value = undefined
      walkError.value = undefined
    }
    map.value = result.value
  }
  async function lint(): Promise<void> {
    const result = await transport.call('flows.lint', {})
    if (result.ok) allFindings.value = result.value.findings
    else lintError.value = result.error
  }
  async function walkAll(): Promise<void> {
    const flow = map.value?.flow
    if (flow === undefined || walkStartedAt.value !== undefined) return
    walkStartedAt.value = Date.now()
    walk.value = undefined
    walkError.value = undefined
    const result = await transport.call('flows.walk', { flow })
    walkStartedAt.value = undefined
    // Another flow may be on the page by now.
    if (map.value?.flow !== flow) return
    if (result.ok) walk.value = result.value.flows[0]
    else walkError.value = result.error
  }

  watch(question, (next, before) => {
    const isSame = before?.flow === next.flow && before.version === next.version && before.caseId === next.caseId && before.language === next.language
    if (!isSame) void load(next)
  }, { immediate: true })
  void lint()
  const stop = transport.subscribe((event) => {
    if (event.type === 'caseChanged' && event.data.caseId === map.value?.case?.caseId) void load(question())
  })
  onScopeDispose(() => {
    stop()
    clearTimeout(slow)
  })

  const findings = computed(() => {
    const shown = map.value
    return shown === undefined ? undefined : allFindings.value?.filter(({ file }) => file.startsWith(`${shown.flow}/v${shown.version}/`))
  })
  return { map, error, isSlow, findings, lintError, walk, walkError, walkStartedAt, walkAll }
}
