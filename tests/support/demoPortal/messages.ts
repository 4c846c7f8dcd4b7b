import { portalName } from './truthTypes'

/** What Bitrix24 says, as people paste it; in some of its languages. */
export const messages = {
  wrongPassword: (address: string) => `"Incorrect login or password" says Bitrix24 to ${address}`,
  wrongPasswordRussian: (address: string) => `Неверный логин или пароль. ${address}`,
  wrongPasswordGerman: (address: string) => `Falscher Login oder falsches Kennwort: ${address}`,
  wrongNetworkUser: (name: string, shown: string) => `You are logged in as ${name} ${shown}. We cannot find this user at ${portalName}. Please log out and log in as a different user`,
  cannotUseSocial: (provider: string) => `Cannot log in using social networks. I always clicked the ${provider} button and now it does not work`,
  changeSocialLogin: 'I logged in with a social network account. How can I change my Bitrix24.Network login?',
  loginTaken: (address: string) => `A user with this email already exists. I want to log in with ${address}`,
  inviteTaken: (address: string) => `A user with email ${address} already exists`,
  inviteTakenRussian: (address: string) => `Пользователь с email ${address} уже существует`,
  mistyped: (address: string) => `Made a mistake in the email address when registering a new user: ${address}. Now this user cannot log in`,
  noInvitation: (address: string) => `The invitation email is not delivered to ${address}`,
  noRecoveryMail: (address: string) => `Password recovery emails are not delivered. ${address}`,
  lostPhone: (address: string) => `I have lost my phone and cannot log in, I don't have a one-time password. ${address}`,
  reuseAddress: (address: string) => `Change the user email address for the dismissed user's email address ${address}`,
  deleteAccount: (address: string) => `How do I delete my Bitrix24 account ${address}?`,
} as const
