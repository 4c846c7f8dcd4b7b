import type { SettingsRepository } from '../../core/ports'

const key = 'run.state'

/** Whether the last window host ended in order. The row is durable before markRunning returns. */
export interface RunState {
  /** False when a host was killed or the power went: the log deserves a check in the background. True before the first run. */
  wasCleanEnd(): boolean
  markRunning(): void
  markCleanEnd(): void
}

export function createRunState(settings: SettingsRepository): RunState {
  return {
    wasCleanEnd: () => settings.get(key) !== 'running',
    markRunning: () => settings.set(key, 'running'),
    markCleanEnd: () => settings.remove(key),
  }
}
