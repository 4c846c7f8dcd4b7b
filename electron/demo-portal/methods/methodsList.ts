import { isTrue, toText, upperCaseKeys } from '../php/phpValue'
import { mayCall } from './mayCall'
import type { RestMethod } from './restMethod'

/** Names of methods: of one scope, of all, or of those the webhook may call (bitrix24.md 2.6; deprecated, still served). */
export const methodsList: RestMethod = {
  name: 'methods',
  scopes: [],
  run: ({ params, methods, scopes }) => {
    const { SCOPE: asked, FULL: full } = upperCaseKeys(params)
    const fits = (method: RestMethod): boolean => {
      if (asked !== undefined) return toText(asked) === '' ? method.scopes.length === 0 : method.scopes.includes(toText(asked))
      return isTrue(full) || mayCall(method, scopes)
    }
    return { result: methods.all.filter((method) => method.isController !== true && fits(method)).map(({ name }) => name) }
  },
}
