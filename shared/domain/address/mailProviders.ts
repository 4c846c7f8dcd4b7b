interface Provider {
  readonly name: string
  readonly endings: readonly string[]
  /** The name has one owner the world over: behind it, `.co` is a slip of `.com`. */
  readonly isOneOwners?: true
}

const provider = (name: string, endings: string, isOneOwners?: true): Provider => ({ name, endings: endings.split(' '), ...(isOneOwners ? { isOneOwners } : {}) })

/** Where many people have their mailbox, by the providers' own sign-up and help pages. */
export const providers: readonly Provider[] = [
  provider('gmail', 'com', true),
  provider('googlemail', 'com de', true),
  provider('hotmail', 'com co.uk de fr it es be nl ca ch dk se no gr com.br com.ar com.tr com.au co.jp co.th co.il cl', true),
  provider('outlook', 'com de fr it es be at dk ie pt cz hu sk gr in jp kr lv my ph sa sg cl co.id co.th com.ar com.au com.br com.gr com.tr com.vn co.il', true),
  provider('live', 'com de fr it nl be ca at se no dk cl cn ie co.uk com.au com.mx com.pt com.ar jp ru'),
  provider('msn', 'com'),
  provider('yahoo', 'com de fr it es co.uk ie gr pl ro se no dk nl be at cz ca co.in in co.jp co.id com.ar com.au com.br com.mx com.tr com.vn com.ph com.sg com.hk com.tw com.my co.th co.nz co.za co.kr cn', true),
  provider('ymail', 'com'),
  provider('rocketmail', 'com'),
  provider('icloud', 'com', true),
  provider('me', 'com'),
  provider('mac', 'com'),
  provider('aol', 'com de co.uk fr it es'),
  provider('protonmail', 'com ch', true),
  provider('proton', 'me'),
  provider('pm', 'me'),
  provider('tutanota', 'com de'),
  provider('fastmail', 'com fm'),
  provider('zoho', 'com eu in'),
  provider('zohomail', 'com eu in'),
  provider('mail', 'com ru de ee ua'),
  provider('email', 'com de ru cz'),
  provider('gmx', 'de net com at ch eu co.uk us fr es org info biz'),
  provider('web', 'de'),
  provider('freenet', 'de'),
  provider('t-online', 'de'),
  provider('arcor', 'de'),
  provider('posteo', 'de net org at eu'),
  provider('mailbox', 'org'),
  provider('vodafone', 'de it'),
  provider('bluewin', 'ch'),
  provider('yandex', 'ru com by kz ua com.tr uz', true),
  provider('ya', 'ru'),
  provider('narod', 'ru'),
  provider('rambler', 'ru ua'),
  provider('lenta', 'ru'),
  provider('inbox', 'ru lv lt com'),
  provider('bk', 'ru'),
  provider('list', 'ru'),
  provider('internet', 'ru'),
  provider('ukr', 'net'),
  provider('i', 'ua'),
  provider('meta', 'ua'),
  provider('tut', 'by'),
  provider('wp', 'pl'),
  provider('onet', 'pl eu'),
  provider('interia', 'pl eu'),
  provider('o2', 'pl'),
  provider('seznam', 'cz'),
  provider('libero', 'it'),
  provider('virgilio', 'it'),
  provider('orange', 'fr'),
  provider('wanadoo', 'fr'),
  provider('laposte', 'net'),
  provider('free', 'fr'),
  provider('sfr', 'fr'),
  provider('uol', 'com.br'),
  provider('bol', 'com.br'),
  provider('terra', 'com.br'),
  provider('rediffmail', 'com'),
  provider('btinternet', 'com'),
  provider('comcast', 'net'),
  provider('verizon', 'net'),
  provider('qq', 'com'),
]

const known = new Set(providers.flatMap(({ name, endings }) => endings.map((ending) => `${name}.${ending}`)))

/** Domains that look like a slip of the above and are somebody's own. */
const others = new Set(
  (
    'gmail.ru gmail.de gail.com fmail.com hmail.com vmail.com tmail.com bmail.com kmail.com gmal.com.br cloud.com incloud.com mycloud.com love.com line.com yahoo.co.kr ' +
    'mails.ru amail.ru ymail.ru email.it mail.bg mail.by mail.kz mail.az mail.md mail.ch mail.eu web.com web.dev outlook.office.com onlinehome.de proton.ch protonmail.de posten.no laposte.fr ' +
    'vodafone.com orange.com orange.pl inbox.com freenet.am terra.es zoho.jp interia.com onet.com rambler.com yandex.net yandex-team.ru hotmail.ru hotmail.ua'
  ).split(' '),
)

export function isKnownMailDomain(domain: string): boolean {
  return known.has(domain)
}

/** Known, or known to be something else: never called a slip. */
export function isRealMailDomain(domain: string): boolean {
  return known.has(domain) || others.has(domain)
}

/** Slips that letters alone do not tell. */
const spelled: Readonly<Record<string, string>> = { 'icould.com': 'icloud.com', 't.online.de': 't-online.de', 'g.mail.com': 'gmail.com', 'hot.mail.com': 'hotmail.com', 'out.look.com': 'outlook.com', 'hot-mail.com': 'hotmail.com', 'g-mail.com': 'gmail.com' }
export function spelledOut(domain: string): string | undefined {
  return Object.hasOwn(spelled, domain) ? spelled[domain] : undefined
}
