import { before, gap, link, rule, says, space, type Rule } from './pattern'

const noun = String.raw`(?:one[- ]?time${space}(?:password|passcode|code|pin)|otp|totp|tan|pin|passcode|(?:verification|confirmation|login|sign-in|sms|security|2fa|mfa|authenticator|authentication|access|activation)[ -]code|einmal(?:code|passwort|kennwort|pin)|(?:bestätigungs|sicherheits|sms|login|zugangs|zugriffs|verifizierungs|aktivierungs|anmelde)-?code|одноразов(?:ый|ого)${space}(?:код|пароль|кода|пароля)|пин-?код|смс-?код|код${space}(?:подтверждения|активации|из${space}(?:смс|sms|приложения)|доступа|входа|авторизации|для${space}входа))`
const digits = String.raw`(?<secret>\d{3}[ -]?\d{3}(?:\d{2})?|\d{4,8})(?![\d.,]?\d)`
const six = String.raw`(?<secret>\d{3}[ -]?\d{3}(?:\d{2})?)(?![\d.,]?\d)`
const yours = String.raw`(?:your|my|the|an?|ihr|dein|mein|der|ein|ваш|твой|мой)`
/** Codes that are no secret: they stand in messages and on letters. */
const otherCode = String.raw`(?<!(?:error|status|exit|zip|post|postal|postcode|country|area|dial|case|order|ticket|product|item|article|promo|discount|voucher|bar|qr|tax|bank|sort|http|response|reason|project|cost|colou?r|fehler|stör|artikel|bestell|rabatt|gutschein|kunden|ländervorwahl|short|source|inn|инн|кпп|окпо|почтовый|штрих|промо)[ -]?)`
const otherAfter = String.raw`(?!${space}(?:ошибки|города|страны|региона|товара|заказа|валюты|операции|отдела|кпп|инн))`

/** "code received", "code for Bitrix24", "Code aus der App", "код из приложения". */
const about = String.raw`(?:${space}(?:(?:for|für|для|von|от|from|aus|in|из|per)${space}(?:(?:the|der|dem|my|meiner)${space})?[^\s:]{1,30}|received|sent|entered|typed|erhalten|eingegeben|bekommen|получен|введ[её]н|приш[её]л|по${space}(?:смс|sms)))?`

export const codeRules: readonly Rule[] = [
  rule('code', `${before}${noun}${link}${digits}`),
  // "the code: \n 483920", "code for Bitrix24 is 483920"
  rule('code', `${otherCode}${before}(?:code|код|codes|коды)${otherAfter}${about}${link}${six}`),
  rule('code', `${before}${noun}${space}(?:for|für|для|von|от|from)${space}[^\\s:]{1,30}${link}${six}`),
  // "483 920 is your code", as it stands in the message itself
  rule('code', String.raw`(?<![\d+.-])(?<secret>\d{3}[ -]?\d{3})(?:${space}${says}${space}|${gap}[–—:-]${gap})${yours}${space}(?:\p{L}[\p{L}\p{N}]{0,30}${space}){0,3}(?:code|\p{L}{0,20}code|password|пароль|код)`),
  rule('code', String.raw`(?<![\d+.-])(?<secret>\d{6})(?:${gap}[–—:-]${gap}|${space})(?:код|code|otp|одноразовый)(?![\p{L}\p{N}])`),
  rule('code', String.raw`${before}(?:use|enter|type|with|введите|ввести|вводил|вводила|gib|eingegeben|geben${space}sie)${space}(?<secret>\d{6})${space}(?:to|um|zum|для|ein${space}um)${space}(?:log|sign|verify|confirm|complete|continue|входа|подтверждения|einloggen|anmelden|bestätigen)`),
  rule('code', String.raw`${before}(?:authenticator|app|приложение|аутентификатор)${space}(?:shows|says|gives|zeigt|sagt|показывает|выда[её]т)${space}(?:the${space}|den${space})?(?:code${space}|код${space})?${six}`),

  // Four codes of the same build in a row are a list that was handed out; one alone may be a case's short code.
  rule('recoveryCodes', String.raw`(?<![\p{L}\p{N}-])(?<secret>(?:[a-z0-9]{4,6}-[a-z0-9]{4,6}(?:-[a-z0-9]{4,6})?(?:[\s,;]{1,10}(?:\d{1,2}[.)][ \t]{0,5})?)){3,40}[a-z0-9]{4,6}-[a-z0-9]{4,6}(?:-[a-z0-9]{4,6})?)(?![\p{L}\p{N}-])`, (secret) => secret.replaceAll(/(?<![a-z0-9-])\d{1,2}[.)]/giu, ' ').split(/[\s,;]+/u).every((code) => code === '' || (/\d/.test(code) && (/[a-z]/iu.test(code) || !/^\d{4}-\d{2}/u.test(code))))),
  rule(
    'recoveryCodes',
    String.raw`${before}(?:(?:recovery|backup|back-up|rescue|emergency|scratch|reserve)[ -]codes?|(?:wiederherstellungs|ersatz|notfall|backup|reserve)-?codes?|(?:резервн|запасн|аварийн)\p{L}{1,4}${space}код\p{L}{0,3}|код\p{L}{0,3}${space}восстановления)(?:(?:${space}\p{L}{1,10}){1,3}(?=${gap}:))?${link}(?:\d{1,2}[.)][ \t]{0,5}|[-*•][ \t]{0,5})?(?<secret>[a-z0-9-]{4,14}(?:[\s,;]{1,10}(?:\d{1,2}[.)][ \t]{0,5}|[-*•][ \t]{0,5})?[a-z0-9-]{4,14}){0,40})`,
    (secret) => /^[a-z0-9-]*(?:\d[a-z0-9-]*){2}(?:[\s,;]|$)/iu.test(secret) && !/^(?:19|20)\d\d(?:\D|$)/u.test(secret),
  ),
]
