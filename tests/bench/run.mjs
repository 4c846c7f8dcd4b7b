import { spawn } from 'node:child_process'
import { boundOf } from './bounds.mjs'

/** Runs every bench and prints one line each: `name: ours / peer = x.xx`. A failed bench fails the run, and so does a ratio above its bound. */
const child = spawn('npx', ['vitest', 'bench', '--run', ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' })
let output = ''
child.stdout.setEncoding('utf8').on('data', (text) => {
  output += text
})
child.on('close', (code) => {
  const lines = output.replace(/\u001b\[[0-9;]*m/gu, '').split('\n')
  const ratios = lines.flatMap((line) => {
    const [, name, ratio] = /^\s*([^:]+): .*?ours \/ (?:peer|bound) = (-?\d+\.\d+)/u.exec(line) ?? []
    return name === undefined ? [] : [{ line: line.trim(), name, ratio: Number(ratio), bound: boundOf(name) }]
  })
  if (code !== 0 || ratios.length === 0) {
    process.stdout.write(output)
    process.exitCode = code === 0 || code === null ? 1 : code
    return
  }
  for (const { line, ratio, bound } of ratios) {
    console.log(bound === undefined ? line : `${line}${ratio > bound ? `  ABOVE ITS BOUND OF ${bound}` : `  (bound ${bound})`}`)
    if (bound !== undefined && ratio > bound) process.exitCode = 1
  }
})
