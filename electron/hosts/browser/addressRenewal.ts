/** A printed address lives a minute; whoever reads the terminal later finds a fresh one below it. */
export interface AddressRenewal {
  start(): void
  /** Somebody came in, or the app ends. */
  stop(): void
}

/** Prints a fresh address each time the last one has run out unused, a bounded number of times. */
export function createAddressRenewal(options: { readonly launchUrl: () => string; readonly print: (address: string) => void; readonly everyMs: number; readonly times: number }): AddressRenewal {
  let timer: ReturnType<typeof setInterval> | undefined
  let left = options.times
  const stop = (): void => clearInterval(timer)
  return {
    start() {
      timer = setInterval(() => {
        left -= 1
        options.print(options.launchUrl())
        if (left <= 0) stop()
      }, options.everyMs)
      timer.unref()
    },
    stop,
  }
}
