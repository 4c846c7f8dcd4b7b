import { spawn } from 'node:child_process'

/** Runs every bench and prints one line each: `name: ours / peer = x.xx`. Any failed bench fails the run. */
const child = spawn('npx', ['vitest', 'bench', '--run', ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' })
let output = ''
child.stdout.setEncoding('utf8').on('data', (text) => {
  output += text
})
child.on('close', (code) => {
  const ratios = output.replace(/\u001b\[[0-9;]*m/gu, '').split('\n').filter((line) => / ours \/ peer = /u.test(line))
  if (code !== 0 || ratios.length === 0) {
    process.stdout.write(output)
    process.exitCode = code === 0 || code === null ? 1 : code
    return
  }
  for (const line of ratios) console.log(line.trim())
})
