import { useParams } from '@solidjs/router'
import { useClient } from '@urql/solid'
import { createSignal, Show, type Accessor } from 'solid-js'
import '../people/people.scss'
import { KeptApart } from '../people/kept-apart.tsx'
import { Shares } from '../people/shares.tsx'
import { CannotFind, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useRead } from '../shell/reads.ts'
import { addDays, today as todayInLondon } from '../ui/words/dates.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { Absences, Availability } from './volunteer-hours.tsx'
import { Checks, Trainings } from './volunteer-checks.tsx'
import { Contact, Details } from './volunteer-details.tsx'
import { Limits, Travel } from './volunteer-limits.tsx'
import type { Desk, PartName, Volunteer } from './volunteer-part.tsx'
import { Status } from './volunteer-status.tsx'
import { ComingVisits } from './volunteer-visits.tsx'
import { Skills, Wishes } from './volunteer-wishes.tsx'
import { VolunteerRecord, VolunteerWordLists } from './volunteer.operations.ts'
import { words } from './volunteer.words.ts'
import './volunteers.scss'

const weeksAhead = 4

/** `/volunteers/:id`: all that is known of a volunteer, part by part, each changed where it stands. */
export default function VolunteerPage() {
  const params = useParams<{ id: string }>()
  const today = todayInLondon()
  const variables = () => ({ id: params.id, from: today, to: addDays(today, weeksAhead * 7) })
  const read = useRead(VolunteerRecord, variables, { live: ['volunteer', 'visit', 'assignment'] })
  const client = useClient()
  const refresh = async () => {
    await client.query(VolunteerRecord, variables(), { requestPolicy: 'network-only' }).toPromise()
  }
  return (
    <Loaded read={read}>
      {(data) => {
        const volunteer = () => {
          const node = data().node
          return node?.__typename === 'Volunteer' ? node : undefined
        }
        return (
          <Show when={volunteer()} fallback={<CannotFind />}>
            {(found) => <Record volunteer={found} refresh={refresh} />}
          </Show>
        )
      }}
    </Loaded>
  )
}

function Record(props: { volunteer: Accessor<Volunteer>; refresh: () => Promise<void> }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const lists = useRead(VolunteerWordLists, () => ({}))
  const [open, setOpen] = createSignal<PartName>()
  const [said, setSaid] = createSignal('')
  let touched = false
  const volunteer = () => props.volunteer()
  const desk: Desk = {
    volunteer,
    lists: lists.data,
    // A volunteer another organisation shares is read, not changed.
    mayKeep: () => volunteer().viewerMay.includes('editVolunteer'),
    open,
    edit: (part) => {
      const now = open()
      if (now && touched) {
        setSaid(t().finishFirst(t().parts[now]))
        document.getElementById(`part-${now}`)?.scrollIntoView({ block: 'start' })
        document.querySelector<HTMLElement>(`[aria-labelledby="part-${now}"] form [type="submit"]`)?.focus()
        return
      }
      touched = false
      setSaid('')
      setOpen(part)
    },
    touch: () => {
      touched = true
    },
    close: (sentence) => {
      const was = open()
      touched = false
      setOpen(undefined)
      setSaid(sentence ?? '')
      if (was) document.getElementById(`open-${was}`)?.focus()
    },
    say: setSaid,
    refresh: props.refresh,
  }
  const whose = () => {
    const { locality, organisation } = volunteer()
    return [locality ? nameIn(language(), locality) : '', organisation?.name ?? ''].filter(Boolean).join(' · ')
  }
  return (
    <Page title={volunteer().name} back={{ href: '/volunteers', text: t().back }}>
      <p class="al-quiet al-volunteer__whose">{whose()}</p>
      <Show when={!desk.mayKeep()}>
        <p class="nhsuk-inset-text">{t().shared}</p>
      </Show>
      <p role="status" class="al-said al-volunteer__said">
        {said()}
      </p>
      <Status desk={desk} />
      <div class="al-volunteer">
        <div>
          <Contact desk={desk} />
          <Details desk={desk} />
          <Checks desk={desk} />
          <Trainings desk={desk} />
          <Skills desk={desk} />
          <Shares
            of={{ kind: 'volunteer', id: volunteer().id, organisation: volunteer().organisation?.id }}
            all={volunteer().shares}
            mayShare={volunteer().viewerMay.includes('shareVolunteer')}
            again={() => void props.refresh()}
          />
        </div>
        <div>
          <ComingVisits desk={desk} />
          <Availability desk={desk} />
          <Absences desk={desk} />
          <Limits desk={desk} />
          <Travel desk={desk} />
          <Wishes desk={desk} />
          <Show when={volunteer().viewerMay.includes('blockPair')}>
            <KeptApart
              of={{ kind: 'volunteer', id: volunteer().id }}
              all={volunteer().blockedPairs}
              again={() => void props.refresh()}
            />
          </Show>
        </div>
      </div>
    </Page>
  )
}
