import { isNamed, isPlainWord, looksLikePassword, standsAlone } from './judge'
import { before, gap, quote, rule, says, space, type Rule } from './pattern'

const word = String.raw`(?<secret>[^\s"'«»“”„<>]{4,100})`
/** "pass phrase", with one sign or space between or none. */
const gap1 = String.raw`\s?`
const noun = String.raw`(?:pass?w(?:or|ro|r)ds?|pass-words?|passwd|pass-?${gap1}phrase|passcode|pwd|pword|psw|pw|pass|passw[oö]rte?r?|kennw[oö]rte?r?|zugangspasswort|anmeldepasswort|п[ао]рол(?:ь|я|ю|ем|и)|mot${space}de${space}passe|contraseña)`
const mine = String.raw`(?:my|our|his|her|the|mein|unser|das|sein|ihr|мой|мои|наш|его|её|ее)`
const whose = String.raw`(?:${space}у${space}(?:меня|него|неё|нее|нас|них))?(?:${space}(?:new|old|current|neu|alt|aktuell|новый|старый|текущий))?(?:\s?\([^()\n]{1,24}\))?(?:${space}(?:for|to|of|at|für|vom|von|zu|от|для|на|к)${space}(?:(?:the|my|das|mein|dem|моего|нашего)${space})?[^\s:=]{1,40})?`
const more = String.raw`(?:${space}(?:also|still|always|now|currently|immer|jetzt|aktuell|сейчас|теперь))?`

/** "password: …" names a value; "password is …", "password - …" and "password …" name one only if it looks like one. */
export const passwordRules: readonly Rule[] = [
  rule('password', `${before}${noun}["']?${whose}${gap}(?:${says}${gap})?(?:[:=→➔➜]|=>|->)${gap}[-*•]?${gap}${quote}${word}`, (secret, rest) => looksLikePassword(secret) || standsAlone(secret, rest)),
  rule('password', `${before}${noun}${whose}(?:${space}${says}${more}${space}|${space}[–—-]${space}|${space})${quote}${word}`, (secret) => looksLikePassword(secret)),
  rule('password', `${before}${noun}${whose}${space}${says}${more}${space}["'«“„](?<secret>[^"'»”“\\n]{4,100})["'»”“]`, (secret) => !isPlainWord(secret)),
  rule('password', `${before}${noun}${whose}${gap}(?:${says}${gap})?[:=]${gap}["'«“„](?<secret>[^"'»”“\\n]{4,100})["'»”“]`, (secret) => !isPlainWord(secret) && !/^[*•●.…_-]{1,100}$/u.test(secret)),
  rule('password', `${before}${mine}${space}${noun}${whose}${space}${says}${more}[ \\n](?<secret>\\p{L}{5,40})(?![\\p{L}\\p{N}])`, isNamed),
  // "login / password: ben / Winter99", "login and password are ben and Winter99"
  rule('password', `${before}(?:login|user(?:name)?|benutzer(?:name)?|логин)${gap}(?:/|&|\\+|and|und|и)${gap}${noun}${gap}(?:${says}|[:=])${gap}[^\\s/]{1,80}${gap}(?:/|\\||,|and|und|и)${gap}${word}`, (secret) => looksLikePassword(secret)),
  // "I use Winter99 as password"
  rule('password', `(?<!\\S)["'«“„]?${word}["'»”“]?${space}(?:as|als|как|в${space}качестве|for)${space}(?:(?:my|the|a|mein|das|der|мой)${space})?${noun}(?![\\p{L}\\p{N}])`, (secret) => looksLikePassword(secret) && /\d|[!#$%&?@+=^~§€£]/u.test(secret)),
  // https://user:password@host/
  rule('password', String.raw`://[^\s/:@]{0,64}:(?<secret>[^\s/@]{1,128})@`),
  // curl -u user:password
  rule('password', String.raw`(?<=\s)(?:-u|--user)${space}["']?[^\s:"']{1,80}:(?<secret>[^\s"']{3,100})`),
]
