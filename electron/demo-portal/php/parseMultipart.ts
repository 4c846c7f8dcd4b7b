import { FormTree } from './formTree'
import type { PhpMap } from './phpValue'

const blankLine = '\r\n\r\n'

/** The boundary of a `multipart/form-data` header, quoted or not. */
export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? []
  return quoted ?? plain
}

/**
 * The fields of `multipart/form-data` (bitrix24.md 1.9). Files are left out: no method of this portal takes one by this
 * way. A part that cannot be read is passed over, as PHP does.
 */
export function parseMultipart(body: string, boundary: string): PhpMap {
  const tree = new FormTree()
  const [, ...parts] = `\r\n${body}`.split(`\r\n--${boundary}`)
  for (const part of parts) {
    // two dashes behind the boundary: the end
    if (part.startsWith('--')) break
    const cut = part.indexOf(blankLine)
    const disposition = cut < 0 ? undefined : /^content-disposition:\s*form-data\s*;(.*)$/im.exec(part.slice(0, cut))?.[1]
    if (disposition === undefined || /(?:^|;)\s*filename\*?=/i.test(disposition)) continue
    const [, quoted, plain] = /(?:^|;)\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(disposition) ?? []
    tree.put(quoted ?? plain ?? '', part.slice(cut + blankLine.length))
  }
  return tree.toMap()
}
