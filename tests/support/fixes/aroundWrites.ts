import type { PortalApi, Ports } from '../../../electron/core/ports'

export interface AroundWrites {
  /** Just before a request that changes something goes to the client. */
  readonly before?: () => void | Promise<void>
  /** When the client has its answer, or has given up. */
  readonly after?: () => void | Promise<void>
}

/** The same ports, with something done around every write of the portal. */
export function aroundWrites(ports: Ports, { before, after }: AroundWrites): Ports {
  const around = <A extends readonly unknown[], R>(write: (...words: A) => Promise<R>) => async (...words: A): Promise<R> => {
    await before?.()
    try {
      return await write(...words)
    } finally {
      await after?.()
    }
  }
  const watched = (api: PortalApi): PortalApi => ({
    ...api,
    addUser: around(api.addUser.bind(api)),
    updateUser: around(api.updateUser.bind(api)),
    notify: around(api.notify.bind(api)),
    invitations: { ...api.invitations, inviteAgain: around(api.invitations.inviteAgain.bind(api.invitations)), inviteAgainAt: around(api.invitations.inviteAgainAt.bind(api.invitations)) },
  })
  return { ...ports, portal: { ...ports.portal, connect: (webhook, options) => watched(ports.portal.connect(webhook, options)) } }
}
