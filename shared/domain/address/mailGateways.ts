/**
 * Who receives a domain's mail, told by its MX hosts. Each has its own place where senders are let through; `other` is
 * a gateway of one's own, or one not on this list. Host names: the providers' own setup pages.
 */
export const mailGateways = [
  'google', 'microsoft', 'proofpoint', 'mimecast', 'barracuda', 'messagelabs', 'cisco', 'sophos', 'hornetsecurity', 'trendMicro', 'forcepoint', 'retarus',
  'yandex', 'mailRu', 'zoho', 'ionos', 'strato', 'unitedInternet', 'telekom', 'ovh', 'icloud', 'yahoo', 'proton', 'fastmail', 'rackspace', 'amazon', 'cloudflare', 'godaddy', 'other',
] as const
export type MailGateway = (typeof mailGateways)[number]

const hosts: Readonly<Record<Exclude<MailGateway, 'other'>, readonly string[]>> = {
  google: ['google.com', 'googlemail.com', 'psmtp.com'],
  microsoft: ['protection.outlook.com', 'mx.microsoft', 'hotmail.com'],
  proofpoint: ['pphosted.com', 'ppe-hosted.com', 'gpphosted.com'],
  mimecast: ['mimecast.com', 'mimecast.co.za', 'mimecast-offshore.com'],
  barracuda: ['barracudanetworks.com', 'barracuda.com'],
  messagelabs: ['messagelabs.com'],
  cisco: ['iphmx.com'],
  sophos: ['sophos.com', 'reflexion.net'],
  hornetsecurity: ['hornetsecurity.com', 'antispameurope.com', 'antispamcloud.com'],
  trendMicro: ['trendmicro.com', 'trendmicro.eu', 'trendmicro.co.jp'],
  forcepoint: ['mailcontrol.com'],
  retarus: ['retarus.com', 'retarus.de'],
  yandex: ['yandex.ru', 'yandex.net', 'yandex.com'],
  mailRu: ['mail.ru', 'vkmail.ru'],
  zoho: ['zoho.com', 'zoho.eu', 'zoho.in', 'zohomail.com', 'zoho.com.au', 'zoho.jp'],
  ionos: ['kundenserver.de', 'ionos.de', 'ionos.com', 'ionos.co.uk', 'ionos.fr', 'ionos.es', 'ionos.it', '1and1.com', '1and1.co.uk'],
  strato: ['rzone.de', 'strato.de'],
  unitedInternet: ['gmx.net', 'gmx.com', 'web.de', 'mail.com'],
  telekom: ['t-online.de', 'telekom.de'],
  ovh: ['ovh.net', 'ovh.com', 'ovh.ca'],
  icloud: ['icloud.com', 'apple.com'],
  yahoo: ['yahoodns.net', 'yahoo.com'],
  proton: ['protonmail.ch', 'proton.ch'],
  fastmail: ['messagingengine.com'],
  rackspace: ['emailsrvr.com'],
  amazon: ['amazonaws.com', 'awsapps.com'],
  cloudflare: ['mx.cloudflare.net'],
  godaddy: ['secureserver.net'],
}
const gatewayOfHost = new Map(Object.entries(hosts).flatMap(([gateway, names]) => names.map((name) => [name, gateway as MailGateway])))

/** By whole labels: `google.com.evil.example` is not Google. */
export function gatewayOf(exchange: string): MailGateway {
  const labels = exchange.toLowerCase().replace(/\.$/, '').split('.').slice(-8)
  for (let from = 0; from < labels.length - 1; from += 1) {
    const gateway = gatewayOfHost.get(labels.slice(from).join('.'))
    if (gateway !== undefined) return gateway
  }
  return 'other'
}

/** The gateway that senders try first; a well-known one behind a strange first host does not decide. */
export function gatewayOfAll(exchanges: readonly { readonly exchange: string; readonly priority: number }[]): MailGateway {
  const first = Math.min(...exchanges.map(({ priority }) => priority))
  const tried = exchanges.filter(({ priority }) => priority === first).map(({ exchange }) => gatewayOf(exchange))
  return tried.find((gateway) => gateway !== 'other') ?? 'other'
}
