import { writeSync } from 'node:fs'
import { pino } from 'pino'
import type { Log, LogFields } from '../../core/ports'
import { createRedactor } from './redact'
import { openRotatingFile } from './rotatingFile'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface LogOptions {
  /** Its folder is made when it is missing. Without a file nothing is kept. */
  readonly file?: string
  readonly level: LogLevel
  readonly stderr?: boolean
  /** Of one file; the present one and two older ones are kept. */
  readonly maxBytes?: number
}

const oneMegabyte = 1024 * 1024
const filesKept = 3
const stderrDescriptor = 2
const ownKeys: readonly string[] = ['level', 'time', 'area', 'event']

/** JSON lines { level, time, area, event, … }. Every value and every key passes the redactor first. */
export function createLog(options: LogOptions): Log & { flush(): void } {
  const redactor = createRedactor()
  const file = options.file === undefined ? undefined : openRotatingFile(options.file, { maxBytes: options.maxBytes ?? oneMegabyte, keep: filesKept })
  const destination = {
    write(line: string): void {
      file?.write(line)
      if (options.stderr === true) writeToStderr(line)
    },
  }
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      // Foreign shapes never reach pino's own serialisers: values are plain when they come here
      serializers: {},
    },
    destination,
  )

  const write = (level: LogLevel, area: string, event: string, fields: LogFields = {}): void => {
    if (!logger.isLevelEnabled(level)) return
    try {
      // A field cannot pass for one of the line's own words
      const safe = Object.entries(asRecord(redactor.value(fields))).filter(([key]) => !ownKeys.includes(key))
      logger[level]({ area: redactor.text(area), event: redactor.text(event), ...Object.fromEntries(safe) })
    } catch {
      // A log line is never worth an error
    }
  }

  return {
    debug: (area, event, fields) => write('debug', area, event, fields),
    info: (area, event, fields) => write('info', area, event, fields),
    warn: (area, event, fields) => write('warn', area, event, fields),
    error: (area, event, fields) => write('error', area, event, fields),
    flush: () => file?.flush(),
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function writeToStderr(line: string): void {
  try {
    writeSync(stderrDescriptor, line)
  } catch {
    // Nobody listens: a closed pipe
  }
}
