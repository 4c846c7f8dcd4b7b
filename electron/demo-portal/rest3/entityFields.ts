/** A field of an object in REST 3.0, and how to read it from what the portal holds. */
export interface EntityField<Entity> {
  readonly name: string
  readonly type: 'int' | 'string' | 'object'
  /** Also sortable: the two go together (bitrix24.md 2.12). */
  readonly isFilterable: boolean
  /** What is printed. */
  readonly read: (entity: Entity) => string | number
  /** What is compared, where it is not what is printed. */
  readonly key?: (entity: Entity) => number
}

export function keyOf<Entity>(field: EntityField<Entity>, entity: Entity): string | number {
  return field.key === undefined ? field.read(entity) : field.key(entity)
}
