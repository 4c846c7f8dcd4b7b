import type { AbstractB24, AjaxResult, Result } from '@bitrix24/b24jssdk'
import { codeOf } from './failureOf'

export type BatchCalls = Parameters<AbstractB24['actions']['v2']['batch']['make']>[0]['calls']

export interface BatchOutcome {
  readonly isSuccess: boolean
  /** By the name of the command, or by its place where it has none. */
  readonly answers: Readonly<Record<string, AjaxResult>>
  /** Code by command. */
  readonly errors: Readonly<Record<string, unknown>>
}

/** A batch whose answers stay what single calls answer. The SDK types them as one of three things; its options decide which. */
export async function batchThrough(sdk: AbstractB24, calls: BatchCalls, { halt = false, version = 'v2' }: { readonly halt?: boolean; readonly version?: 'v2' | 'v3' } = {}): Promise<BatchOutcome> {
  const response = (await sdk.actions[version].batch.make({ calls, options: { isHaltOnError: halt, returnAjaxResult: true } })) as Result<Readonly<Record<string, AjaxResult>>>
  const errors = Object.fromEntries(Array.from(response.errors, ([command, error]) => [command, codeOf(error)]))
  return { isSuccess: response.isSuccess, answers: { ...response.getData() }, errors }
}
