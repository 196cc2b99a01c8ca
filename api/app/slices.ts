import * as access from '../access/index.ts'
import * as audit from '../audit/index.ts'
import * as directory from '../directory/index.ts'
import * as matching from '../matching/index.ts'
import * as organisations from '../organisations/index.ts'
import * as people from '../people/index.ts'
import * as tasks from '../tasks/index.ts'
import * as visits from '../visits/index.ts'
import * as volunteers from '../volunteers/index.ts'
import type { Grant, OperationGrant } from '../kernel/index.ts'
import type { Context, DomainEvent, JobHandler } from '../reads/index.ts'
import { FailedJobsResolver, jobOperations } from './jobs.graphql.ts'
import { viewerMayResolvers } from './viewer-may.graphql.ts'

/** Every slice's parts in one place: what is stored, what is asked, who may, who listens. A new slice is named here. */
export const entities = [
  access.AccountEntity,
  access.MembershipEntity,
  access.ApiKeyEntity,
  audit.AuditReadEntity,
  organisations.LocalityEntity,
  organisations.OrganisationEntity,
  ...people.peopleEntities,
  ...volunteers.volunteerEntities,
  ...directory.directoryEntities,
  ...tasks.taskEntities,
  ...visits.visitEntities,
  ...matching.matchingEntities,
]

export const grants: readonly Grant[] = [
  ...access.accessPolicy,
  ...organisations.organisationPolicy,
  ...people.peoplePolicy,
  ...people.lookPolicy,
  ...volunteers.volunteerPolicy,
  ...volunteers.volunteerLookPolicy,
  ...directory.directoryPolicy,
  ...tasks.taskPolicy,
  ...visits.visitPolicy,
  ...matching.matchingPolicy,
  ...matching.planPolicy,
]

export const resolvers = [
  access.SessionResolver,
  access.ViewerMemberships,
  access.AccountMemberships,
  access.AccountResolver,
  access.ApiKeyResolver,
  access.ApiKeyMemberships,
  organisations.OrganisationResolver,
  organisations.MembershipPlaces,
  ...people.peopleResolvers,
  ...volunteers.volunteerResolvers,
  ...directory.directoryResolvers,
  ...tasks.taskResolvers,
  ...visits.visitResolvers,
  ...matching.matchingResolvers,
  FailedJobsResolver,
  ...viewerMayResolvers(grants, {
    Account: access.AccountType,
    Membership: access.MembershipType,
    Organisation: organisations.OrganisationType,
    Patient: people.PatientType,
    Carer: people.CarerType,
    CareRelationship: people.CareRelationshipType,
    Consent: people.ConsentType,
    Share: people.ShareType,
    Volunteer: volunteers.VolunteerType,
    Check: volunteers.CheckType,
    Training: volunteers.TrainingType,
    Absence: volunteers.AbsenceType,
    BlockedPair: volunteers.BlockedPairType,
    TaskRule: volunteers.TaskRuleType,
    Task: tasks.TaskType,
    Visit: visits.VisitType,
    Assignment: visits.AssignmentType,
    Offer: matching.OfferType,
    PlanRun: matching.PlanRunType,
    PlanSuggestion: matching.PlanSuggestionType,
  }),
]

export const operations: readonly OperationGrant[] = [
  ...access.accessOperations,
  ...organisations.organisationOperations,
  ...people.peopleOperations,
  ...volunteers.volunteerOperations,
  ...directory.directoryOperations,
  ...tasks.taskOperations,
  ...visits.visitOperations,
  ...matching.matchingOperations,
  ...matching.planOperations,
  ...jobOperations,
]

type Listener = (ctx: Context, event: DomainEvent) => Promise<void>
/** Who is told of what, in the same transaction, before commit. A listener that fails undoes the command. */
export const listeners: Readonly<Record<string, readonly Listener[]>> = inOrder(
  tasks.taskListeners,
  visits.visitListeners,
  matching.matchingListeners,
)

/** All listeners of an event, those of lower slices first. */
function inOrder(...slices: readonly Readonly<Record<string, Listener>>[]): Record<string, Listener[]> {
  const all: Record<string, Listener[]> = {}
  for (const slice of slices) for (const [event, listener] of Object.entries(slice)) (all[event] ??= []).push(listener)
  return all
}

/** What is done outside the database, from the outbox. Each name is also in `jobs.known` (a migration). */
export const jobHandlers: readonly JobHandler<matching.Post>[] = [matching.offerMail, matching.planWeek]

/** Jobs that keep the network up to date: run every minute, each safe to run twice and at once. */
export const jobs: readonly {
  readonly name: string
  readonly run: (ctx: Context) => Promise<unknown>
}[] = [
  { name: 'extend visits', run: visits.extendVisits },
  { name: 'close visits nobody went to', run: visits.missUnfilledVisits },
  { name: 'lapse offers', run: matching.lapseOffers },
  { name: 'give up on stalled plans', run: matching.failStalledPlans },
  { name: 'forget retired services', run: directory.forgetRetiredServices },
  { name: 'make the months of the audit', run: audit.makeAuditMonths },
]
