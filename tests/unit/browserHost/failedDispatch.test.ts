import { AppFailure } from '@shared/contract/appError'
import { methodNames } from '@shared/contract/methods'
import { expect, it } from 'vitest'
import { createFailedDispatch } from '../../../electron/rpc/failedDispatch'

const error = new AppFailure('databaseFromFuture', { details: { version: 99 } }).toAppError()

it('answers every method with the reason that kept the app from starting', async () => {
  const dispatch = createFailedDispatch(error, () => undefined)
  for (const name of methodNames.filter((one) => one !== 'app.quit')) expect(await dispatch(name, {})).toEqual({ ok: false, error })
})

it('still quits, and only when asked rightly', async () => {
  let quits = 0
  const dispatch = createFailedDispatch(error, () => void (quits += 1))
  expect(await dispatch('app.quit', { force: true })).toMatchObject({ ok: false, error: { code: 'badRequest' } })
  expect(quits).toBe(0)
  expect(await dispatch('app.quit', {})).toEqual({ ok: true, value: {} })
  expect(quits).toBe(1)
})

it.each(['constructor', '__proto__', 'toString', 'app.unknown', '', undefined, 7, {}])('knows no method %j', async (name) => {
  expect(await createFailedDispatch(error, () => undefined)(name, {})).toMatchObject({ ok: false, error: { code: 'unknownMethod' } })
})
