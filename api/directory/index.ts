import { DirectoryResolver, OrganisationServices } from './directory.graphql.ts'
import {
  ServiceCostEntity,
  ServiceEntity,
  ServiceLocationEntity,
  ServicePhoneEntity,
  ServiceScheduleEntity,
  TaxonomyTermEntity,
} from './service.entity.ts'

export const directoryEntities = [
  ServiceEntity,
  ServiceLocationEntity,
  ServiceScheduleEntity,
  ServiceCostEntity,
  ServicePhoneEntity,
  TaxonomyTermEntity,
]
export const directoryResolvers = [DirectoryResolver, OrganisationServices]
export { directoryOperations, directoryPolicy } from './directory.policy.ts'
export { ServiceConnection, ServiceType } from './directory.graphql.ts'
export { ServiceView, TaxonomyTermView } from './directory.views.ts'
export { forgetRetiredServices, indexServices, insert, keepServices, retireServices } from './keep-services.ts'
export { analyseDirectory, placeServices } from './place-services.ts'
export type { KeptCost, KeptLocation, KeptPhone, KeptSchedule, KeptService } from './kept-service.ts'
export { keepOrganisations, keepSource, keepTerms } from './keep-sources.ts'
export type { KeptOrganisation, KeptTerm, SourceFacts } from './keep-sources.ts'
export { placeAsked } from './place-asked.rules.ts'
export { searchServices } from './search-services.ts'
