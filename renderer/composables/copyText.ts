/**
 * Puts a text on the clipboard. Where the permission is refused (Electron's window refuses all) the older way works:
 * it needs a click and no permission.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const focused = document.activeElement
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'sr'
    field.setAttribute('aria-hidden', 'true')
    document.body.append(field)
    field.select()
    const copied = copySelection()
    field.remove()
    if (focused instanceof HTMLElement) focused.focus()
    return copied
  }
}

function copySelection(): boolean {
  const { execCommand } = document as unknown as { execCommand?: (command: string) => boolean }
  return execCommand ? execCommand.call(document, 'copy') : false
}
