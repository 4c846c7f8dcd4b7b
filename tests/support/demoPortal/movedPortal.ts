import { connect, createServer, type AddressInfo } from 'node:net'
import { startDemoPortal, type DemoPortal } from '../../../electron/demo-portal/startDemoPortal'

export interface MovedPortal {
  readonly portal: DemoPortal
  /** From now on the portal answers at a new host and sends everybody there. */
  move(): string
  stop(): Promise<void>
}

/** A portal that can be renamed: its new name is another port on loopback, behind which the same portal answers. */
export async function movedPortal(): Promise<MovedPortal> {
  const portal = await startDemoPortal()
  const door = createServer((socket) => {
    const behind = connect(Number(new URL(portal.url).port), '127.0.0.1')
    for (const [one, other] of [[socket, behind], [behind, socket]] as const) {
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(door.address() as AddressInfo).port}`
  return {
    portal,
    move() {
      portal.setFault(`renamed=http://${host}`)
      return host
    },
    async stop() {
      await portal.stop()
      await new Promise<void>((resolve) => door.close(() => resolve()))
    },
  }
}
