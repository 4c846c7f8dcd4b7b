import { describe, expect, it } from 'vitest'
import { everyScene, provable } from '../../support/fixes/fixScenes'
import { assertHonest, last, runUnder } from '../../support/fixes/runUnder'

describe('a connection that breaks while it is sent', () => {
  describe.each(['reset', 'reset-midway', '500', 'truncated', 'portal-blocked'])('%s', (fault) => {
    it.each(everyScene)('$fix', async (scene) => {
      await assertHonest(scene, await runUnder(scene, fault, 'sending'))
    })
  })
})

describe('a refusal that the record contradicts', () => {
  it.each(provable.filter(({ method }) => method === 'user.update'))('of $fix: what is seen counts', async (scene) => {
    const ended = await runUnder(scene, 'result-holds-error', 'sendingOnly')
    expect(last(ended.view)).toMatchObject({ stage: 'verified' })
    await assertHonest(scene, ended)
  })
})
