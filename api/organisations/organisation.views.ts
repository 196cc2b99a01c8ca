import { view } from '../reads/index.ts'

export const LocalityView = view('Locality', { table: 'locality', code: 1, relations: { parent: 'parent_id' } })
export const OrganisationView = view('Organisation', { table: 'organisation', code: 2 })
