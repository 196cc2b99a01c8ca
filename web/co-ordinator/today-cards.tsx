import { For, Show, type JSX } from 'solid-js'
import type { TodayBoardQuery } from '../gql/graphql.ts'
import { LinkButton, Tag } from '../ui/button.tsx'
import { InParts } from '../ui/in-parts.tsx'
import { langOf } from '../ui/words/written-in.ts'
import { MoveMenu } from '../ui/menu.tsx'
import { common } from '../ui/words/common.words.ts'
import { addDays, formatDate, formatTime } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayTimes, sayWhenLine } from '../ui/words/when.ts'
import { nameOf, personOf } from './person-of.ts'
import { checkOf, isLate } from './today.rules.ts'
import { words } from './today.words.ts'

export type TaskToMatch = TodayBoardQuery['toMatch']['nodes'][number]
export type TaskOffered = TodayBoardQuery['offered']['nodes'][number]
export type VisitToday = TodayBoardQuery['visits']['nodes'][number]
export type VisitToCheck = TodayBoardQuery['toCheck']['nodes'][number]

/** Where a card may be moved; each leads to a page, a dialog or nothing more. */
export type Move = 'match' | 'week' | 'withdrawn' | 'unmet' | 'cancelled'

/** A card of the board: one link to open it, facts, and "Move to". `concern` puts the strong edge on it. */
function BoardCard(props: {
  href: string
  heading: string
  concern?: boolean
  children: JSX.Element
  foot?: JSX.Element
}) {
  return (
    <li class="al-card" classList={{ 'al-card--concern': props.concern ?? false }} data-card>
      <h3 class="al-card__name">
        <a href={props.href}>{props.heading}</a>
      </h3>
      {props.children}
      <div class="al-card__foot">{props.foot}</div>
    </li>
  )
}

/** The day of a visit as somebody says it today. */
function Day(props: { on: string; today: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <Show
      when={props.on === props.today}
      fallback={props.on === addDays(props.today, 1) ? t().tomorrow : formatDate(language(), props.on, 'short')}
    >
      {t().today}
    </Show>
  )
}

/** A task without anyone asked yet. */
export function ToMatchCard(props: { task: TaskToMatch; today: string; onMove: (to: Move) => void }) {
  const t = useWords(words)
  const c = useWords(common)
  const s = useWords(terms)
  const { language } = useLanguage()
  const name = () => nameOf(props.task, t().someone)
  return (
    <BoardCard
      href={`/tasks/${props.task.id}/match`}
      heading={name()}
      foot={
        <>
          <a class="al-card__go" href={`/tasks/${props.task.id}/match`} aria-label={t().matchFor(name())} data-match>
            {t().match}
          </a>
          <MoveMenu<Move>
            label={c().moveTo}
            name={t().moveFor(name())}
            choices={[
              { to: 'match', text: t().moves.match },
              { to: 'withdrawn', text: t().moves.withdrawn },
              { to: 'unmet', text: t().moves.unmet },
            ]}
            onMove={(to) => props.onMove(to)}
          />
        </>
      }
    >
      <p class="al-card__line">{nameIn(language(), props.task.kind)}</p>
      <Show when={props.task.nextVisitNeedingSomeone}>
        {(visit) => (
          <p class="al-card__line al-card__when">
            <Show when={visit().startsAt} fallback={<InParts text={sayWhenLine(language(), visit(), 'short')} />}>
              <Day on={visit().occursOn} today={props.today} />,{' '}
              <span class="al-whole">{sayTimes(language(), visit())}</span>
            </Show>
          </p>
        )}
      </Show>
      <p class="al-card__line al-quiet">
        {props.task.area}
        <Show when={props.task.visitsNeedingSomeone > 1}> · {t().needing(props.task.visitsNeedingSomeone)}</Show>
      </p>
      <p class="al-card__tags">
        <Show when={props.task.priority !== 'ROUTINE'}>
          <Tag colour={props.task.priority === 'URGENT' ? 'red' : 'orange'}>{s().priority[props.task.priority]}</Tag>
        </Show>
        <Show when={isLate(props.task, props.today)}>
          <Tag colour="yellow">{t().late}</Tag>
        </Show>
      </p>
    </BoardCard>
  )
}

/** A task with offers on their way. */
export function OfferedCard(props: { task: TaskOffered; today: string; onMove: (to: Move) => void }) {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const name = () => nameOf(props.task, t().someone)
  const waiting = () => props.task.offers.nodes.filter((offer) => offer.status === 'SENT' || offer.status === 'HELD')
  const willing = () => props.task.offers.nodes.filter((offer) => offer.status === 'WILLING')
  const ends = () =>
    [...waiting(), ...willing()]
      .map((offer) => offer.lapsesAt)
      .toSorted()
      .at(0)
  return (
    <BoardCard
      href={`/tasks/${props.task.id}/match`}
      heading={name()}
      foot={
        <MoveMenu<Move>
          label={c().moveTo}
          name={t().moveFor(name())}
          choices={[
            { to: 'match', text: t().moves.more },
            { to: 'withdrawn', text: t().moves.withdrawn },
            { to: 'unmet', text: t().moves.unmet },
          ]}
          onMove={(to) => props.onMove(to)}
        />
      }
    >
      <p class="al-card__line">{nameIn(language(), props.task.kind)}</p>
      <Show when={props.task.nextVisitNeedingSomeone}>
        {(visit) => (
          <p class="al-card__line al-card__when">
            <InParts text={sayWhenLine(language(), visit(), 'short')} />
          </p>
        )}
      </Show>
      <p class="al-card__tags">
        <Tag colour="grey">{t().asked(waiting().length + willing().length)}</Tag>
        <Show when={willing().length > 0}>
          <Tag colour="green">{t().replies(willing().length)}</Tag>
        </Show>
      </p>
      <Show when={ends()}>
        {(at) => (
          <p class="al-card__line al-quiet">
            <InParts
              text={t().ends(
                at().slice(0, 10) === props.today
                  ? t().timeToday(formatTime(language(), at()))
                  : `${formatDate(language(), at(), 'short')}, ${formatTime(language(), at())}`,
              )}
            />
          </p>
        )}
      </Show>
    </BoardCard>
  )
}

/** A visit of today. */
export function VisitCard(props: { visit: VisitToday; onMove: (to: Move) => void }) {
  const t = useWords(words)
  const c = useWords(common)
  const s = useWords(terms)
  const { language } = useLanguage()
  const name = () => nameOf(props.visit.task, t().someone)
  const isOpen = () => props.visit.placesOpen > 0 && ['PLANNED', 'CONFIRMED'].includes(props.visit.status)
  const colour = () =>
    ({ PLANNED: 'grey', CONFIRMED: 'green', STARTED: 'blue', ENDED: 'white', MISSED: 'red', CANCELLED: 'grey' })[
      props.visit.status
    ] as 'grey' | 'green' | 'blue' | 'white' | 'red'
  return (
    <BoardCard
      href={props.visit.task ? `/tasks/${props.visit.task.id}/match?visit=${props.visit.id}` : '/week'}
      heading={name()}
      concern={isOpen() || props.visit.clearanceLostAt != null}
      foot={
        <Show when={['PLANNED', 'CONFIRMED'].includes(props.visit.status)}>
          <MoveMenu<Move>
            label={c().moveTo}
            name={t().moveFor(name())}
            choices={[
              { to: 'match', text: props.visit.placesOpen > 0 ? t().moves.match : t().moves.other },
              { to: 'week', text: t().moves.week },
              { to: 'cancelled', text: t().moves.cancelled },
            ]}
            onMove={(to) => props.onMove(to)}
          />
        </Show>
      }
    >
      <p class="al-card__line al-card__when">{sayTimes(language(), props.visit)}</p>
      <p class="al-card__line">{props.visit.task ? nameIn(language(), props.visit.task.kind) : ''}</p>
      <For each={props.visit.assignments}>
        {(assignment) => (
          <p class="al-card__line al-quiet">
            {t().volunteer}: {assignment.volunteer?.name ?? t().someone}
          </p>
        )}
      </For>
      <p class="al-card__tags">
        <Show when={isOpen()} fallback={<Tag colour={colour()}>{s().visitStatus[props.visit.status]}</Tag>}>
          <Tag colour="red">{props.visit.assignments.length > 0 ? t().needsSecond : t().needsSomeone}</Tag>
        </Show>
        <Show when={props.visit.clearanceLostAt}>
          <Tag colour="red">{t().clearanceLost}</Tag>
        </Show>
      </p>
    </BoardCard>
  )
}

/** A worry that nobody has seen yet, a visit that did not happen, one whose volunteer lost a check, or one over and not
 *  reported: that one can be reported here, after a phone call. */
export function CheckCard(props: {
  visit: VisitToCheck
  onSeen: () => void
  onReported: (happened: boolean) => void
  busy: boolean
}) {
  const t = useWords(words)
  const why = () => {
    switch (checkOf(props.visit)) {
      case 'urgent':
        return { said: t().urgent, colour: 'red', isWorry: true } as const
      case 'worry':
        return { said: t().concern, colour: 'orange', isWorry: true } as const
      case 'missed':
        return { said: t().missed, colour: 'red' } as const
      case 'lost':
        return { said: t().clearanceLost, colour: 'red' } as const
      case 'noReport':
        return { said: t().noReport, colour: 'yellow', isUnreported: true } as const
    }
  }
  const { language } = useLanguage()
  const name = () => nameOf(props.visit.task, t().someone)
  const person = () => personOf(props.visit.task)
  return (
    <BoardCard
      href={person() ? `/people/${person()?.id}` : '/week'}
      heading={name()}
      concern={!('isUnreported' in why())}
      foot={
        <Show
          when={'isUnreported' in why()}
          fallback={
            <LinkButton aria-label={t().seenFor(name())} aria-busy={props.busy} onClick={() => props.onSeen()}>
              {t().seen}
            </LinkButton>
          }
        >
          <LinkButton
            aria-label={t().happenedFor(name())}
            aria-busy={props.busy}
            onClick={() => props.onReported(true)}
          >
            {t().happened}
          </LinkButton>
          <LinkButton aria-label={t().didNotFor(name())} aria-busy={props.busy} onClick={() => props.onReported(false)}>
            {t().didNot}
          </LinkButton>
        </Show>
      }
    >
      <p class="al-card__tags">
        <Tag colour={why().colour}>{why().said}</Tag>
      </p>
      <Show when={'isWorry' in why()}>
        <blockquote class="al-card__words" lang={langOf(props.visit.report?.worry ?? t().noWords, language())}>
          {props.visit.report?.worry ?? t().noWords}
        </blockquote>
      </Show>
      <p class="al-card__line al-quiet">
        <InParts text={sayWhenLine(language(), props.visit, 'short')} />
      </p>
      <For each={props.visit.assignments}>
        {(assignment) => (
          <p class="al-card__line al-quiet">
            {t().volunteer}: {assignment.volunteer?.name ?? t().someone}
          </p>
        )}
      </For>
    </BoardCard>
  )
}
