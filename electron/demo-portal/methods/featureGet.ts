import { isTrue, toText, upperCaseKeys } from '../php/phpValue'
import { RestError } from '../restError'
import { licenceOf } from './appInfo'
import type { RestMethod } from './restMethod'

/** Whether the plan has a feature. Any code is taken for an existing one; on-premise has no plan to ask (documented of feature.get). */
export const featureGet: RestMethod = {
  name: 'feature.get',
  scopes: [],
  run: ({ params, portal: { settings } }) => {
    const code = upperCaseKeys(params)['CODE']
    if (!isTrue(code) || toText(code) === '') throw new RestError('CODE_EMPTY')
    return { result: { value: settings.isOnPremise ? licenceOf(settings) : 'Y' } }
  },
}
