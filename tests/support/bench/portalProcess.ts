import { startDemoPortal } from '../../../electron/demo-portal/startDemoPortal'

/**
 * The demo portal alone. Its clock is put forward between two passes, so that each pass meets an empty bucket without
 * anybody waiting for it to leak away.
 */
const [people = '100'] = process.argv.slice(2)
const restMs = 10 * 60_000
let aheadMs = 0
const portal = await startDemoPortal({ people: Number(people), limits: 'standard', now: () => Date.now() + aheadMs })
process.on('message', () => {
  aheadMs += restMs
  process.send?.('rested')
})
process.on('disconnect', () => {
  portal.stop().then(() => process.exit(0), () => process.exit(1))
})
process.send?.(portal.webhook)
