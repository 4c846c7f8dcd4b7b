/** A step on one visit: where answers and results belong. */
export function placeKey(place: { readonly flow: string; readonly step: string; readonly visit: number }): string {
  return `${place.flow}/${place.step}/${place.visit}`
}
