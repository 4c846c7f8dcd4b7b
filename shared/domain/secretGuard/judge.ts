/** Words that follow "password" in messages, complaints and forms, in the languages people paste. */
const plainWords: ReadonlySet<string> = new Set(
  `wrong incorrect invalid required forgotten forgot changed expired unknown none reset recovery missing empty same asked refused rejected correct right working field error again please login email e-mail never always
   nothing different weak short long strong secure safe unsafe lost gone known old stored saved accepted denied blocked locked leaked compromised hacked visible hidden fine good bad okay valid needed optional mandatory
   important private personal confidential case-sensitive identical unchanged protected encrypted outdated temporary here there below above attached enter submit show hide continue cancel back next remember username user
   since portal cannot please works konto nicht seit работает снова today yesterday tomorrow tonight later already maybe perhaps somewhere nowhere everywhere something anything everything simple easy complex hard broken stuck stale useless garbage enough public private perfect current recent
   default initial original similar unique random ready alright active inactive other another theirs yours mine hers ours this that these those what which where
   name account register manager generator policy rules protection hint strength confirm confirmation repeat change save
   falsch vergessen unbekannt ungültig abgelaufen leer keins geändert richtig korrekt erforderlich zurücksetzen fehlt abgelehnt inkorrekt sicher unsicher gesperrt gespeichert gültig weg verloren notwendig nötig gleich
   heute gestern morgen später bereits vielleicht irgendwo nirgends einfach schwer komplex kaputt aktuell öffentlich aktiv inaktiv ursprünglich meins deins dasselbe dieses welches jetzt noch schon wieder immer
   identisch anders neu alt bekannt verschlüsselt kompromittiert anmelden weiter abbrechen bestätigen wiederholen benutzername ändern speichern anzeigen manager manuell geheim temporär
   неверный неверен неправильный неправильно забыл забыла забыт нет неизвестен истёк истек изменён изменен пустой правильный верный обязателен сброшен сменил сменила другой прежний старый новый тот такой простой слабый
   сегодня вчера завтра позже везде нигде где-то что-то моё мой твой наш этот этого какой-то просто сложно сейчас опять снова
   сложный надёжный надежный временный войти вход далее отмена подтвердите повторите сменить изменить сохранить показать скрыть логин почта имя утерян потерян скомпрометирован заблокирован секретный пользователь`.split(/\s+/u),
)

export function isPlainWord(text: string): boolean {
  return plainWords.has(bare(text).toLowerCase())
}

/** Without the marks that end a sentence or close a bracket. */
export function bare(text: string): string {
  return text.replace(/[.,;:!?)\]}…*]{1,100}$/u, '')
}

/** Letters with a digit or a sign among them, and neither an address, a host, a product's name nor stars. */
export function looksLikePassword(given: string): boolean {
  const text = bare(given)
  if (text.length < 4 || isPlainWord(text)) return false
  if (!/[\p{L}\p{N}]/u.test(text) || /^[*•●.…_xX-]{1,100}$/u.test(text)) return false
  if (/^(?:bitrix24|битрикс24|b24|office365|microsoft365|windows\d{1,2}|win\d{1,2}|keepass\d?|1password|chrome\d{0,3}|iphone\d{1,2}|android\d{0,2})/iu.test(text)) return false
  if (/^[^@\s]{1,64}@[^@\s]{1,80}\.[^@\s.]{1,30}$/u.test(text) || /^(?:https?:\/\/|www\.|mailto:)/iu.test(text) || /^[\p{L}\p{N}-]{1,60}(?:\.[\p{L}\p{N}-]{1,60}){1,5}(?:\/\S{0,100})?$/u.test(text)) return false
  // Dates, times, counts ("8+", "3-5", "12h"), file names
  if (/^\d{1,4}[./:-]\d{1,2}(?:[./:-]\d{1,4})?$/u.test(text) || /^\d{1,3}(?:st|nd|rd|th|x|h|min|mal|раза?)$/iu.test(text) || /\.(?:pdf|txt|png|jpe?g|docx?|xlsx?|kdbx|html?)$/iu.test(text)) return false
  // "[Name]", "<password>", "{0}" and the like stand for a value
  if (/^[[<{(#%]/u.test(text) && /[\]>})#%]$/u.test(given)) return false
  return /\p{L}/u.test(text) ? /[\p{N}_!#$%&*?@+=^~§€£]/u.test(text) : /\d/u.test(text) && !/^\d{1,3}[+%]?$/u.test(text)
}

/** "password: hunter" says it when nothing follows; "password: please try again" does not. */
export function standsAlone(given: string, rest: string): boolean {
  const text = bare(given)
  return text.length >= 5 && !isPlainWord(text) && /^[\p{L}\p{N}]{5,100}$/u.test(text) && /^["'»”“’.!]?\s*(?:\n|$)/u.test(rest)
}

/** "my password is sunshine." names it; "… is expired", "… ist abgelaufen" say how it is. */
export function isNamed(given: string, rest: string): boolean {
  const text = bare(given).toLowerCase()
  return standsAlone(given, rest) && !/(?:ed|ing|ble|ful|less|able|ant|ent|lich|bar|los|ig|isch|ert|elt|en|ый|ий|ой|ен|ён|ан|ет|ит|ют|ят|ся|на|но)$/u.test(text)
}

export function looksRandom(text: string): boolean {
  return /\d/u.test(text) && /[A-Za-z]/u.test(text) && !isUuid(text) && !/^(?:https?:)?\/\//iu.test(text) && !/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}(?:\/|$)/iu.test(text)
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iu.test(text)
}

/** How often letters and digits take turns; names with a year behind them do so once. */
export function isMixed(text: string): boolean {
  const turns = turnsIn(text)
  return /[A-Za-z]/u.test(text) && /\d/u.test(text) && (turns >= 4 || (turns >= 2 && text.length >= 24))
}

/** A key with `-` and `_` in it: some run without them is thoroughly mixed, in both cases or with many turns. File names and slugs are not. */
export function isKeyLike(text: string): boolean {
  if (isUuid(text)) return false
  return text.split(/[-_+/=.]+/u).some((run) => run.length >= 10 && turnsIn(run) >= 3 && /[A-Za-z]/u.test(run) && /\d/u.test(run))
}

function turnsIn(text: string): number {
  let turns = 0
  for (let index = 1; index < text.length; index += 1) if (isDigit(text, index) !== isDigit(text, index - 1)) turns += 1
  return turns
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 48 && code <= 57
}
