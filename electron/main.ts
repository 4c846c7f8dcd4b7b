import { parseArguments } from './arguments'

/** The only entry of the packaged app: reads the arguments, imports ONE host. */
const inElectron = Object.hasOwn(process.versions, 'electron') && process.env['ELECTRON_RUN_AS_NODE'] === undefined
const packaged = inElectron && !(process as NodeJS.Process & { defaultApp?: boolean }).defaultApp
const words = process.argv.slice(inElectron ? 1 : 2)
// Unpackaged, Electron is started with the path of the app: its first word that is no switch.
if (inElectron && !packaged) words.splice(words.findIndex((word) => !word.startsWith('-')), 1)
const parsed = parseArguments(words, inElectron)

if (!parsed.ok) {
  // No locale is loaded yet: the usage line is the command line host's.
  void import('./hosts/cli/host').then(({ reportUsageError }) => {
    reportUsageError(parsed.problem, parsed.word)
    process.exit(4)
  })
} else if (parsed.value.host === 'electron') {
  // Awaited, unlike the others: Electron may be ready as soon as this file has run, and the sandbox and the page's scheme
  // can only be set before that.
  const { runHost } = await import('./hosts/electron/host')
  runHost(parsed.value)
} else if (parsed.value.host === 'browser') void import('./hosts/browser/host').then(({ runHost }) => runHost(parsed.value))
else void import('./hosts/cli/host').then(({ runHost }) => runHost(parsed.value))
