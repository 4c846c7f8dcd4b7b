import { furtherTruth } from './furtherTruth'
import { messages } from './messages'
import type { ProblemId, Truth } from './truthTypes'

export { mailDomain, portalName, problemIds, situations, usualPeople } from './truthTypes'
export type { Answers, Condition, ProblemId, Situation, Truth, Unseen } from './truthTypes'

/** The agent who owns `webhook` and the administrator who owns `adminWebhook`. */
export const agentName = 'Noa Linden'
export const adminName = 'Ada Quill'

/**
 * What is wrong with whom in the demo company. Only tests read this: the portal holds records, not diagnoses, and the
 * product has to find out. These people are in every company; `furtherTruth` are those of a company of 100 and more, and
 * `generatedTruth.ts` tells about the people without a part of their own.
 */
export const truth: readonly Truth[] = [
  {
    name: 'Ada Quill', id: 1, email: 'ada.quill@harbourpine.example', condition: 'healthy', isAdmin: true,
    problems: ['lost-phone'], situations: ['onlyAdministrator', 'lostPhone'], unseen: { secondStep: 'phoneLost', recoveryCodes: 'none' },
    message: messages.lostPhone('ada.quill@harbourpine.example'), answers: { 'otp.trouble': 'lostPhone', 'otp.recoveryCodes': 'no', 'otp.otherWay': 'none', 'admin.onlyOne': 'yes' },
  },
  { name: 'Noa Linden', id: 4, email: 'noa.linden@harbourpine.example', condition: 'healthy', problems: [], situations: [] },
  {
    name: 'Ben Harrow', id: 8, email: 'ben.harrow@harbourpine.example', condition: 'healthy', problems: ['wrong-password'], situations: ['typesPasswordWrong'],
    message: messages.wrongPassword('ben.harrow@harbourpine.example'), answers: { 'login.way': 'password', 'login.typing': 'wasIt', 'login.everWorked': 'yes', 'login.rightPage': 'yes' },
  },
  {
    name: 'Ivo Tern', id: 12, email: 'ivo.tern@harbourpine.example', condition: 'healthy', problems: ['wrong-password'], situations: ['securityBlock'], // needs the fault portal-blocked
    message: messages.wrongPassword('ivo.tern@harbourpine.example'), answers: { 'login.way': 'password', 'login.typing': 'checked', 'recovery.state': 'newPasswordRefused', 'login.everWorked': 'yes' },
  },
  {
    name: 'Hana Lark', id: 15, email: 'hana.lark@harbourpine.example', condition: 'healthy', problems: ['wrong-network-user'], situations: ['otherBrowserProfile'],
    unseen: { otherProfile: 'hana.l@freemail.example' }, message: messages.wrongNetworkUser('Hana Lark', 'hana.l@freemail.example'),
    answers: { 'network.shownAddress': 'hana.l@freemail.example', 'network.isOwnProfile': 'yes', 'login.rightPage': 'yes', 'network.portals': 'none' },
  },
  {
    name: 'Gil Osprey', id: 18, email: 'gil.osprey@harbourpine.example', condition: 'healthy', problems: ['mail-not-delivered', 'wrong-password'], situations: ['mailNeverArrives'],
    unseen: { mail: 'refusedByGateway' }, message: messages.noRecoveryMail('gil.osprey@harbourpine.example'),
    answers: { 'mail.kind': 'recovery', 'mail.spamChecked': 'yes', 'mail.ownDomain': 'yes', 'mail.othersGetIt': 'no', 'recovery.state': 'noMail' },
  },
  // was invited at a mistyped address once; that is mended
  { name: 'Jun Pike', id: 20, email: 'jun.pike@harbourpine.example', condition: 'healthy', problems: [], situations: [] },
  {
    name: 'Kaia Wren', id: 22, email: 'kaia.wren@harbourpine.example', condition: 'healthy', problems: ['social-link-conflict'], situations: ['socialLinkedTwice'],
    unseen: { social: ['google'], otherProfile: 'kaia.w@freemail.example' }, message: messages.cannotUseSocial('Google'),
    answers: { 'social.trouble': 'otherProfile', 'social.provider': 'google', 'social.everWorked': 'yes', 'social.rightAccount': 'yes', 'network.hasOtherProfile': 'yes', 'login.way': 'social' },
  },
  {
    // reads the capital I of the written address as a small L
    name: 'Lio Heron', id: 24, email: 'lio.heron@harbourpine.example', condition: 'healthy', types: 'llo.heron@harbourpine.example', problems: ['wrong-password'], situations: ['misreadAddress'],
    message: messages.wrongPassword('llo.heron@harbourpine.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes' },
  },
  {
    name: 'Cleo Marsh', id: 27, email: 'cleo.marsh@harbourpine.example', condition: 'invitationPending', problems: ['mail-not-delivered', 'wrong-password'], situations: ['neverConfirmed', 'mailNeverArrives'],
    unseen: { mail: 'inSpam', hasPassword: false }, message: messages.wrongPassword('cleo.marsh@harbourpine.example'),
    answers: { 'login.everWorked': 'no', 'mail.kind': 'invitation', 'mail.spamChecked': 'no', 'invite.sentBy': 'bitrix24' },
  },
  {
    name: 'Mio Crane', id: 29, email: 'mio.crane@harbourpine.example', condition: 'healthy', problems: ['email-taken-on-invite'], situations: ['inviteTaken'],
    message: messages.inviteTaken('mio.crane@harbourpine.example'), answers: { 'invite.address': 'mio.crane@harbourpine.example', 'invite.isSamePerson': 'no' },
  },
  {
    name: 'Dara Finch', id: 31, email: 'dispatch@harbourpine.example', condition: 'dismissed', holdsRoleAddress: true, problems: ['reuse-dismissed-email', 'email-taken-on-invite'], situations: ['wasDismissed', 'roleMailboxOfDismissed'],
    message: messages.reuseAddress('dispatch@harbourpine.example'), answers: { 'reuse.isLogin': 'unsure', 'reuse.ownerCanLogIn': 'no', 'reuse.mailboxReadable': 'yes', 'invite.isSamePerson': 'no' },
  },
  {
    name: 'Nell Swift', id: 33, email: 'nell.swift@harbourpine.example', condition: 'healthy', problems: ['delete-account'], situations: ['wantsDeletion'],
    message: messages.deleteAccount('nell.swift@harbourpine.example'), answers: { 'deletion.goal': 'profile', 'account.portals': 'one', 'account.isAdminSomewhere': 'no', 'admin.onlyOne': 'no' },
  },
  {
    // invited at a domain with a letter missing: there is none of that name
    name: 'Rio Stork', id: 35, email: 'rio.stork@harbourpin.example', condition: 'invitationPending', types: 'rio.stork@harbourpine.example', problems: ['mistyped-email'], situations: ['mistypedDomain', 'neverConfirmed'],
    unseen: { mail: 'noSuchDomain', hasPassword: false }, message: messages.mistyped('rio.stork@harbourpin.example'), answers: { 'address.intended': 'rio.stork@harbourpine.example', 'login.everWorked': 'no' },
  },
  {
    name: 'Pia Plover', id: 37, email: 'front.desk@harbourpine.example', condition: 'healthy', sharesAddress: true, problems: ['wrong-password', 'email-taken-on-invite'], situations: ['addressShared'],
    unseen: { login: 'pia.plover@harbourpine.example' }, message: messages.wrongPassword('front.desk@harbourpine.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes' },
  },
  {
    name: 'Tess Rail', id: 41, email: 'front.desk@harbourpine.example', condition: 'healthy', sharesAddress: true, problems: ['wrong-password', 'email-taken-on-invite'], situations: ['addressShared'],
    unseen: { login: 'tess.rail@harbourpine.example' }, message: messages.wrongPassword('front.desk@harbourpine.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes' },
  },
  {
    name: 'Uma Dipper', id: 43, email: 'uma.dipper@harbourpine.example', condition: 'awaitingApproval', problems: ['wrong-password'], situations: ['waitsForApproval'],
    message: messages.wrongPassword('uma.dipper@harbourpine.example'), answers: { 'login.everWorked': 'no' },
  },
  {
    name: 'Wes Grebe', id: 45, email: 'wes.grebe@harbourpine.example', condition: 'neverLoggedIn', problems: ['wrong-password'], situations: ['noPasswordYet'],
    unseen: { hasPassword: false }, message: messages.wrongPassword('wes.grebe@harbourpine.example'), answers: { 'login.everWorked': 'no', 'login.way': 'unsure' },
  },
  {
    name: 'Quin Rook', id: 47, email: 'sales@harbourpine.example', condition: 'dismissed', holdsRoleAddress: true, problems: ['reuse-dismissed-email'], situations: ['wasDismissed', 'roleMailboxOfDismissed'],
    unseen: { login: 'quin.rook@freemail.example' }, message: messages.reuseAddress('sales@harbourpine.example'), answers: { 'reuse.isLogin': 'no', 'reuse.ownerCanLogIn': 'no', 'reuse.mailboxReadable': 'yes' },
  },
  {
    name: 'Oda Kestrel', id: 48, email: 'oda.kestrel@freemail.example', condition: 'invitationPending', problems: ['mail-not-delivered'], situations: ['neverConfirmed', 'mailNeverArrives'],
    unseen: { mail: 'inSpam', hasPassword: false }, message: messages.noInvitation('oda.kestrel@freemail.example'), answers: { 'mail.kind': 'invitation', 'mail.spamChecked': 'no', 'mail.ownDomain': 'no', 'invite.sentBy': 'unsure' },
  },
  {
    // also has a Bitrix24 Network profile as elio.b@freemail.example, which this portal does not know
    name: 'Elio Brandt', id: 50, email: 'elio.brandt@harbourpine.example', condition: 'healthy', problems: ['wrong-network-user'], situations: ['otherNetworkProfile'],
    unseen: { otherProfile: 'elio.b@freemail.example' }, message: messages.wrongNetworkUser('Elio Brandt', 'elio.b@freemail.example'),
    answers: { 'network.shownAddress': 'elio.b@freemail.example', 'network.isOwnProfile': 'yes', 'login.rightPage': 'yes', 'network.portals': 'several' },
  },
  {
    name: 'Wilhelmina-Alexandrina van der Zwanenburgh-Oosterveld ten Brinkhuizen-Achterbergh', id: 51, email: 'wilhelmina.zwanenburgh@harbourpine.example', condition: 'healthy',
    problems: ['social-login-change'], situations: ['longName', 'generatedLogin'], unseen: { social: ['microsoft'], hasPassword: false }, message: messages.changeSocialLogin,
    answers: { 'login.way': 'social', 'social.provider': 'microsoft', 'profile.opens': 'yes', 'profile.wantedAddress': 'wilhelmina.zwanenburgh@harbourpine.example', 'profile.holderHere': 'own' },
  },
]

/** All named people of a company of 100 or more. */
export const everyTruth: readonly Truth[] = [...truth, ...furtherTruth]

/** "Incorrect login or password": who stands for which cause. The last one needs the fault `portal-blocked`. */
export const wrongPasswordVariants = {
  invitationPending: 'Cleo Marsh',
  awaitingApproval: 'Uma Dipper',
  dismissed: 'Dara Finch',
  neverLoggedIn: 'Wes Grebe',
  mistypedPassword: 'Ben Harrow',
  securityBlock: 'Ivo Tern',
} as const

/** Where two have one name, the first of them; `truthWithId` tells them apart. */
export function truthAbout(name: string): Truth {
  const found = everyTruth.find((one) => one.name === name)
  if (found === undefined) throw new RangeError(`the truth knows nobody called ${name}`)
  return found
}

export function truthWithId(id: number): Truth {
  const found = everyTruth.find((one) => one.id === id)
  if (found === undefined) throw new RangeError(`the truth knows nobody with the id ${id}`)
  return found
}

export function truthWithProblem(problem: ProblemId): readonly Truth[] {
  return everyTruth.filter(({ problems }) => problems.includes(problem))
}
