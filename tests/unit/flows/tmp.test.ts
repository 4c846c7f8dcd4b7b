import { test } from 'vitest'
import { compileFlows } from '../../../electron/adapters/flowFiles/compileResources'
import { createFlowLibrary } from '@shared/flows/library'
import { exploreFlow, waysDrawn } from '@shared/flows/explore'
test('x', () => { const f = compileFlows('resources/flows', '2026-11-22').flows.map(x=>x.flow); const lib = createFlowLibrary(f); const flow = f[0]!
 const all = new Set<string>(), reached = new Set<string>(), pairs = new Set<string>()
 for (const d of ['employee','agent','admin'] as const) { const s = performance.now(); const e = exploreFlow(flow, lib, d); console.log(d, e.states, (performance.now()-s).toFixed(0)+'ms', e.outcomes, e.stuck.length, [...e.verdicts.keys()].join(' ')); e.taken.forEach(x=>all.add(x)); e.reached.forEach(x=>reached.add(x)); e.pairs.forEach(x=>pairs.add(x)) }
 const drawn = waysDrawn(flow); console.log('ways', drawn.size, 'missing', [...drawn].filter(x=>!all.has(x)), 'extra', [...all].filter(x=>!drawn.has(x)), 'unreached', Object.keys(flow.steps).filter(x=>!reached.has(x)), 'pairs', pairs.size)
})
