/** On whose behalf a call runs, whichever door it came in by: a webhook's address or an application's token (bitrix24.md 1.2). */
export interface Caller {
  readonly userId: number
  readonly kind: 'webhook' | 'app'
  readonly scopes: readonly string[]
}
