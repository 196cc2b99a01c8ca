import { graphql } from '../graphql.ts'

export const PlanState = graphql(`
  query PlanState($locality: ID!, $week: LocalDate!) {
    planSliders(locality: $locality) {
      continuity
      travel
      fairness
      keepPlan
    }
    planRuns(locality: $locality, week: $week, first: 1) {
      nodes {
        id
        status
        progress
        suggested
        plannedBefore
        kept
        gap
        continuityBefore
        continuityAfter
        unfilledBefore
        unfilledAfter
        longestTripBefore
        longestTripAfter
      }
    }
  }
`)

export const PlanSuggestions = graphql(`
  query PlanSuggestions($week: LocalDate!, $run: ID, $after: String) {
    planSuggestions(week: $week, run: $run, first: 50, after: $after) {
      nodes {
        id
        status
        run {
          id
        }
        visit {
          id
          occursOn
          startsAt
          endsAt
          windowStartsAt
          windowEndsAt
          minutes
          task {
            id
            area
            kind {
              code
              name
              nameCy
            }
            patient {
              id
              name
            }
            carer {
              id
              name
            }
          }
        }
        volunteer {
          id
          name
        }
        insteadOf {
          id
          volunteer {
            id
            name
          }
        }
        reasonsFor {
          code
          facts {
            name
            value
          }
        }
        reasonsAgainst {
          code
          facts {
            name
            value
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const ProposeWeek = graphql(`
  mutation ProposeWeek($input: ProposeWeekInput!) {
    proposeWeek(input: $input) {
      __typename
      ... on WeekProposed {
        run {
          id
        }
      }
    }
  }
`)

export const CancelPlanRun = graphql(`
  mutation CancelPlanRun($input: CancelPlanRunInput!) {
    cancelPlanRun(input: $input) {
      __typename
    }
  }
`)

export const ApplyPlan = graphql(`
  mutation ApplyPlan($input: ApplyPlanInput!) {
    applyPlan(input: $input) {
      __typename
      ... on PlanApplied {
        chosen {
          id
        }
        changed {
          id
          visit {
            id
            occursOn
            task {
              id
              patient {
                id
                name
              }
              carer {
                id
                name
              }
            }
          }
          volunteer {
            id
            name
          }
          because {
            code
            facts {
              name
              value
            }
          }
        }
      }
    }
  }
`)

export const SuggestVisit = graphql(`
  mutation SuggestVisit($input: SuggestVisitInput!) {
    suggestVisit(input: $input) {
      __typename
      ... on VisitSuggested {
        suggestion {
          id
        }
      }
      ... on NotCleared {
        missing {
          code
          facts {
            name
            value
          }
        }
      }
    }
  }
`)

export const DropSuggestion = graphql(`
  mutation DropSuggestion($input: DropSuggestionInput!) {
    dropSuggestion(input: $input) {
      __typename
    }
  }
`)

export const SendSuggestions = graphql(`
  mutation SendSuggestions($input: SendSuggestionsInput!) {
    sendSuggestions(input: $input) {
      offers {
        id
        volunteer {
          id
          name
        }
      }
      notSent {
        id
        volunteer {
          id
          name
        }
        because {
          code
          facts {
            name
            value
          }
        }
      }
      links {
        offer
        url
      }
      undoUntil
    }
  }
`)

export const TakeBackOffer = graphql(`
  mutation TakeBackOffer($input: UndoInput!) {
    undo(input: $input) {
      __typename
    }
  }
`)

export const RepairWays = graphql(`
  query RepairWays($volunteer: ID!, $from: LocalDate!, $to: LocalDate!) {
    repairOptions(volunteer: $volunteer, from: $from, to: $to) {
      key
      lost
      refilled {
        visit {
          id
          occursOn
          startsAt
          task {
            id
            patient {
              id
              name
            }
            carer {
              id
              name
            }
          }
        }
        to {
          id
          name
        }
      }
      moved {
        visit {
          id
          occursOn
          startsAt
          task {
            id
            patient {
              id
              name
            }
            carer {
              id
              name
            }
          }
        }
        from {
          id
          name
        }
        to {
          id
          name
        }
      }
      unfilled {
        id
        occursOn
        startsAt
        task {
          id
          patient {
            id
            name
          }
          carer {
            id
            name
          }
        }
      }
    }
  }
`)

export const ApplyRepair = graphql(`
  mutation ApplyRepair($input: ApplyRepairInput!) {
    applyRepair(input: $input) {
      __typename
      ... on RepairApplied {
        chosen {
          id
        }
        unfilled {
          id
        }
      }
    }
  }
`)

export const Shortages = graphql(`
  query Shortages($week: LocalDate!) {
    shortages(week: $week) {
      kind
      kindName
      kindNameCy
      weekday
      area
      asked
      eligible
      roomFor
      volunteersNeeded
      visits {
        id
      }
    }
  }
`)
