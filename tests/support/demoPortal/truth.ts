/**
 * What is wrong with whom in the demo company. Only tests read this: the portal holds records, not diagnoses, and the
 * product has to find out. Everybody who is not listed is healthy.
 */
export type Condition =
  /** Active, a confirmation code, never logged in: the invitation was not accepted. */
  | 'invitationPending'
  /** Not active, a confirmation code: an administrator has to approve. */
  | 'awaitingApproval'
  /** Not active, no code. */
  | 'dismissed'
  /** Active, no code, never logged in: registered by an administrator, no password made yet. */
  | 'neverLoggedIn'
  /** Active, no code, has logged in. */
  | 'healthy'

export interface Truth {
  readonly name: string
  readonly id: number
  readonly email: string
  readonly condition: Condition
  /** The address the person gives when asked, where it is not the one on the portal. */
  readonly types?: string
  /** Somebody else holds the same address. */
  readonly sharesAddress?: true
  /** The address is that of a role, not of a person: it will be wanted again. */
  readonly holdsRoleAddress?: true
  readonly isAdmin?: true
}

export const portalName = 'harbourpine.bitrix24.example'
export const mailDomain = 'harbourpine.example'

/** The agent who owns `webhook` and the administrator who owns `adminWebhook`. */
export const agentName = 'Noa Linden'
export const adminName = 'Ada Quill'

export const truth: readonly Truth[] = [
  { name: 'Ada Quill', id: 1, email: 'ada.quill@harbourpine.example', condition: 'healthy', isAdmin: true },
  { name: 'Noa Linden', id: 4, email: 'noa.linden@harbourpine.example', condition: 'healthy' },
  { name: 'Ben Harrow', id: 8, email: 'ben.harrow@harbourpine.example', condition: 'healthy' }, // simply types the password wrong
  { name: 'Ivo Tern', id: 12, email: 'ivo.tern@harbourpine.example', condition: 'healthy' }, // the suspect of a security block
  { name: 'Hana Lark', id: 15, email: 'hana.lark@harbourpine.example', condition: 'healthy' },
  { name: 'Gil Osprey', id: 18, email: 'gil.osprey@harbourpine.example', condition: 'healthy' },
  { name: 'Jun Pike', id: 20, email: 'jun.pike@harbourpine.example', condition: 'healthy' },
  { name: 'Kaia Wren', id: 22, email: 'kaia.wren@harbourpine.example', condition: 'healthy' },
  // reads the capital I of the written address as a small L
  { name: 'Lio Heron', id: 24, email: 'lio.heron@harbourpine.example', condition: 'healthy', types: 'llo.heron@harbourpine.example' },
  { name: 'Cleo Marsh', id: 27, email: 'cleo.marsh@harbourpine.example', condition: 'invitationPending' },
  { name: 'Mio Crane', id: 29, email: 'mio.crane@harbourpine.example', condition: 'healthy' },
  { name: 'Dara Finch', id: 31, email: 'dispatch@harbourpine.example', condition: 'dismissed', holdsRoleAddress: true },
  { name: 'Nell Swift', id: 33, email: 'nell.swift@harbourpine.example', condition: 'healthy' },
  // invited at a domain with a letter missing: the invitation went to strangers
  { name: 'Rio Stork', id: 35, email: 'rio.stork@harbourpin.example', condition: 'invitationPending', types: 'rio.stork@harbourpine.example' },
  { name: 'Pia Plover', id: 37, email: 'front.desk@harbourpine.example', condition: 'healthy', sharesAddress: true },
  { name: 'Tess Rail', id: 41, email: 'front.desk@harbourpine.example', condition: 'healthy', sharesAddress: true },
  { name: 'Uma Dipper', id: 43, email: 'uma.dipper@harbourpine.example', condition: 'awaitingApproval' },
  { name: 'Wes Grebe', id: 45, email: 'wes.grebe@harbourpine.example', condition: 'neverLoggedIn' },
  { name: 'Quin Rook', id: 47, email: 'sales@harbourpine.example', condition: 'dismissed', holdsRoleAddress: true },
  { name: 'Oda Kestrel', id: 48, email: 'oda.kestrel@freemail.example', condition: 'invitationPending' },
  // also has a Bitrix24 Network profile as elio.b@freemail.example, which this portal does not know
  { name: 'Elio Brandt', id: 50, email: 'elio.brandt@harbourpine.example', condition: 'healthy' },
  {
    name: 'Wilhelmina-Alexandrina van der Zwanenburgh-Oosterveld ten Brinkhuizen-Achterbergh',
    id: 51,
    email: 'wilhelmina.zwanenburgh@harbourpine.example',
    condition: 'healthy',
  },
]

/** "Incorrect login or password": who stands for which cause. The last one needs the fault `portal-blocked`. */
export const wrongPasswordVariants = {
  invitationPending: 'Cleo Marsh',
  awaitingApproval: 'Uma Dipper',
  dismissed: 'Dara Finch',
  neverLoggedIn: 'Wes Grebe',
  mistypedPassword: 'Ben Harrow',
  securityBlock: 'Ivo Tern',
} as const

export function truthAbout(name: string): Truth {
  const found = truth.find((one) => one.name === name)
  if (found === undefined) throw new RangeError(`the truth knows nobody called ${name}`)
  return found
}
