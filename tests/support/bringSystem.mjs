// What the tests need of the machine: a Chromium, and a display for windows that nobody looks at.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome']
const debianPackages = ['chromium', 'xvfb', 'xauth', 'fonts-dejavu-core']

/** @param {string} path */
function canRun(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} name */
function inPath(name) {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find(canRun)
}

function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return canRun(named) ? named : undefined
  for (const name of chromiumNames) {
    const path = canRun(join('/usr/bin', name)) ? join('/usr/bin', name) : inPath(name)
    if (path !== undefined) return path
  }
  return undefined
}

/** xvfb-run needs xauth; without it the script is there and fails. */
const hasXvfb = () => inPath('xvfb-run') !== undefined && inPath('xauth') !== undefined

function installWithApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...words) => spawnSync('apt-get', words, { env, encoding: 'utf8', timeout: 600_000 })
  const updated = apt('update')
  const installed = apt('install', '--yes', '--no-install-recommends', ...debianPackages)
  if (installed.status === 0) return undefined
  const last = `${updated.stderr ?? ''}\n${installed.stderr ?? ''}`.trim().split('\n').at(-1)
  return `apt-get could not install ${debianPackages.join(', ')}: ${last || (installed.error?.message ?? 'no reason given')}`
}

/**
 * Finds what is there and, as root on Debian, installs what is not. What stays missing is named in `reasons`, a sentence
 * each, so that a test that cannot run says why.
 * @returns {Promise<{ chromium?: string, xvfb: boolean, reasons: string[] }>}
 */
export async function bringSystem() {
  const reasons = []
  const needsXvfb = process.platform === 'linux'
  const isComplete = () => findChromium() !== undefined && (!needsXvfb || hasXvfb())
  if (process.env.CHROMIUM_PATH && findChromium() === undefined) reasons.push('CHROMIUM_PATH names no program that can be run.')
  if (!isComplete() && process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const problem = installWithApt()
    if (problem !== undefined) reasons.push(problem)
  }
  const chromium = findChromium()
  const xvfb = needsXvfb && hasXvfb()
  if (chromium === undefined) reasons.push('No Chromium was found: install the package chromium, or name one in CHROMIUM_PATH.')
  if (needsXvfb && !xvfb) reasons.push('No virtual display was found: install the packages xvfb and xauth.')
  return { ...(chromium === undefined ? {} : { chromium }), xvfb, reasons }
}
