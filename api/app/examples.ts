/** What stands in GraphiQL at first: operations of the three main users, to run one by one. */
export const examples = /* GraphQL */ `
  # Sign in, then choose an operation by its name. The demo's sign-ins are printed by npm start;
  # whoever you are, you see what your role may see, and the answer's header x-cost says what it could weigh.

  mutation SignIn {
    signIn(input: { email: "sally@midhurst.example", password: "walk-the-south-downs" }) {
      ... on SignedIn {
        viewer {
          name
          roles
        }
      }
      ... on SignInRefused {
        tryAgainInSeconds
      }
    }
  }

  # A volunteer co-ordinator: what still needs somebody, and who has been asked.
  query VolunteerCoOrdinatorToday {
    tasks(filter: { needsSomeone: true }, first: 10) {
      totalCount
      nodes {
        id
        area
        kind {
          name
        }
        patient {
          name
        }
        nextVisitNeedingSomeone {
          occursOn
          startsAt
          endsAt
        }
      }
    }
    offers(first: 10) {
      nodes {
        status
        lapsesAt
        volunteer {
          name
        }
      }
    }
  }

  # The same co-ordinator: who could do one of them, in what order and why ("task" among the variables).
  query VolunteerCoOrdinatorMatch($task: ID!) {
    suggestVolunteers(task: $task, first: 5) {
      considered
      ranked {
        nodes {
          rank
          fit
          volunteer {
            name
          }
          reasonsFor {
            code
          }
        }
      }
      ruledOutBecause {
        code
        count
      }
    }
  }

  # A care co-ordinator (grace@midhurst.example): my people, and what I asked for them.
  query CareCoOrdinatorPeople {
    patients(filter: { mine: true }, first: 10) {
      nodes {
        id
        name
        status
        locality {
          name
        }
      }
    }
    tasks(filter: { askedByMe: true }, first: 10) {
      nodes {
        id
        status
        kind {
          name
        }
        visitsNeedingSomeone
      }
    }
  }

  # A volunteer (peter@midhurst.example): my visits, and what I am asked.
  query VolunteerWeek {
    visits(filter: { mine: true }, first: 10) {
      nodes {
        occursOn
        startsAt
        endsAt
        task {
          area
          kind {
            name
          }
        }
      }
    }
    offers(first: 10) {
      nodes {
        id
        status
        lapsesAt
      }
    }
  }

  # Anybody: the directory.
  query FindHelp {
    services(search: { words: "lunch club" }, first: 5) {
      totalCount
      nodes {
        name
        description
      }
    }
  }
`
