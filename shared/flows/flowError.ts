/** What is wrong with the flow itself, never with the case: the linter finds each of these before a flow ships. */
export type FlowErrorCode = 'ringWithoutLimit' | 'unknownFlow' | 'unknownTarget' | 'unknownName' | 'noWayOn' | 'callTooDeep'

export class FlowError extends Error {
  override readonly name = 'FlowError'
  readonly code: FlowErrorCode

  constructor(code: FlowErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
