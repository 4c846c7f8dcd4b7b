/** What a worker is started with. */
export interface WorkerTask {
  readonly job: 'verifyLog'
  readonly dataDir: string
  readonly packaged: boolean
  /** One Int32: 1 asks the work to stop. */
  readonly cancelled: SharedArrayBuffer
}
