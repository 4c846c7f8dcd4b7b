import type { PortalSettings } from '../portalSettings'

type Language = PortalSettings['language']

/**
 * What the account layer says, in the portal's language: not for people who use the product, and not to be recognised by
 * its words (bitrix24.md 2.7). The portal words it in its own way.
 */
const texts = {
  loginTaken: {
    en: 'A user with the login {value} already exists.',
    ru: 'Пользователь с логином {value} уже существует.',
    de: 'Ein Nutzer mit dem Login {value} existiert bereits.',
  },
  emailTaken: {
    en: 'A user with the e-mail {value} already exists.',
    ru: 'Пользователь с адресом {value} уже существует.',
    de: 'Ein Nutzer mit der E-Mail-Adresse {value} existiert bereits.',
  },
  wrongEmail: { en: 'Wrong e-mail.', ru: 'Неверный адрес.', de: 'Falsche E-Mail-Adresse.' },
  titleMissing: { en: 'The task has no title.', ru: 'У задачи нет названия.', de: 'Die Aufgabe hat keinen Titel.' },
  assigneeMissing: { en: 'Nobody is responsible for the task.', ru: 'У задачи нет исполнителя.', de: 'Niemand ist für die Aufgabe verantwortlich.' },
  assigneeUnknown: {
    en: 'The person responsible for the task was not found.',
    ru: 'Исполнитель задачи не найден.',
    de: 'Die verantwortliche Person wurde nicht gefunden.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>

export function serverText(settings: PortalSettings, name: keyof typeof texts, value = ''): string {
  return texts[name][settings.language].replace('{value}', value)
}

/** Who holds an address may be told of the login, of the address, or of both (bitrix24.md 2.7). */
export function takenText(settings: PortalSettings, address: string, separator: string): string {
  const email = serverText(settings, 'emailTaken', address)
  return settings.hasLongRefusals ? [serverText(settings, 'loginTaken', address), email].join(separator) : email
}
