import type { PrintDocument, PrintSection } from '../contract/printDocument'

/** SECURITY: the only way a text gets into the page. Every sign that means something to HTML, in text and in attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** Inline, because the page must work as one file; the policy beside it lets nothing else in. */
const styles = `
*{box-sizing:border-box}
body{margin:0 auto;max-width:44rem;padding:1rem;background:#fff;color:#111;font:1rem/1.5 system-ui,"Segoe UI",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.0625rem;line-height:1.35;margin:0;display:flex;gap:.5rem}
h2 .no{flex:none;min-width:1.75rem;font-variant-numeric:tabular-nums}
header{margin-bottom:.75rem}
section{border-top:1px solid #767676;padding:.75rem 0;scroll-margin-top:.5rem}
section:target h2 .no{text-decoration:underline}
p,ol,ul,dl,pre,blockquote{margin:.375rem 0 0}
ol,ul{padding-left:1.5rem}
.mark{font-size:.875rem;font-weight:600;border:1px solid #111;padding:0 .375rem;display:inline-block}
.helper{border-left:3px solid #767676;padding-left:.75rem;margin-top:.5rem}
.ways{list-style:none;padding:0}
.ways li{padding:.125rem 0}
.ways a{display:inline-block;min-height:1.75rem;font-weight:600;white-space:nowrap}
.hint{color:#444}
.write{display:block;border-bottom:1px solid #111;height:2rem}
.message{border:1px solid #767676;padding:.5rem .75rem;white-space:pre-wrap;font:inherit;margin:.375rem 0 0}
dl div{display:flex;flex-wrap:wrap;column-gap:.5rem}
dt{font-weight:600}
dd{margin:0}
a{color:#0043a8}
footer{border-top:2px solid #111;padding-top:.75rem;font-size:.875rem}
@page{margin:16mm}
@media print{body{padding:0;max-width:none;font-size:10pt;line-height:1.35}section{padding:.5rem 0}.ways li{padding:0}.ways a{min-height:0}.write{height:1.5rem}a{color:#111;text-decoration:none}section{break-inside:avoid}h2{break-after:avoid}footer{break-inside:avoid}}
`

/** The page as one file: no script, nothing fetched from anywhere, the same on a phone and on paper. */
export function printHtml(document: PrintDocument): string {
  const { language, title, summary, howTo, sections, about } = document
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${styles}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${escapeHtml(title)}</h1>`,
    paragraph(summary),
    list('ul', howTo),
    '</header>',
    '<main>',
    ...sections.map(sectionHtml),
    '</main>',
    `<footer>${rows(about)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function sectionHtml(section: PrintSection): string {
  return [
    `<section id="s${section.number}">`,
    `<h2><span class="no">${section.number}.</span> <span>${escapeHtml(section.heading)}</span></h2>`,
    section.mark === undefined ? '' : `<p><span class="mark">${escapeHtml(section.mark)}</span></p>`,
    section.outcome === undefined ? '' : `<p><strong>${escapeHtml(section.outcome)}</strong></p>`,
    paragraph(section.body),
    list('ol', section.do),
    section.message === undefined ? '' : `${rows(section.message.rows)}<div class="message">${escapeHtml(section.message.text)}</div>`,
    ...section.helpers.map(({ label, body, do: lines }) => `<div class="helper"><p><strong>${escapeHtml(label)}</strong></p>${paragraph(body)}${list('ol', lines)}</div>`),
    section.links.length === 0 ? '' : `<ul>${section.links.map((link) => `<li>${escapeHtml(link.label)}: ${addressHtml(link)}</li>`).join('')}</ul>`,
    section.blank === undefined ? '' : `<p>${escapeHtml(section.blank)} <span class="write"></span></p>`,
    section.ways.length === 0 ? '' : `<ul class="ways">${section.ways.map(wayHtml).join('')}</ul>`,
    '</section>',
  ].filter((part) => part !== '').join('\n')
}

function wayHtml({ label, hint, then, to }: PrintSection['ways'][number]): string {
  const more = hint === undefined ? '' : ` <span class="hint">(${escapeHtml(hint)})</span>`
  return `<li>${escapeHtml(label)}${more} → <a href="#s${to}">${escapeHtml(then)}</a></li>`
}

function addressHtml({ address, complete }: PrintSection['links'][number]): string {
  return complete && address.startsWith('https://') ? `<a href="${escapeHtml(address)}" rel="noreferrer">${escapeHtml(address)}</a>` : escapeHtml(address)
}

function paragraph(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<p>${escapeHtml(text)}</p>`
}

function list(kind: 'ol' | 'ul', lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<${kind}>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</${kind}>`
}

function rows(all: readonly { readonly label: string; readonly value: string }[]): string {
  return `<dl>${all.map(({ label, value }) => `<div><dt>${escapeHtml(label)}:</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`
}
