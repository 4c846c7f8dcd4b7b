import { withParents } from './addressParts'

/**
 * Mailboxes made to be thrown away: the well-known services and their other names. The public-domain list
 * `disposable-email-domains` (CC0) has thousands more that come and go; a domain that is missing here is simply not
 * remarked on.
 */
const disposable = new Set(
  (
    'mailinator.com mailinator.net mailinator2.com binkmail.com bobmail.info chammy.info devnullmail.com letthemeatspam.com mailinater.com reallymymail.com safetymail.info sogetthis.com spamherelots.com suremail.info thisisnotmyrealemail.com tradermail.info veryrealemail.com zippymail.info ' +
    'guerrillamail.com guerrillamail.net guerrillamail.org guerrillamail.biz guerrillamail.de guerrillamail.info guerrillamailblock.com grr.la sharklasers.com pokemail.net spam4.me ' +
    '10minutemail.com 10minutemail.net 10minutemail.de 10minutemail.co.uk 10minutemail.org 10minutesmail.com 20minutemail.com 20minutemail.it 30minutemail.com 5minutemail.net 10minmail.de 24hourmail.com 24hourmail.net 12minutemail.com ' +
    'yopmail.com yopmail.fr yopmail.net cool.fr.nf jetable.fr.nf nospam.ze.tc nomail.xl.cx mega.zik.dj speed.1s.fr courriel.fr.nf moncourrier.fr.nf monemail.fr.nf monmail.fr.nf ' +
    'temp-mail.org temp-mail.io temp-mail.ru temp-mail.de tempmail.de tempmail.net tempmail.it tempmail.us tempmail.eu tempmailer.com tempmailer.de tempinbox.com tempemail.net tempemail.com tempr.email temporary-mail.net temporaryemail.net temporaryinbox.com tempomail.fr tempymail.com tempmailo.com tempail.com mytemp.email ' +
    'trashmail.com trashmail.de trashmail.me trashmail.net trashmail.org trashmail.io trashmail.at trash-mail.com trash-mail.de trash-mail.at trashmail.ws trashymail.com trashymail.net mytrashmail.com wegwerfmail.de wegwerfmail.net wegwerfmail.org wegwerfemail.de wegwerfadresse.de einmalmail.de einrot.com einrot.de byom.de muellmail.com muell.email sofort-mail.de spoofmail.de kurzepost.de objectmail.com proxymail.eu rcpt.at ' +
    'dispostable.com disposableinbox.com disposableaddress.com disposableemailaddresses.com discard.email discardmail.com discardmail.de throwawaymail.com throwawayemailaddress.com throwam.com fakeinbox.com fakemail.fr fakemailgenerator.com fakemail.net email-fake.com emailfake.com emailondeck.com ' +
    'getnada.com nada.email getairmail.com maildrop.cc mailnesia.com mailcatch.com mailnull.com mailexpire.com mailsac.com mail-temp.com mail-temporaire.fr mailtemp.info mailtothis.com mailmetrash.com mailmoat.com mailforspam.com mailimate.com mailzilla.com mailzilla.org mailtm.com ' +
    'mintemail.com moakt.com moakt.cc moakt.ws mohmal.com mohmal.in dropmail.me emltmp.com emlhub.com emlpro.com 10mail.org minuteinbox.com inboxbear.com inboxkitten.com inboxalias.com spambox.us spamgourmet.com spamex.com spamfree24.org spamfree24.de spamfree24.com spam.la spamavert.com spamspot.com spamday.com ' +
    'crazymailing.com dayrep.com armyspy.com cuvox.de fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com teleworm.us deadaddress.com despam.it dodgeit.com dodgit.com e4ward.com emailtemporanea.com emailtemporanea.net emailtemporario.com.br filzmail.com getonemail.com gishpuppy.com haltospam.com incognitomail.com incognitomail.org jetable.com jetable.net jetable.org ' +
    'luxusmail.org meltmail.com mvrht.com mvrht.net nobulk.com noclickemail.com nowmymail.com onewaymail.com ownmail.net pookmail.com rppkn.com shortmail.net sneakemail.com sofimail.com soodonims.com tafmail.com tagyourself.com tmailinator.com tmpmail.net tmpmail.org uggsrock.com upliftnow.com venompen.com wuzup.net yep.it zehnminuten.de zehnminutenmail.de zoemail.org ' +
    '1secmail.com 1secmail.net 1secmail.org esiix.com wwjmp.com xojxe.com yoggm.com vjuum.com laafd.com txcct.com burnermail.io burstmail.info harakirimail.com linshiyouxiang.net bccto.me chacuo.net mailpoof.com generator.email smailpro.com boximail.com clipmail.eu crapmail.org dumpmail.de'
  ).split(' '),
)

export function isDisposableDomain(domain: string): boolean {
  return withParents(domain).some((one) => disposable.has(one))
}
