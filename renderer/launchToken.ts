/**
 * SECURITY: 6B-3. The one-use token comes in the fragment (`#token=…`). It is taken and cleared before anything else
 * runs, the router above all, which uses the fragment too: no history entry, no log and no referrer ever holds it.
 */
function takeLaunchToken(): string | undefined {
  const found = /^#\/?(?:token=)?([A-Za-z0-9_-]{32,128})$/.exec(location.hash)
  if (!found) return undefined
  history.replaceState(null, '', `${location.pathname}${location.search}#/`)
  return found[1]
}

export const launchToken = takeLaunchToken()
