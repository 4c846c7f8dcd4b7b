import { messages } from './messages'
import type { Truth } from './truthTypes'

/** The named people from id 66 up; they work in companies of 100 and more. */
export const furtherTruth: readonly Truth[] = [
  {
    // dismissed a year and a half ago, hired again three days ago: nobody remembers the old password
    name: 'Orla Teal', id: 66, email: 'orla.teal@harbourpine.example', condition: 'healthy', problems: ['wrong-password'], situations: ['hiredAgain', 'longAway'],
    message: messages.wrongPassword('orla.teal@harbourpine.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes', 'login.typing': 'checked', 'recovery.state': 'notTried' },
  },
  {
    name: 'Sven Dunlin', id: 67, email: 'sven.dunlin@freemail.example', condition: 'healthy', problems: ['social-login-change', 'wrong-password'], situations: ['socialOnly', 'generatedLogin'],
    unseen: { login: 'google_1187362', social: ['google'], hasPassword: false }, message: messages.changeSocialLogin,
    answers: { 'login.way': 'social', 'social.provider': 'google', 'social.rightAccount': 'yes', 'profile.opens': 'yes', 'profile.wantedAddress': 'sven.dunlin@freemail.example', 'profile.holderHere': 'own' },
  },
  {
    name: 'Ravi Avocet', id: 68, email: 'ravi.avocet@harbourpine.example', condition: 'healthy', types: 'ravi.avocet@freemail.example', problems: ['wrong-password'], situations: ['contactIsNotLogin'],
    unseen: { login: 'ravi.avocet@freemail.example' }, message: messages.wrongPassword('ravi.avocet@freemail.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes', 'login.typing': 'checked', 'recovery.state': 'notTried' },
  },
  {
    name: 'Inga Skua', id: 69, email: 'inga.skua@nordic.harbourpine.example', condition: 'healthy', problems: ['wrong-network-user'], situations: ['severalPortals'],
    unseen: { otherPortals: ['nordicboats.bitrix24.example'], otherProfile: 'inga.skua@nordicboats.example' }, message: messages.wrongNetworkUser('Inga Skua', 'inga.skua@nordicboats.example'),
    answers: { 'network.shownAddress': 'inga.skua@nordicboats.example', 'network.isOwnProfile': 'yes', 'network.portals': 'several', 'login.rightPage': 'unsure' },
  },
  {
    // an old profile, made by a click on a social button, holds the address
    name: 'Zora Martin', id: 70, email: 'zora.martin@harbourpine.example', condition: 'healthy', problems: ['email-taken-on-login-change'], situations: ['loginTaken', 'otherNetworkProfile'],
    unseen: { login: 'zora.m@freemail.example', otherProfile: 'zora.martin@harbourpine.example' }, message: messages.loginTaken('zora.martin@harbourpine.example'),
    answers: { 'profile.wantedAddress': 'zora.martin@harbourpine.example', 'profile.holderHere': 'own', 'profile.canOpenOther': 'yes', 'profile.spareAddress': 'yes' },
  },
  {
    name: 'Milo Bunting', id: 71, email: '', condition: 'healthy', problems: ['wrong-password'], situations: ['noAddress', 'phoneLogin'],
    unseen: { login: '+44 7700 900171' }, message: 'Incorrect login or password. I log in with my phone number', answers: { 'login.kind': 'phone', 'login.way': 'password', 'login.everWorked': 'yes' },
  },
  {
    name: 'Petra Godwit', id: 72, email: 'petra.godwit@harbourpine.example', condition: 'healthy', problems: ['lost-phone'], situations: ['lostPhone'],
    unseen: { secondStep: 'phoneLost', recoveryCodes: 'none' }, message: messages.lostPhone('petra.godwit@harbourpine.example'), answers: { 'otp.trouble': 'lostPhone', 'otp.recoveryCodes': 'no', 'otp.otherWay': 'none', 'admin.onlyOne': 'no' },
  },
  {
    name: 'Tarek Ibis', id: 73, email: 'tarek.ibis@harbourpine.example', condition: 'healthy', problems: ['wrong-password', 'lost-phone'], situations: ['lostPhone', 'recoveryCodesSaved'],
    unseen: { secondStep: 'phoneLost', recoveryCodes: 'saved' }, message: messages.wrongPassword('tarek.ibis@harbourpine.example'),
    answers: { 'login.way': 'password', 'login.typing': 'checked', 'recovery.state': 'notTried', 'otp.recoveryCodes': 'yes', 'admin.onlyOne': 'no' },
  },
  {
    // left; the person came back as number 75 instead of being hired again
    name: 'Ines Curlew', id: 74, email: 'ines.curlew@harbourpine.example', condition: 'dismissed', problems: ['reuse-dismissed-email'], situations: ['wasDismissed', 'sameNameTwice'],
    message: messages.reuseAddress('ines.curlew@harbourpine.example'), answers: { 'reuse.isLogin': 'yes', 'reuse.ownerCanLogIn': 'yes', 'invite.isSamePerson': 'yes' },
  },
  {
    name: 'Ines Curlew', id: 75, email: 'ines.curlew2@harbourpine.example', condition: 'healthy', types: 'ines.curlew@harbourpine.example', problems: ['wrong-network-user', 'reuse-dismissed-email'], situations: ['sameNameTwice', 'otherNetworkProfile'],
    unseen: { otherProfile: 'ines.curlew@harbourpine.example' }, message: messages.wrongNetworkUser('Ines Curlew', 'ines.curlew@harbourpine.example'),
    answers: { 'network.shownAddress': 'ines.curlew@harbourpine.example', 'network.isOwnProfile': 'yes', 'login.rightPage': 'yes' },
  },
  { name: 'Anna Siskin', id: 76, email: 'anna.siskin@harbourpine.example', condition: 'healthy', problems: [], situations: ['nearMissName'] },
  {
    // on the phone she is taken for her colleague Anna
    name: 'Anne Siskin', id: 77, email: 'anne.siskin@harbourpine.example', condition: 'invitationPending', problems: ['wrong-password', 'mail-not-delivered'], situations: ['nearMissName', 'neverConfirmed'],
    unseen: { hasPassword: false }, message: messages.wrongPassword('anne.siskin@harbourpine.example'), answers: { 'login.everWorked': 'no', 'mail.kind': 'invitation', 'mail.spamChecked': 'yes' },
  },
  {
    // the last letter of the first name is Cyrillic on the portal
    name: 'Vera Pipit', id: 79, email: 'ver\u0430.pipit@harbourpine.example', condition: 'invitationPending', types: 'vera.pipit@harbourpine.example', problems: ['mistyped-email'], situations: ['lookalikeLetters', 'neverConfirmed'],
    unseen: { mail: 'noSuchMailbox', hasPassword: false }, message: messages.mistyped('ver\u0430.pipit@harbourpine.example'), answers: { 'address.intended': 'vera.pipit@harbourpine.example', 'login.everWorked': 'no' },
  },
  {
    name: 'Otto Smew', id: 80, email: 'otto.smew+bitrix@freemail.example', condition: 'healthy', types: 'otto.smew@freemail.example', problems: ['wrong-password'], situations: ['plusTag'],
    message: messages.wrongPassword('otto.smew@freemail.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes', 'login.typing': 'checked', 'recovery.state': 'noMail' },
  },
  {
    // the domain says that it takes no mail
    name: 'Bram Gadwall', id: 81, email: 'bram.gadwall@nomail.example', condition: 'invitationPending', problems: ['mail-not-delivered'], situations: ['neverConfirmed', 'mailNeverArrives'],
    unseen: { mail: 'nullMx', hasPassword: false }, message: messages.noInvitation('bram.gadwall@nomail.example'), answers: { 'mail.kind': 'invitation', 'mail.spamChecked': 'yes', 'mail.ownDomain': 'yes', 'mail.othersGetIt': 'no' },
  },
  {
    name: 'Mia Knot', id: 82, email: 'mia.knot@harborpine.example', condition: 'awaitingApproval', types: 'mia.knot@harbourpine.example', problems: ['mistyped-email', 'wrong-password'], situations: ['waitsForApproval', 'mistypedDomain'],
    unseen: { mail: 'noSuchDomain' }, message: messages.mistyped('mia.knot@harborpine.example'), answers: { 'address.intended': 'mia.knot@harbourpine.example', 'login.everWorked': 'no' },
  },
  {
    // registered, not invited: no code, so it does not look like an open invitation
    name: 'Jens Scaup', id: 83, email: 'jens.scaup@habourpine.example', condition: 'neverLoggedIn', types: 'jens.scaup@harbourpine.example', problems: ['mistyped-email', 'wrong-password'], situations: ['mistypedDomain', 'noPasswordYet'],
    unseen: { mail: 'noSuchDomain', hasPassword: false }, message: messages.wrongPasswordGerman('jens.scaup@harbourpine.example'), answers: { 'address.intended': 'jens.scaup@harbourpine.example', 'login.everWorked': 'no' },
  },
  {
    name: 'Faye Wigeon', id: 84, email: 'parts@harbourpine.example', condition: 'dismissed', sharesAddress: true, holdsRoleAddress: true, problems: ['reuse-dismissed-email', 'email-taken-on-invite'], situations: ['wasDismissed', 'roleMailboxOfDismissed', 'addressShared'],
    message: messages.inviteTaken('parts@harbourpine.example'), answers: { 'invite.address': 'parts@harbourpine.example', 'invite.isSamePerson': 'no', 'reuse.isLogin': 'yes', 'reuse.ownerCanLogIn': 'no', 'reuse.mailboxReadable': 'yes' },
  },
  {
    name: 'Rolf Pochard', id: 85, email: 'parts@harbourpine.example', condition: 'healthy', sharesAddress: true, problems: ['wrong-password'], situations: ['addressShared'],
    unseen: { login: 'rolf.pochard@harbourpine.example' }, message: messages.wrongPassword('parts@harbourpine.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes' },
  },
  {
    name: 'Iris Brambling', id: 86, email: 'iris.brambling@timberyard.example', type: 'extranet', hiddenFrom: 'agents', condition: 'invitationPending', problems: ['mail-not-delivered', 'wrong-network-user'], situations: ['extranet', 'neverConfirmed'],
    unseen: { hasPassword: false }, message: messages.noInvitation('iris.brambling@timberyard.example'), answers: { 'mail.kind': 'invitation', 'mail.spamChecked': 'yes', 'mail.ownDomain': 'no' },
  },
  {
    name: 'Noel Fulmar', id: 87, email: 'noel.fulmar@timberyard.example', type: 'extranet', hiddenFrom: 'agents', condition: 'healthy', problems: ['email-taken-on-invite'], situations: ['extranet', 'inviteTaken'],
    message: messages.inviteTaken('noel.fulmar@timberyard.example'), answers: { 'invite.address': 'noel.fulmar@timberyard.example', 'invite.isSamePerson': 'yes' },
  },
  {
    name: 'Sol Gannet', id: 88, email: 'sol.gannet@quickpost.example', type: 'email', hiddenFrom: 'everybody', condition: 'neverLoggedIn', problems: ['email-taken-on-invite'], situations: ['emailUser', 'inviteTaken'],
    message: messages.inviteTakenRussian('sol.gannet@quickpost.example'), answers: { 'invite.address': 'sol.gannet@quickpost.example', 'invite.isSamePerson': 'yes' },
  },
  { name: 'Pavel Merlin', id: 89, email: 'pavel.merlin@bluegull.example', hiddenFrom: 'everybody', condition: 'healthy', problems: [], situations: ['integrator'] },
  { name: 'Harbour Bot', id: 90, email: 'bot@harbourpine.example', type: 'bot', hiddenFrom: 'everybody', condition: 'neverLoggedIn', problems: [], situations: ['bot'] },
  {
    // left, and wants every trace of the profile gone
    name: 'Greta Linnet', id: 92, email: 'greta.linnet@freemail.example', condition: 'dismissed', problems: ['delete-account'], situations: ['wasDismissed', 'wantsDeletion'],
    unseen: { otherPortals: [] }, message: messages.deleteAccount('greta.linnet@freemail.example'), answers: { 'deletion.goal': 'profile', 'account.portals': 'none', 'account.isAdminSomewhere': 'no', 'admin.onlyOne': 'no' },
  },
  {
    name: 'Theo Dotterel', id: 93, email: 'theo.dotterel@harbourpine.example', condition: 'healthy', problems: ['delete-account'], situations: ['wantsDeletion', 'severalPortals'],
    unseen: { otherPortals: ['dotterelfamily.bitrix24.example'] }, message: messages.deleteAccount('theo.dotterel@harbourpine.example'), answers: { 'deletion.goal': 'profile', 'account.portals': 'several', 'account.isAdminSomewhere': 'yes', 'admin.onlyOne': 'yes' },
  },
  {
    // opens the invitation in a browser that is logged in to a private profile
    name: 'Ruth Garganey', id: 94, email: 'ruth.garganey@harbourpine.example', condition: 'invitationPending', problems: ['wrong-network-user', 'mail-not-delivered'], situations: ['neverConfirmed', 'otherNetworkProfile'],
    unseen: { otherProfile: 'ruth.g@letterbox.example', otherPortals: ['choirfriends.bitrix24.example'], hasPassword: false }, message: messages.wrongNetworkUser('Ruth Garganey', 'ruth.g@letterbox.example'),
    answers: { 'network.shownAddress': 'ruth.g@letterbox.example', 'network.isOwnProfile': 'yes', 'network.portals': 'several', 'login.rightPage': 'yes', 'login.everWorked': 'no' },
  },
  {
    name: 'Amos Nuthatch', id: 95, email: 'amos.nuthatch@harbourpine.example', condition: 'healthy', problems: ['wrong-password'], situations: ['phoneLogin', 'contactIsNotLogin', 'longAway'],
    unseen: { login: '+44 7700 900195' }, message: messages.wrongPasswordRussian('amos.nuthatch@harbourpine.example'), answers: { 'login.kind': 'phone', 'login.way': 'password', 'login.everWorked': 'yes', 'login.typing': 'checked' },
  },
  {
    name: 'Lucía Peñalver', id: 96, email: 'lucia.penalver@harbourpine.example', condition: 'healthy', problems: ['email-taken-on-invite'], situations: ['inviteTaken'],
    message: messages.inviteTaken('lucia.penalver@harbourpine.example'), answers: { 'invite.address': 'lucia.penalver@harbourpine.example', 'invite.isSamePerson': 'yes' },
  },
  {
    name: 'Δανάη Κίχλη', id: 97, email: 'danai.kichli@harbourpine.example', condition: 'healthy', problems: ['social-login-change', 'email-taken-on-login-change'], situations: ['generatedLogin', 'socialOnly', 'loginTaken'],
    unseen: { login: 'facebook_5520931', social: ['facebook'], hasPassword: false, otherProfile: 'danai.kichli@harbourpine.example' }, message: messages.changeSocialLogin,
    answers: { 'login.way': 'social', 'social.provider': 'facebook', 'profile.opens': 'yes', 'profile.holderHere': 'own', 'profile.wantedAddress': 'danai.kichli@harbourpine.example', 'profile.canOpenOther': 'unsure' },
  },
  {
    name: '梅 李', id: 98, email: 'mei.li@werft-köln.example', condition: 'invitationPending', problems: ['mail-not-delivered'], situations: ['internationalDomain', 'neverConfirmed', 'mailNeverArrives'],
    unseen: { mail: 'refusedByGateway', hasPassword: false }, message: messages.noInvitation('mei.li@werft-köln.example'), answers: { 'mail.kind': 'invitation', 'mail.spamChecked': 'yes', 'mail.ownDomain': 'yes', 'mail.othersGetIt': 'unsure' },
  },
  {
    name: 'ليلى هدهد', id: 99, email: 'layla.hudhud@harbourpine.example', condition: 'neverLoggedIn', problems: ['wrong-password'], situations: ['rightToLeftName', 'noPasswordYet'],
    unseen: { hasPassword: false }, message: messages.wrongPassword('layla.hudhud@harbourpine.example'), answers: { 'login.everWorked': 'no', 'login.way': 'unsure' },
  },
  {
    // writes her name as she is used to: the first letter has no dot
    name: 'Işıl Çulluk', id: 100, email: 'isil.culluk@harbourpine.example', condition: 'healthy', types: '\u0131sil.culluk@harbourpine.example', problems: ['wrong-password'], situations: ['dotlessI', 'lookalikeLetters'],
    message: messages.wrongPassword('\u0131sil.culluk@harbourpine.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes' },
  },
  {
    name: 'Surya', id: 101, email: 'surya@harbourpine.example', condition: 'healthy', problems: ['lost-phone'], situations: ['oneWordName', 'lostPhone', 'recoveryCodesSaved'],
    unseen: { secondStep: 'phoneLost', recoveryCodes: 'saved' }, message: messages.lostPhone('surya@harbourpine.example'), answers: { 'otp.trouble': 'lostPhone', 'otp.recoveryCodes': 'yes', 'admin.onlyOne': 'no' },
  },
  {
    name: "Niamh O'Dwyer-Grouse", id: 102, email: "niamh.o'dwyer@harbourpine.example", condition: 'healthy', problems: ['email-taken-on-login-change'], situations: ['apostropheInAddress', 'loginTaken'],
    unseen: { otherProfile: 'niamh@letterbox.example' }, message: messages.loginTaken('niamh@letterbox.example'), answers: { 'profile.wantedAddress': 'niamh@letterbox.example', 'profile.canOpenOther': 'no', 'profile.spareAddress': 'no' },
  },
  {
    name: 'שרה דרור', id: 103, email: 'sarah.dror@harbourpine-boats.example', condition: 'healthy', problems: ['social-link-conflict', 'wrong-password'], situations: ['rightToLeftName', 'socialOnly'],
    unseen: { social: ['apple'], hasPassword: false }, message: messages.cannotUseSocial('Apple'), answers: { 'login.way': 'social', 'social.trouble': 'otherProfile', 'social.provider': 'apple', 'social.everWorked': 'yes', 'social.rightAccount': 'no', 'network.hasOtherProfile': 'no' },
  },
  {
    // invited seven weeks ago; the mailbox is right, the mail lies in spam
    name: 'Kofi Turnstone', id: 105, email: 'kofi.turnstone@quickpost.example', condition: 'invitationPending', problems: ['mail-not-delivered'], situations: ['neverConfirmed', 'mailNeverArrives'],
    unseen: { mail: 'inSpam', hasPassword: false }, message: messages.noInvitation('kofi.turnstone@quickpost.example'), answers: { 'mail.kind': 'invitation', 'mail.spamChecked': 'no', 'mail.ownDomain': 'no', 'invite.sentBy': 'ownMail' },
  },
  { name: 'Ilse Whimbrel', id: 106, email: 'ilse.whimbrel@harbourpine.example', condition: 'healthy', problems: [], situations: ['sameNameTwice'] },
  {
    // makes up an address to be told from the other Ilse
    name: 'Ilse Whimbrel', id: 107, email: 'i.whimbrel@harbourpine.example', condition: 'healthy', types: 'ilse.whimbrel.stores@harbourpine.example', problems: ['wrong-password'], situations: ['sameNameTwice', 'misreadAddress'],
    message: messages.wrongPassword('ilse.whimbrel.stores@harbourpine.example'), answers: { 'login.way': 'password', 'login.everWorked': 'yes' },
  },
  {
    // comes back next week: somebody invites instead of hiring again
    name: 'Marek Chough', id: 108, email: 'marek.chough@harbourpine.example', condition: 'dismissed', problems: ['email-taken-on-invite', 'wrong-password'], situations: ['wasDismissed', 'inviteTaken'],
    message: messages.inviteTaken('marek.chough@harbourpine.example'), answers: { 'invite.address': 'marek.chough@harbourpine.example', 'invite.isSamePerson': 'yes' },
  },
]
