export const bounds: {
  readonly people: { readonly ratio: number }
  readonly 'people at the limit': { readonly ratio: number }
  readonly 'people memory': { readonly most: number }
  readonly 'look-up added': { readonly most: number }
  readonly 'match hostile p99': { readonly most: number }
}
export function boundOf(name: string): number | undefined
