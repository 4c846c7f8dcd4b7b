import { isList, toText, upperCaseKeys } from '../php/phpValue'
import { fromEntries } from '../php/phpValue'
import { describeAccessCode } from './accessCodes'
import type { RestMethod } from './restMethod'

/** Names for access codes: a map of those that exist, `[]` when none does, `false` when no list was sent (bitrix24.md 2.5). */
export const accessName: RestMethod = {
  name: 'access.name',
  scopes: [],
  run: ({ params, portal }) => {
    const codes = upperCaseKeys(params)['ACCESS']
    if (!isList(codes) || codes.length === 0) return { result: false }
    return {
      result: fromEntries(
        codes.map(toText).flatMap((code) => {
          const described = describeAccessCode(code, portal)
          return described === undefined ? [] : [[code, described] as const]
        }),
      ),
    }
  },
}
