import { OfferEntity } from './offer.entity.ts'
import { OfferByLinkFields, OfferResolver, OffersSentFields, TaskOffers, VisitOffers } from './offer.graphql.ts'
import { PlanRunEntity, PlanSlidersEntity, PlanSuggestionEntity } from './planning/plan.entity.ts'
import { PlanResolver, SuggestionsSentFields } from './planning/plan.graphql.ts'
import { WhyResolver } from './planning/why.graphql.ts'
import { SuggestionsFields, SuggestResolver } from './suggest.graphql.ts'

export { OfferEntity, type Offer } from './offer.entity.ts'
export { OfferView } from './offer.views.ts'
export { OfferType } from './offer.graphql.ts'
export { matchingListeners } from './listeners.ts'
export { matchingOperations, matchingPolicy } from './offer.policy.ts'
export { sendOffers, type OfferLink, type SendOffersInput } from './send-offers.ts'
export { acceptOffer, declineOffer, undo, type AnswerOfferInput } from './answer-offer.ts'
export { assignVisit, confirmAssignment, type AssignVisitInput } from './assign-visit.ts'
export { lapseOffers } from './settle-offers.ts'
export { offerMail, type Post } from './offer-mail.ts'
export { PlanRunType, PlanSuggestionType } from './planning/plan.graphql.ts'
export { planOperations, planPolicy } from './planning/plan.policy.ts'
export { failStalledPlans, planWeek } from './planning/plan-week.ts'

export const matchingEntities = [OfferEntity, PlanSlidersEntity, PlanRunEntity, PlanSuggestionEntity] as const
export const matchingResolvers = [
  OfferResolver,
  OffersSentFields,
  OfferByLinkFields,
  TaskOffers,
  VisitOffers,
  SuggestResolver,
  SuggestionsFields,
  PlanResolver,
  SuggestionsSentFields,
  WhyResolver,
] as const
