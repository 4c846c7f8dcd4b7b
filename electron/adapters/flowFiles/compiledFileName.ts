export function compiledFileName(flow: { readonly id: string; readonly version: number }): string {
  return `${flow.id}.v${flow.version}.json`
}
