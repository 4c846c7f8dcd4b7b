import { expect } from 'vitest'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'

export interface Rest3Reply<Result = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: {
    readonly result: Result
    readonly time?: Readonly<Record<string, unknown>>
    readonly error?: { readonly code: string; readonly message: string; readonly validation?: readonly { readonly field: string; readonly message: string }[] }
  }
}

/** The same webhook at the address of REST 3.0. */
export function rest3Address(webhook: string): string {
  return webhook.replace('/rest/', '/rest/api/')
}

/** POSTs JSON to REST 3.0 by a webhook. */
export async function callRest3<Result = unknown>(webhook: string, method: string, params: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Rest3Reply<Result>> {
  return readRest3(await fetch(`${rest3Address(webhook)}${method}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(params) }))
}

/** The token stands in the JSON body. */
export async function callRest3AsApp<Result = unknown>(portal: DemoPortal, auth: string, method: string, params: object = {}): Promise<Rest3Reply<Result>> {
  return callRest3<Result>(`${portal.url}/rest/`, method, { ...params, auth })
}

export async function readRest3<Result = unknown>(response: Response): Promise<Rest3Reply<Result>> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Rest3Reply<Result>['body'] }
}

/** Status and code of a refused call, without the beginning that all codes share; a refusal has nothing else. */
export function refusalOf({ status, body }: Rest3Reply): readonly [status: number, code: string | undefined] {
  expect(Object.keys(body)).toEqual(['error'])
  expect(body.error?.message).not.toBe('')
  return [status, body.error?.code.replace('BITRIX_REST_V3_EXCEPTION_', '')]
}
