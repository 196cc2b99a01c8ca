export { LocalityEntity, OrganisationEntity, type Locality, type Organisation } from './organisation.entity.ts'
export { LocalityView, OrganisationView } from './organisation.views.ts'
export {
  LocalityType,
  MembershipPlaces,
  OrganisationResolver,
  OrganisationType,
  Stale,
} from './organisation.graphql.ts'
export { organisationOperations, organisationPolicy } from './organisation.policy.ts'
export { addLocality, addOrganisation, editLocality, editOrganisation } from './keep-organisations.ts'
export { liesIn } from './locality-tree.ts'
export { locatePostcode, locatePostcodes } from './locate-postcode.ts'
