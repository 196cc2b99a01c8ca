import { inMyLocality } from '../access/index.ts'
import type { Grant, Relation } from '../kernel/index.ts'
import { literal, raw, rowOf, sql } from '../reads/index.ts'

/**
 * The look was at a record that stands in a relation to me: `lookAt('patient', 'Patient', inMyLocality)`. One person may
 * have records in several roles; who keeps one of them learns of looks at that one only.
 * @param as what `audit_read.about_as` says of such a record; a row that says nothing counts as any
 */
export const lookAt = (table: 'patient' | 'carer' | 'volunteer', as: string, relation: Relation): Relation => ({
  name: `lookAt(${table}) ${relation.name}`,
  where: (row, who) =>
    sql`((${row['about_as']} is null or ${row['about_as']} = ${literal(as)}) and exists (select 1 from ${raw(table)} seen
      where seen.person_id = ${row['about_id']} and ${relation.where(rowOf('seen'), who)}))`,
})

const because = 'they keep the record and answer for who sees it'

export const lookPolicy: readonly Grant[] = [
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on: 'Look', when: lookAt('patient', 'Patient', inMyLocality), because },
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on: 'Look', when: lookAt('carer', 'Carer', inMyLocality), because },
]
