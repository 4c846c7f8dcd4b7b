import { it } from 'vitest'
import { exploreFlow, waysDrawn } from '@shared/flows/explore'
import { doors } from '@shared/domain/stateWords'
import { shippedFindings, shippedLibrary } from './flowSupport'
const mine = ['social-link-conflict', 'social-login-change', 'email-taken-on-login-change', 'delete-account']
it('mine', { timeout: 300000 }, () => {
  for (const f of shippedFindings) if (mine.some((id) => f.file.startsWith(id))) console.log(`${f.file}:${f.line} ${f.rule} (${f.step ?? ''}) ${JSON.stringify(f.args)}`)
  for (const id of mine) {
    const flow = shippedLibrary.current(id)
    if (flow === undefined) { console.log('no', id); continue }
    const taken = new Set<string>()
    for (const door of doors) {
      const t = Date.now()
      const e = exploreFlow(flow, shippedLibrary, door)
      for (const one of e.taken) taken.add(one)
      console.log(id, door, 'states', e.states, JSON.stringify(e.outcomes), 'stuck', e.stuck.length, 'verdicts', [...e.verdicts.keys()].join(' '), Date.now() - t, 'ms')
    }
    const drawn = [...waysDrawn(flow)]
    console.log(id, 'edges', taken.size, '/', drawn.length, drawn.filter((w) => !taken.has(w)).join(', '))
  }
})
