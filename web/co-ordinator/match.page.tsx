import { useParams, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { AnswersSoFarQuery, MatchTaskQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { useKeys } from '../shell/keys.ts'
import { CannotFind, FaultLine, Loaded, Loading } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { unforeseen, useAct, useRead, type Read } from '../shell/reads.ts'
import { Button, Details, Tag } from '../ui/button.tsx'
import { ReasonList } from '../ui/reason-list.tsx'
import { formatDate, formatTime, weekdayOf } from '../ui/words/dates.ts'
import { sayRuledOut, type Names } from '../ui/words/reasons.words.ts'
import { sayRecurrence } from '../ui/words/recurrence.ts'
import { languageName, terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhen } from '../ui/words/when.ts'
import { Candidate } from './match-candidate.tsx'
import type { Wanted } from './match-message.ts'
import { DistancePicture } from './match-picture.tsx'
import { langOf } from '../ui/words/written-in.ts'
import { SendDialog, SentPanel, type Sent } from './match-send.tsx'
import { AnswersSoFar, ChooseWilling, MatchTask, NamesOfCodes, RuledOutOf } from './match.operations.ts'
import { words } from './match.words.ts'
import { nameOf, personOf } from './person-of.ts'

type Suggestions = MatchTaskQuery['suggestVolunteers']
const live = ['task', 'visit', 'offer', 'assignment', 'volunteer'] as const

/** `/tasks/:id/match`: who could go, why and why not, and asking them. */
export default function MatchPage() {
  const t = useWords(words)
  const { language } = useLanguage()
  const params = useParams<{ id: string }>()
  const [search] = useSearchParams<{ visit?: string }>()
  const read = useRead(MatchTask, () => ({ task: params.id, visit: search.visit ?? null, first: 10 }), { live })
  const codes = useRead(NamesOfCodes, () => ({}))
  const names = createMemo<Names>(() => {
    const data = codes.data()
    if (!data) return {}
    return Object.fromEntries(
      [...data.skills, ...data.trainingCourses, ...data.taskKinds].map((each) => [each.code, nameIn(language(), each)]),
    )
  })
  const task = () => read.data()?.suggestVolunteers.task ?? undefined
  return (
    <Show when={read.fault()?.kind !== 'notFound'} fallback={<CannotFind />}>
      <Page
        title={t().title}
        back={{ href: '/today', text: t().today }}
        heading={(() => {
          const found = task()
          return found ? t().heading(nameIn(language(), found.kind), nameOf(found, t().someone)) : t().title
        })()}
      >
        <Show
          when={read.data() !== undefined || read.fault()}
          fallback={
            <p class="al-quiet" role="status">
              {t().working}
            </p>
          }
        >
          <Loaded read={read}>
            {(data) => (
              <Show when={data().suggestVolunteers.task} fallback={<Loading />}>
                <Matching task={params.id} suggestions={data().suggestVolunteers} names={names()} again={read.again} />
              </Show>
            )}
          </Loaded>
        </Show>
      </Page>
    </Show>
  )
}

function Matching(props: { task: string; suggestions: Suggestions; names: Names; again: () => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const [search, setSearch] = useSearchParams<{ visit?: string }>()
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set())
  const [previewing, setPreviewing] = createSignal(false)
  const [weeks, setWeeks] = createSignal(false)
  const [sent, setSent] = createSignal<{ answer: Sent; wanted: Wanted; lapsesAt: string }>()
  const [said, setSaid] = createSignal('')
  const answers = useRead(AnswersSoFar, () => ({ task: props.task, first: 50 }), { live })
  const asked = createMemo(
    () =>
      new Set(
        answers
          .data()
          ?.offers.nodes.filter((offer) => offer.status === 'SENT')
          .map((offer) => offer.volunteer?.id),
      ),
  )

  const task = () => props.suggestions.task as NonNullable<Suggestions['task']>
  const visit = () => props.suggestions.visit ?? task().nextVisitNeedingSomeone ?? undefined
  const isNeeded = () => props.suggestions.standing === 'NEEDS_SOMEONE'
  const ranked = () => (isNeeded() ? props.suggestions.ranked.nodes : [])
  const people = createMemo(() =>
    ranked().flatMap(({ volunteer }) => (volunteer && ticked().has(volunteer.id) ? [volunteer] : [])),
  )
  const isSeries = () => task().recurrence != null && search.visit === undefined
  const wanted = (): Wanted => ({
    kind: task().kind,
    area: task().area,
    when: visit(),
    recurrence: isSeries() ? (task().recurrence ?? undefined) : undefined,
    organisation: task().organisation ?? undefined,
  })
  const tick = (id: string | undefined, on?: boolean) => {
    if (id === undefined) return
    const next = new Set(ticked())
    if (on ?? !next.has(id)) next.add(id)
    else next.delete(id)
    setTicked(next)
    setSaid('')
  }
  const preview = () => {
    if (people().length === 0) return setSaid(t().tickFirst)
    setPreviewing(true)
  }
  useKeys({
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => [String(place), () => tick(ranked()[place - 1]?.volunteer?.id)]),
    ),
    w: () => setWeeks(!weeks()),
    o: preview,
  })

  return (
    <>
      <p role="status" class="al-said al-said--note">
        {said()}
      </p>
      <Show when={sent()}>
        {(was) => (
          <SentPanel
            sent={was().answer}
            wanted={was().wanted}
            lapsesAt={was().lapsesAt}
            onUndone={(sentence) => {
              setSent(undefined)
              setSaid(sentence)
              props.again()
            }}
          />
        )}
      </Show>
      <Request suggestions={props.suggestions} />
      <Show when={task().recurrence != null && task().nextVisitNeedingSomeone}>
        {(next) => (
          <div class="al-chips" role="group" aria-label={t().which}>
            <button
              type="button"
              class="al-chip"
              aria-pressed={search.visit === undefined}
              onClick={() => setSearch({ visit: undefined })}
            >
              {t().series(sayRecurrence(language(), task().recurrence))}
            </button>
            <button
              type="button"
              class="al-chip"
              aria-pressed={search.visit !== undefined}
              onClick={() => setSearch({ visit: search.visit ?? next().id })}
            >
              {t().oneVisit(formatDate(language(), (props.suggestions.visit ?? next()).occursOn, 'short'))}
            </button>
          </div>
        )}
      </Show>
      <Answers read={answers} again={props.again} />
      <div class="al-match">
        <section aria-labelledby="suggested">
          <h2 id="suggested">{t().suggested}</h2>
          <Show when={ranked().length > 0} fallback={<NoOne suggestions={props.suggestions} names={props.names} />}>
            <ol class="al-plain">
              <For each={ranked()}>
                {(suggestion, index) => (
                  <Candidate
                    suggestion={suggestion}
                    place={index() + 1}
                    ticked={suggestion.volunteer != null && ticked().has(suggestion.volunteer.id)}
                    asked={suggestion.volunteer != null && asked().has(suggestion.volunteer.id)}
                    showWeek={weeks()}
                    weekday={visit() ? weekdayOf(visit()?.occursOn ?? '') : undefined}
                    names={props.names}
                    onTick={(on) => tick(suggestion.volunteer?.id, on)}
                  />
                )}
              </For>
            </ol>
            <div class="al-send">
              <Button onClick={preview}>{t().send(people().length)}</Button>
            </div>
            <p class="al-quiet al-wide-only">{t().keys}</p>
          </Show>
          <Show when={isNeeded()}>
            <RuledOut task={props.task} visit={search.visit} suggestions={props.suggestions} names={props.names} />
          </Show>
        </section>
        <Show when={ranked().some((each) => each.distanceKm != null)}>
          <aside aria-labelledby="where" class="al-no-print">
            <h2 id="where">{t().where}</h2>
            <DistancePicture
              people={ranked().flatMap(({ distanceKm }, index) =>
                distanceKm == null ? [] : [{ rank: index + 1, km: distanceKm }],
              )}
            />
          </aside>
        </Show>
      </div>
      <SendDialog
        open={previewing()}
        onClose={() => setPreviewing(false)}
        task={props.task}
        visit={search.visit}
        wanted={wanted()}
        people={people()}
        onAnswer={(answer, lapsesAt) => {
          setPreviewing(false)
          switch (answer.__typename) {
            case 'OffersSent':
              setSaid('')
              setSent({ answer, wanted: wanted(), lapsesAt })
              setTicked(new Set<string>())
              break
            case 'NotCleared':
              setSaid(t().notCleared(answer.volunteer?.name ?? t().someone))
              break
            case 'NothingOpen':
              setSaid(t().nothingOpen)
              break
            default:
              unforeseen(answer)
          }
          props.again()
        }}
      />
    </>
  )
}

/** The request, in short, and more of it on demand. */
function Request(props: { suggestions: Suggestions }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const task = () => props.suggestions.task as NonNullable<Suggestions['task']>
  const visit = () => props.suggestions.visit ?? task().nextVisitNeedingSomeone
  const notes = () =>
    [
      task().needsLanguage ? `${t().needs}: ${languageName(language(), task().needsLanguage ?? '')}` : '',
      task().prefersLanguage ? `${t().prefers}: ${languageName(language(), task().prefersLanguage ?? '')}` : '',
      task().needsGender ? `${t().needs}: ${s().gender[task().needsGender ?? 'OTHER'].toLowerCase()}` : '',
      task().prefersGender ? `${t().prefers}: ${s().gender[task().prefersGender ?? 'OTHER'].toLowerCase()}` : '',
      task().hasPets ? t().pets : '',
      task().hasSmoking ? t().smoking : '',
      task().hasStairs ? t().stairs : '',
      task().volunteersNeeded > 1 ? t().two : '',
    ].filter(Boolean)
  return (
    <div class="al-request">
      <p class="al-request__when">
        <strong>
          <Show when={visit()}>{(shown) => <>{sayWhen(language(), shown())}, </>}</Show>
          {task().area}
        </strong>
        <Show when={task().recurrence}> · {sayRecurrence(language(), task().recurrence)}</Show>{' '}
        <Show when={task().priority !== 'ROUTINE'}>
          <Tag colour={task().priority === 'URGENT' ? 'red' : 'orange'}>{s().priority[task().priority]}</Tag>
        </Show>
      </p>
      <For each={props.suggestions.visit?.assignments}>
        {(assignment) => <p>{t().going(assignment.volunteer?.name ?? t().someone)}</p>}
      </For>
      <Details summary={t().request}>
        <Show when={task().inTheirWords}>
          {(said) => (
            <>
              <h2 class="nhsuk-heading-s">{t().theirWords}</h2>
              <blockquote class="al-card__words" lang={langOf(said(), language())}>
                {said()}
              </blockquote>
            </>
          )}
        </Show>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <For each={notes()}>{(note) => <li>{note}</li>}</For>
        </ul>
      </Details>
    </div>
  )
}

/** Nobody is needed any more; or nobody passes every rule: who is close, and what would have to change. */
function NoOne(props: { suggestions: Suggestions; names: Names }) {
  const t = useWords(words)
  const isNeeded = () => props.suggestions.standing === 'NEEDS_SOMEONE'
  return (
    <div class="al-panel">
      <Show
        when={isNeeded()}
        fallback={
          <>
            <p>
              <strong>{t().standing[props.suggestions.standing]}</strong> {t().done}
            </p>
            <p>
              <a href="/today">{t().backToToday}</a>
            </p>
          </>
        }
      >
        <p>
          <strong>{t().noSuggestions}</strong>{' '}
          <Show when={props.suggestions.close.length > 0}>{t().close(props.suggestions.close.length)}.</Show>
        </p>
        {/* What keeps people away is changed there: consent, hours, skills, how many are needed. */}
        <Show when={props.suggestions.task}>
          {(task) => (
            <p class="al-row">
              <a href={`/tasks/${task().id}`}>{t().openTask}</a>
              <Show when={personOf(task())}>
                {(person) => (
                  <a href={`/people/${person().id}`}>
                    {t().openPerson}: {person().name}
                  </a>
                )}
              </Show>
            </p>
          )}
        </Show>
      </Show>
      <Show when={isNeeded() && props.suggestions.close.length > 0}>
        <p>{t().closeIntro}</p>
        <ul class="al-plain">
          <For each={props.suggestions.close}>
            {(person) => (
              <li>
                <Show when={person.volunteer}>
                  {(volunteer) => <a href={`/volunteers/${volunteer().id}`}>{volunteer().name}</a>}
                </Show>
                <ReasonList side="missing" reasons={person.missing} names={props.names} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}

/** "Why not someone else?": counts for all, names on request (asking for them is recorded). */
function RuledOut(props: { task: string; visit: string | undefined; suggestions: Suggestions; names: Names }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const [asked, setAsked] = createSignal(false)
  const read = useRead(RuledOutOf, () => ({ task: props.task, visit: props.visit ?? null, first: 50, after: null }), {
    pause: () => !asked(),
  })
  return (
    <Details summary={t().whyNot(t().ruledOut(props.suggestions.ruledOutCount))}>
      <p>{t().considered(props.suggestions.considered)}</p>
      <ul class="al-inline-list">
        <For each={props.suggestions.ruledOutBecause}>
          {(because) => <li>{sayRuledOut(language(), because.code, because.count)}</li>}
        </For>
      </ul>
      <Show
        when={asked()}
        fallback={
          <Show when={props.suggestions.ruledOutCount > 0}>
            <Button kind="secondary" small onClick={() => setAsked(true)}>
              {t().showNames}
            </Button>
          </Show>
        }
      >
        <Loaded read={read}>
          {(data) => (
            <ul class="al-plain">
              <For each={data().suggestVolunteers.ruledOut.nodes}>
                {(person) => (
                  <li>
                    <strong>{person.volunteer?.name}</strong>
                    <ReasonList side="missing" reasons={person.missing} names={props.names} />
                  </li>
                )}
              </For>
            </ul>
          )}
        </Loaded>
      </Show>
    </Details>
  )
}

/** Offers already made for this task and what came of them; those who would like to can be chosen here. */
function Answers(props: { read: Read<AnswersSoFarQuery>; again: () => void }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const choose = useAct(ChooseWilling)
  const [said, setSaid] = createSignal('')
  const pick = async (offer: { id: string; name: string }) => {
    const result = (await choose.send({ input: { offer: offer.id, clientMutationId: onceKey() } }))?.confirmAssignment
    if (!result) return
    switch (result.__typename) {
      case 'AssignmentConfirmed':
        setSaid(t().chosen(offer.name))
        break
      case 'OfferTaken':
        setSaid(t().taken)
        break
      case 'NotCleared':
        setSaid(t().notClearedNow)
        break
      case 'DoubleBooked':
        setSaid(t().doubleBooked)
        break
      case 'OfferLapsed':
        setSaid(t().lapsed)
        break
      default:
        unforeseen(result)
    }
    props.read.again()
    props.again()
  }
  return (
    <Show when={(props.read.data()?.offers.nodes.length ?? 0) > 0}>
      <section class="al-panel" aria-labelledby="answers">
        <h2 id="answers">{t().answers}</h2>
        <p role="status">{said()}</p>
        <FaultLine fault={choose.fault()} />
        <ul class="al-plain al-answers">
          <For each={props.read.data()?.offers.nodes}>
            {(offer) => (
              <li class="al-row">
                <strong>{offer.volunteer?.name ?? t().someone}</strong>
                <Tag
                  colour={
                    offer.status === 'ACCEPTED' || offer.status === 'WILLING'
                      ? 'green'
                      : offer.status === 'SENT' || offer.status === 'HELD'
                        ? 'blue'
                        : 'grey'
                  }
                >
                  {s().offerStatus[offer.status]}
                </Tag>
                <Show when={offer.status === 'SENT'}>
                  <span class="al-quiet">
                    {t().answerBy(
                      `${formatDate(language(), offer.lapsesAt, 'short')}, ${formatTime(language(), offer.lapsesAt)}`,
                    )}
                  </span>
                </Show>
                <Show when={offer.status === 'WILLING'}>
                  <Button
                    kind="secondary"
                    small
                    busy={choose.busy()}
                    aria-label={t().chooseOne(offer.volunteer?.name ?? t().someone)}
                    onClick={() => void pick({ id: offer.id, name: offer.volunteer?.name ?? t().someone })}
                  >
                    {t().choose}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
