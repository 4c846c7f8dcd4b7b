import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import type { AppError } from '@shared/contract/appError'
import { requestHeader } from '@shared/contract/events'
import type { MethodName, Params, Value } from '@shared/contract/methods'

const root = resolve(import.meta.dirname, '../..')
export const mainFile = resolve(root, 'out/main/main.js')

export type RpcResult<M extends MethodName> = { readonly ok: true; readonly value: Value<M> } | { readonly ok: false; readonly error: AppError }

/** The real browser host in a process of its own, driven over real HTTP as the page does it. */
export class BrowserHostProcess {
  #cookie = ''
  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
    readonly launchUrl: string,
    readonly stderr: () => string,
  ) {}

  static async start(options: { readonly dataDir: string; readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv }): Promise<BrowserHostProcess> {
    if (!existsSync(mainFile)) throw new Error('out/ is missing: npm run build')
    const child = spawn(process.execPath, [mainFile, '--browser', '--no-open', '--data', options.dataDir, ...(options.args ?? [])], { cwd: root, env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const launchUrl = await new Promise<string>((ready, failed) => {
      child.once('exit', (code) => failed(new Error(`the host ended with ${String(code)}: ${stderr}`)))
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /^READY (http:\/\/127\.0\.0\.1:\d+\/#\S+)$/.exec(line)?.[1]
        if (found !== undefined) ready(found)
      })
    })
    return new BrowserHostProcess(child, new URL(launchUrl).origin, launchUrl, () => stderr)
  }

  #headers(): Record<string, string> {
    return { 'content-type': 'application/json', origin: this.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', [requestHeader]: '1', ...(this.#cookie === '' ? {} : { cookie: this.#cookie }) }
  }

  /** Redeems the launch token, as the page does first of all. */
  async signIn(): Promise<this> {
    const token = new URL(this.launchUrl).hash.slice(1)
    const response = await fetch(`${this.url}/session`, { method: 'POST', headers: this.#headers(), body: JSON.stringify({ token }) })
    const cookie = response.headers.get('set-cookie')?.split(';')[0]
    if (!response.ok || cookie === undefined) throw new Error(`no session: ${response.status}`)
    this.#cookie = cookie
    return this
  }

  async rpc<M extends MethodName>(method: M, params: Params<M>): Promise<RpcResult<M>> {
    return (await this.post({ method, params })) as RpcResult<M>
  }

  async post(body: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/rpc`, { method: 'POST', headers: this.#headers(), body: typeof body === 'string' ? body : JSON.stringify(body) })
    return await response.json()
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { ...init, headers: { ...this.#headers(), ...(init.headers as Record<string, string> | undefined) } })
  }

  /** The value, or an error that names the code. */
  async call<M extends MethodName>(method: M, params: Params<M>): Promise<Value<M>> {
    const result = await this.rpc(method, params)
    if (!result.ok) throw new Error(`${method}: ${result.error.code} ${JSON.stringify(result.error.details ?? {})}`)
    return result.value
  }

  /** Ends the process and waits until it is gone. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode
    const gone = new Promise<number | null>((done) => this.process.once('exit', (code) => done(code)))
    this.process.kill(signal)
    return gone
  }
}
