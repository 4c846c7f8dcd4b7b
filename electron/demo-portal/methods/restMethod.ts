import type { Caller } from '../caller'
import type { PhpMap, PhpValue } from '../php/phpValue'
import type { PortalState } from '../portalState'
import type { Changes } from './changes'

/** One call of one method, alone or inside a batch. */
export interface RestCall {
  readonly params: PhpMap
  /** The paging offset; -1 means "do not count" (bitrix24.md 1.5). */
  readonly start: number
  readonly caller: Caller
  /** The scopes that count now: a fault may have taken one away. */
  readonly scopes: readonly string[]
  readonly portal: PortalState
  /** The only way to change the company. */
  readonly changes: Changes
  /** The portal's own clock, which may be wrong. */
  readonly nowMs: number
  readonly methods: MethodDirectory
  /** Runs another method for the same caller; how batch works. */
  readonly callAnother: (name: string, params: PhpMap) => CallAnswer
}

export interface MethodResult {
  readonly result: PhpValue
  readonly total?: number
  readonly next?: number
}

export type SuccessAnswer = MethodResult & { readonly time: PhpMap; readonly [unknown: string]: PhpValue }
export type CallAnswer = { readonly ok: true; readonly answer: SuccessAnswer } | { readonly ok: false; readonly code: string; readonly description: string }

export interface RestMethod {
  /** In lower case: names are compared without it. */
  readonly name: string
  /** Any one of them is enough; none means the basic scope, open to every webhook. */
  readonly scopes: readonly string[]
  /** Changes the company, through `call.changes` alone. */
  readonly writes?: true
  /** An action of a controller: callable, but in no list of methods (bitrix24.md 2.6, 2.13). */
  readonly isController?: true
  readonly run: (call: RestCall) => MethodResult
}

export interface MethodDirectory {
  readonly all: readonly RestMethod[]
  find(name: string): RestMethod | undefined
}
