import { judged, type FixRunner } from './fixRunner'

/** To the first administrator on the company card who has one active account here. */
export const notifyAdmin: FixRunner = {
  async prepare({ api, signal, scopes, administrators, message }) {
    if (!scopes.includes('im')) return { refusal: 'needsScope' }
    for (const { address } of administrators) {
      if (address === undefined) continue
      const found = await api.usersByAddress(address, { signal })
      const [user] = found
      if (user === undefined || found.length > 1 || user.active !== true) continue
      return {
        account: { id: user.id, address, ...(user.name === '' ? {} : { name: user.name }) },
        rows: [{ label: 'recipient', after: user.name === '' ? address : user.name }, { label: 'message', after: message }],
        notes: ['cannotBeSeen'],
        before: { 'recipient.id': user.id, ...(user.name === '' ? {} : { 'recipient.name': user.name }), 'recipient.address': address },
        wanted: {},
        subjects: [],
        send: async (options) => {
          // SECURITY: the portal reads [URL=…] and the like; a name out of a pasted text must not become a link there
          await api.notify(user.id, message.replaceAll('[', '(').replaceAll(']', ')'), options)
          return 'portal'
        },
      }
    }
    return { refusal: 'noAdministrator' }
  },
  judge: () => judged('unknown', 'cannotBeSeen'),
}
