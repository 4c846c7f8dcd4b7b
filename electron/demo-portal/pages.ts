import { companyName } from './company/company'

export const htmlType = 'text/html; charset=utf-8'

/** A page with nothing on it but its title: what proxies and web servers send. */
export function htmlPage(title: string): string {
  return page(title, '')
}

/** The portal's root. It asks for a login and takes none: passwords live at Bitrix24 Network, not here. */
export function loginPage(): string {
  return htmlPage(`${companyName}: log in to Bitrix24`)
}

/** A sentence, and something to copy. */
export function messagePage(message: string, toCopy?: string): string {
  return page(message, toCopy === undefined ? '' : `<p><code>${escapeText(toCopy)}</code></p>`)
}

export function choicePage(title: string, choices: readonly { readonly label: string; readonly href: string }[]): string {
  return page(title, `<ul>${choices.map(({ label, href }) => `<li><a href="${escapeText(href)}">${escapeText(label)}</a></li>`).join('')}</ul>`)
}

function page(title: string, rest: string): string {
  return `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeText(title)}</title></head><body><h1>${escapeText(title)}</h1>${rest}</body></html>\n`
}

/** Fit for XML, too. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
