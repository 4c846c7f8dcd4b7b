import { RestError } from '../restError'

/** What a portal in that language says; made up, but of the observed form: lines, and `<br>` behind each (bitrix24.md 1.4). */
const texts: Readonly<Record<string, { readonly failed: readonly string[]; readonly exists: readonly string[] }>> = {
  ru: {
    failed: ['Запрос не выполнен.', 'Обратитесь к администратору портала.'],
    exists: ['Сотрудник с таким адресом уже есть.', 'Укажите другой адрес.'],
  },
  de: {
    failed: ['Die Anfrage ist fehlgeschlagen.', 'Bitte fragen Sie die Verwaltung Ihres Portals.'],
    exists: ['Es gibt schon jemanden mit dieser Adresse.', 'Bitte nennen Sie eine andere.'],
  },
  fr: {
    failed: ['La requête a échoué.', 'Adressez-vous à l’administrateur du portail.'],
    exists: ['Cette adresse est déjà prise.', 'Indiquez-en une autre.'],
  },
}

export function localisedRefusal(method: string, language: string): RestError {
  const { failed = [], exists = [] } = texts[language === '' ? 'ru' : language] ?? {}
  const isInvitation = method === 'user.add'
  const text = (isInvitation ? exists : failed).map((line) => `${line}<br>`).join('\n')
  return new RestError(isInvitation ? 'ERROR_ARGUMENT' : 'ERROR_CORE', {}, text)
}
