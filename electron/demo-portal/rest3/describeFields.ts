import type { PhpMap, PhpValue } from '../php/phpValue'
import type { EntityField } from './entityFields'
import { readSelect } from './readQuery'

/** What can be told of a field (documented of main.eventlog.field.list). */
const columns = ['name', 'type', 'title', 'description', 'validationRules', 'requiredGroups', 'filterable', 'sortable', 'editable', 'multiple', 'elementType']

export function readFieldSelect(value: PhpValue | undefined): ReadonlySet<string> | undefined {
  return readSelect(value, { entity: 'DtoFieldDto', names: columns })
}

export function fieldDescriptions<Entity>(fields: readonly EntityField<Entity>[], select: ReadonlySet<string> | undefined): readonly PhpMap[] {
  return fields.map(({ name, type, isFilterable }) => {
    const description: PhpMap = {
      name,
      type,
      title: name,
      description: null,
      validationRules: [],
      requiredGroups: null,
      filterable: isFilterable,
      sortable: isFilterable,
      editable: false,
      multiple: false,
      elementType: null,
    }
    return Object.fromEntries(Object.entries(description).filter(([column]) => select?.has(column) ?? true))
  })
}
