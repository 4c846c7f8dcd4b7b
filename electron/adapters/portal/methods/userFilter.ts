/**
 * Every filter key this app sends. The portal drops a key it does not know and then answers with every user there is
 * (bitrix24.md §0.3), so a key that is not in this list must not compile.
 */
export type UserFilter =
  | { readonly '=EMAIL': string }
  | { readonly ID: string }
  | { readonly FIND: string }
  /** Undocumented; the value must be the string "0" (bitrix24.md §2.2). Has a code = invitation pending. */
  | { readonly '=EMAIL': string; readonly '!CONFIRM_CODE': '0' }
  | { readonly '=EMAIL': string; readonly CONFIRM_CODE: '0' }

/** Nothing more than the checks read leaves the portal. */
export const userFields = ['ID', 'ACTIVE', 'NAME', 'LAST_NAME', 'EMAIL', 'LAST_LOGIN', 'DATE_REGISTER', 'USER_TYPE', 'UF_DEPARTMENT'] as const

/** ADMIN_MODE also shows whom departments and groups hide, where the caller may see them (bitrix24.md §2.1). */
export function userQuery(filter: UserFilter): Readonly<Record<string, unknown>> {
  return { FILTER: filter, ADMIN_MODE: true, select: userFields }
}
