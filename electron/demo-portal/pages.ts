import { companyName } from './company/company'

export const htmlType = 'text/html; charset=utf-8'

/** A page with nothing on it but its title: what proxies and web servers send. */
export function htmlPage(title: string): string {
  return `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head><body><h1>${escapeHtml(title)}</h1></body></html>\n`
}

/** The portal's root. It asks for a login and takes none: passwords live at Bitrix24 Network, not here. */
export function loginPage(): string {
  return htmlPage(`${companyName}: log in to Bitrix24`)
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
