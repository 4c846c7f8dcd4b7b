import type { AbstractB24 } from '@bitrix24/b24jssdk'
import { clientsOf } from './openSdk'

/**
 * Refusals reach the SDK only when so many have come. It shares one refresh among those that learn of an expired token
 * while the refresh runs; one that learns of it later begins another, so the order of arrival must not be left to chance.
 */
export function gatherRefusals(sdk: AbstractB24, count: number): void {
  let missing = count
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  for (const client of clientsOf(sdk)) {
    client.interceptors.response.use(undefined, async (error: unknown) => {
      missing -= 1
      if (missing <= 0) open()
      await gate
      throw error
    })
  }
}
