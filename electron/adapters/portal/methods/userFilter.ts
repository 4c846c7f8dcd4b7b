import type { PhpParams } from '../phpQuery'

/**
 * Every filter key this app sends. The portal drops a key it does not know and then answers with every user there is
 * (bitrix24.md §0.3), so a key that is not in this list must not compile.
 */
export type UserFilter =
  | { readonly '=EMAIL': string }
  | { readonly ID: string }
  | { readonly FIND: string }
  /** Contains; what comes back is compared again (rowsWithAddress.ts). */
  | { readonly '%EMAIL': string }
  /** Several spellings of one number: a list means any of them (bitrix24.md §1.8). */
  | { readonly '=PERSONAL_MOBILE': readonly string[] }
  | { readonly '>ID': string }
  /** Undocumented; the value must be the string "0" (bitrix24.md §2.2). Has a code = invitation pending. */
  | { readonly '=EMAIL': string; readonly '!CONFIRM_CODE': '0' }
  | { readonly '=EMAIL': string; readonly CONFIRM_CODE: '0' }

/** Nothing more than the checks read leaves the portal. */
export const userFields = ['ID', 'ACTIVE', 'NAME', 'LAST_NAME', 'EMAIL', 'LAST_LOGIN', 'DATE_REGISTER', 'USER_TYPE', 'UF_DEPARTMENT'] as const

/** ADMIN_MODE also shows whom departments and groups hide, where the caller may see them (bitrix24.md §2.1). */
export function userQuery(filter: UserFilter): PhpParams {
  const select = '=PERSONAL_MOBILE' in filter ? [...userFields, 'PERSONAL_MOBILE'] : userFields
  return { FILTER: filter, ADMIN_MODE: true, select }
}

/** Who comes after that id. `start`: -1 is a page without a count (bitrix24.md §1.5). */
export function everyoneQuery(afterId: string, start: 0 | -1): PhpParams {
  return { ...userQuery({ '>ID': afterId }), sort: 'ID', order: 'ASC', start }
}
