import type { RestMethod } from './restMethod'

export function mayCall(method: RestMethod, scopes: readonly string[]): boolean {
  return method.scopes.length === 0 || method.scopes.some((scope) => scopes.includes(scope))
}
