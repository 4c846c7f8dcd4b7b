import type { PhpMap } from '../php/phpValue'

const prefix = 'BITRIX_REST_V3_EXCEPTION_'

/** Codes of REST 3.0, without what they all begin with, and their statuses (bitrix24.md 1.4). */
const statuses = {
  ACCESSDENIEDEXCEPTION: 403,
  ENTITYNOTFOUNDEXCEPTION: 400,
  IDEMPOTENCYKEYREUSEDEXCEPTION: 422,
  INSUFFICIENTSCOPEEXCEPTION: 403,
  INVALIDFILTEREXCEPTION: 400,
  INVALIDIDEMPOTENCYKEYEXCEPTION: 400,
  INVALIDJSONEXCEPTION: 400,
  INVALIDPAGINATIONEXCEPTION: 400,
  INVALIDSELECTEXCEPTION: 400,
  METHODNOTFOUNDEXCEPTION: 404,
  // documented nowhere: the official SDK's tests name it, with this status and envelope; never measured on a portal
  RATELIMITEXCEPTION: 429,
  UNKNOWNDTOPROPERTYEXCEPTION: 400,
  UNKNOWNFILTEROPERATOREXCEPTION: 400,
  VALIDATION_DTOVALIDATIONEXCEPTION: 400,
  VALIDATION_REQUESTVALIDATIONEXCEPTION: 400,
} as const

/** The one code with another beginning. */
const fieldNotFound = 'BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION'

export type Rest3ErrorCode = keyof typeof statuses | 'FIELDNOTFOUND'

export interface InvalidField {
  readonly field: string
  readonly message: string
}

export class Rest3Error extends Error {
  readonly status: number

  constructor(
    readonly code: Rest3ErrorCode,
    private readonly text: string,
    private readonly validation: readonly InvalidField[] = [],
  ) {
    super(code)
    this.status = code === 'FIELDNOTFOUND' ? 400 : statuses[code]
  }

  toAnswer(): PhpMap {
    const code = this.code === 'FIELDNOTFOUND' ? fieldNotFound : `${prefix}${this.code}`
    const validation = this.validation.map(({ field, message }) => ({ field, message }))
    return { error: { code, message: this.text, ...(validation.length === 0 ? {} : { validation }) } }
  }
}

export function invalidRequest(field: string, message: string): Rest3Error {
  return new Rest3Error('VALIDATION_REQUESTVALIDATIONEXCEPTION', 'Error during request object validation', [{ field, message }])
}

export function missingField(field: string): Rest3Error {
  return invalidRequest(field, `Required field \`${field}\` is not specified`)
}
