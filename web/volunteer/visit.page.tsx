import './volunteer.scss'
import { useNavigate, useParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { CannotFind, FaultLine, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct, useRead } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { Button, ButtonLink, Details } from '../ui/button.tsx'
import { Radios } from '../ui/fields.tsx'
import { createForm, textOf } from '../ui/form.ts'
import { today } from '../ui/words/dates.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { mayReport } from './my-week.rules.ts'
import { LeaveMyVisit, MyVisit, StartMyVisit } from './visit.operations.ts'
import { visitIn, type OneVisit } from './one-visit.ts'
import { OfficeLine, useKind, VisitFacts, whoOf } from './visit-facts.tsx'
import { words as factsWords } from './facts.words.ts'
import { words as weekWords } from './my-week.words.ts'
import { words } from './visit.words.ts'

/** `/v/visits/:id`: all about one visit, and what a volunteer can say before it. */
export default function VisitPage() {
  const params = useParams<{ id: string }>()
  const visit = useRead(MyVisit, () => ({ id: params.id }), { live: ['visit', 'assignment'] })
  return (
    <div class="al-volunteer">
      <Loaded read={visit}>
        {(data) => (
          <Show when={visitIn(data())} fallback={<CannotFind />}>
            {(found) => <OneVisitShown visit={found()} again={visit.again} />}
          </Show>
        )}
      </Loaded>
    </div>
  )
}

function OneVisitShown(props: { visit: OneVisit; again: () => void }) {
  const t = useWords(words)
  const f = useWords(factsWords)
  const w = useWords(weekWords)
  const kindOf = useKind()
  const navigate = useNavigate()
  const session = useSession()
  const start = useAct(StartMyVisit)
  const leave = useAct(LeaveMyVisit)
  const [said, setSaid] = createSignal<string>()
  const day = today()
  const mine = () =>
    props.visit.assignments.find((each) => each.volunteer?.id === session.viewer()?.volunteer?.id) ??
    props.visit.assignments[0]
  const status = (): string | undefined => {
    switch (props.visit.status) {
      // Said in the box below, which is red.
      case 'CANCELLED':
        return undefined
      case 'MISSED':
        return f().status.missed
      case 'ENDED':
        return f().status.ended
      case 'STARTED':
        return f().status.started
      case 'PLANNED':
      case 'CONFIRMED':
        return undefined
    }
  }
  const refused = (because: string) => t().notPossible[because] ?? t().notPossible['other'] ?? ''
  const arrive = async () => {
    const result = (await start.send({ input: { visit: props.visit.id, clientMutationId: onceKey() } }))?.startVisit
    if (result?.__typename === 'NotPossible') setSaid(refused(result.because))
    if (result) props.again()
  }
  const form = createForm(async (data) => {
    const assignment = mine()
    if (!assignment) return []
    const series = textOf(data, 'series') === 'all'
    const result = (
      await leave.send({
        input: { assignment: assignment.id, reason: 'CANNOT_COME', series, clientMutationId: onceKey() },
      })
    )?.endAssignment
    if (!result) return []
    if (result.__typename === 'NotPossible') {
      setSaid(refused(result.because))
      return []
    }
    navigate('/v?left=yes')
    return []
  })
  const isOver = () => props.visit.status === 'ENDED' || props.visit.status === 'MISSED'
  const isAhead = () => props.visit.status === 'PLANNED' || props.visit.status === 'CONFIRMED'
  const name = () => whoOf(props.visit)?.name ?? f().someone
  return (
    <Page
      title={`${t().visitTitle}: ${name()}`}
      heading={kindOf(props.visit.task?.kind)}
      back={{ href: '/v', text: w().title }}
    >
      <FaultLine fault={start.fault() ?? leave.fault()} />
      <p role="status" class="al-said">
        {said() ?? status()}
      </p>
      <Show when={props.visit.status === 'CANCELLED'}>
        <p class="al-warn">{f().status.cancelled}</p>
      </Show>
      <Show when={props.visit.clearanceLostAt && isAhead()}>
        <p class="al-warn">{f().status.clearanceLost}</p>
      </Show>
      <div class="al-offer">
        <VisitFacts visit={props.visit} words />
        <OfficeLine organisation={props.visit.task?.organisation} />
      </div>
      <div class="al-answers">
        <Show when={mayReport(props.visit, new Date(), day) || isOver()}>
          <ButtonLink
            kind={isOver() || props.visit.clearanceLostAt ? 'secondary' : 'primary'}
            href={`/v/visits/${props.visit.id}/report`}
          >
            {isOver() ? t().changeReport : f().tellUs}
          </ButtonLink>
        </Show>
        <Show when={isAhead() && props.visit.occursOn === day && !props.visit.clearanceLostAt}>
          <Button kind="secondary" busy={start.busy()} onClick={() => void arrive()}>
            {t().iAmHere}
          </Button>
        </Show>
      </div>
      <Show when={isAhead() && mine()}>
        <Details summary={t().cannotGo}>
          <p>{t().cannotGoIntro}</p>
          <form class="al-form--inline" onSubmit={form.submit} novalidate>
            <Show when={props.visit.task?.recurrence}>
              <Radios
                name="series"
                label={t().cannotGoWhich}
                value="one"
                choices={[
                  { value: 'one', text: t().justThis },
                  { value: 'all', text: t().all },
                ]}
              />
            </Show>
            <Button type="submit" kind="secondary" busy={leave.busy()}>
              {t().sendCannotGo}
            </Button>
          </form>
        </Details>
      </Show>
    </Page>
  )
}
