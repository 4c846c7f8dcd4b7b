import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import { createFlowLibrary } from '@shared/flows/library'
import { compiledFlowSchema, type CompiledFlow } from '@shared/flows/schema'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import { compiledFileName } from './compiledFileName'

/** Reads the compiled flows (`out/resources/flows/*.json`) once. A folder that is missing, empty or damaged stops the start. */
export function loadFlows(dir: string): FlowLibrary {
  let flows: readonly CompiledFlow[]
  try {
    flows = readdirSync(dir)
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const flow = compiledFlowSchema.parse(JSON.parse(readFileSync(join(dir, file), 'utf8')))
        if (file !== compiledFileName(flow)) throw new TypeError(`${file} holds ${flow.id}/${flow.version}`)
        return flow
      })
  } catch (cause) {
    throw new AppFailure('flowsDamaged', { cause })
  }
  if (flows.length === 0) throw new AppFailure('flowsDamaged', { message: 'no flow in the folder' })
  return createFlowLibrary(flows)
}
