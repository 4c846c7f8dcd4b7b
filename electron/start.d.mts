/** Types of the decisions in start.mjs, for the tests. */
export interface StartWorld {
  readonly words: readonly string[]
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isRoot: boolean
  readonly hasRuntime: boolean
  readonly lastFailure: number | undefined
  readonly now: number
}
export interface ChildEnd {
  readonly code: number | null
  readonly signal: string | null
}
export function majorOf(version: string): number
export function chooseNode(world: { version: string; execPath: string; root: string; platform: string; arch: string; exists: (path: string) => boolean }): string | undefined
export function chooseHost(world: StartWorld): { host: 'cli' | 'browser' | 'electron' | 'fetch'; because?: 'noDisplay' | 'rootNeedsNoSandbox' | 'runtimeMissing' }
export function findRuntime(world: { root: string; platform: string; env: StartWorld['env']; exists: (path: string) => boolean; read: (path: string) => string }): string | undefined
export function wordsFor(words: readonly string[], options: { host: 'cli' | 'browser' | 'electron'; standing: string }): string[]
export function diedOfItsRuntime(end: ChildEnd & { readonly ranMs: number; readonly failedToSpawn: boolean }): boolean
export function exitCodeOf(end: ChildEnd): number
export function failureFile(world: { platform: string; env: StartWorld['env']; home: string }): string
export function needsBuild(root: string): boolean
