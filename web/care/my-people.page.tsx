import { createMemo, For, Show } from 'solid-js'
import type { MyPeopleQuery } from '../gql/graphql.ts'
import { Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useRead } from '../shell/reads.ts'
import { ButtonLink, Hidden, Tag } from '../ui/button.tsx'
import { daysBetween, formatDate, today as todayInLondon } from '../ui/words/dates.ts'
import { sayRecurrence } from '../ui/words/recurrence.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhen } from '../ui/words/when.ts'
import { MyPeople } from './my-people.operations.ts'
import { words } from './my-people.words.ts'

type Asked = MyPeopleQuery['tasks']['nodes'][number]

const isUnder = (task: Asked) => ['REQUESTED', 'OPEN', 'MATCHED', 'ACTIVE'].includes(task.status)
const isLate = (task: Asked, today: string) =>
  isUnder(task) && task.visitsNeedingSomeone > 0 && task.targetOn != null && daysBetween(task.targetOn, today) > 0

/** What somebody who asked must know without looking for it: no one yet, late, or not to be met (for a fortnight). */
const isStuck = (task: Asked, today: string) =>
  isLate(task, today) ||
  (isUnder(task) && task.nextVisit != null && task.nextVisit.placesOpen > 0) ||
  (task.status === 'UNMET' && daysBetween(task.createdAt, today) <= 90)

/** `/my-people`: a care co-ordinator's own people, what was asked for them and what became of it. */
export default function MyPeoplePage() {
  const t = useWords(words)
  const read = useRead(MyPeople, () => ({ first: 100 }), { live: ['task', 'visit', 'assignment', 'person'] })
  return (
    <Page
      title={t().title}
      actions={
        <>
          <a class="al-wide-only" href="/find-help" rel="external">
            {t().findHelp}
          </a>
          <ButtonLink href="/people/new" kind="secondary" small>
            {t().addPerson}
          </ButtonLink>
          <ButtonLink href="/tasks/new" small>
            {t().ask}
          </ButtonLink>
        </>
      }
    >
      <Loaded read={read}>{(data) => <Caseload data={data()} />}</Loaded>
    </Page>
  )
}

function Caseload(props: { data: MyPeopleQuery }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const today = todayInLondon()
  const stuck = createMemo(() =>
    props.data.tasks.nodes
      .filter((task) => isStuck(task, today))
      .toSorted((a, b) => (a.nextVisit?.occursOn ?? '').localeCompare(b.nextVisit?.occursOn ?? '')),
  )
  const people = createMemo(() => [
    ...props.data.patients.nodes.map((each) => ({ ...each, isCarer: false })),
    ...props.data.carers.nodes.map((each) => ({ ...each, isCarer: true })),
  ])
  const askedFor = (id: string) =>
    props.data.tasks.nodes.filter((task) => task.patient?.id === id || task.carer?.id === id)
  return (
    <>
      <section class="al-panel" aria-labelledby="stuck">
        <h2 id="stuck">{t().stuck}</h2>
        <Show
          when={stuck().length > 0}
          fallback={<p>{props.data.tasks.totalCount > 0 ? t().nothingStuck : t().noTasks}</p>}
        >
          <p class="al-quiet">{t().stuckIntro}</p>
          <ul class="al-plain al-cases">
            <For each={stuck()}>
              {(task) => (
                <li>
                  <a href={`/tasks/${task.id}`}>
                    <strong>{(task.patient ?? task.carer)?.name ?? t().someone}</strong> ·{' '}
                    {nameIn(language(), task.kind)}
                  </a>
                  <Became task={task} today={today} />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
      <section aria-labelledby="people">
        <h2 id="people">{t().people(people().length)}</h2>
        <Show when={people().length > 0} fallback={<p>{t().none}</p>}>
          <div class="al-scroll" tabindex="0" role="region" aria-label={t().title}>
            <table class="nhsuk-table al-cards-on-phone">
              <caption class="nhsuk-u-visually-hidden">{t().title}</caption>
              <thead class="nhsuk-table__head">
                <tr>
                  <th scope="col">{t().person}</th>
                  <th scope="col">{t().asked}</th>
                  <th scope="col" class="al-no-print">
                    <Hidden>{t().ask}</Hidden>
                  </th>
                </tr>
              </thead>
              <tbody class="nhsuk-table__body">
                <For each={people()}>
                  {(person) => (
                    <tr>
                      <th scope="row">
                        <a href={`/people/${person.id}`}>{person.name}</a>
                        <span class="al-block al-quiet">
                          {[person.isCarer ? t().carer : '', person.locality ? nameIn(language(), person.locality) : '']
                            .filter(Boolean)
                            .join(', ')}
                        </span>
                      </th>
                      <td>
                        <Show
                          when={askedFor(person.id).length > 0}
                          fallback={<span class="al-quiet">{t().nothingAsked}</span>}
                        >
                          <ul class="al-plain al-cases">
                            <For each={askedFor(person.id)}>
                              {(task) => (
                                <li>
                                  <a href={`/tasks/${task.id}`}>{nameIn(language(), task.kind)}</a>,{' '}
                                  {sayRecurrence(language(), task.recurrence)}
                                  <Became task={task} today={today} />
                                </li>
                              )}
                            </For>
                          </ul>
                        </Show>
                      </td>
                      <td class="al-no-print">
                        <a
                          href={`/tasks/new?${person.isCarer ? 'carer' : 'patient'}=${person.id}`}
                          aria-label={t().askFor(person.name)}
                        >
                          {t().ask}
                        </a>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        </Show>
      </section>
    </>
  )
}

/** What became of one wish, in a line or two. */
function Became(props: { task: Asked; today: string }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const visit = () => (isUnder(props.task) ? props.task.nextVisit : undefined)
  const colour = () => {
    if (props.task.status === 'UNMET') return 'red'
    if (props.task.status === 'OPEN' || props.task.status === 'REQUESTED') return 'orange'
    return isUnder(props.task) ? 'green' : 'grey'
  }
  return (
    <div class="al-became">
      <Tag colour={colour()}>{s().taskStatus[props.task.status]}</Tag>
      <Show when={isLate(props.task, props.today)}>
        <Tag colour="yellow">{t().late}</Tag>
      </Show>
      <Show when={visit()}>
        {(next) => (
          <span>
            {[
              t().next(sayWhen(language(), next(), 'short')),
              next().assignments[0]
                ? t().going(next().assignments[0]?.volunteer?.name ?? t().someone)
                : props.task.status === 'OPEN'
                  ? ''
                  : t().noneGoing,
            ]
              .filter(Boolean)
              .join('. ')}
          </span>
        )}
      </Show>
      <Show when={props.task.unmetReason}>{(reason) => <span>{t().unmet(reason())}</span>}</Show>
      <span class="al-quiet">
        {[
          isUnder(props.task) && props.task.visitsNeedingSomeone > 1
            ? t().someWithout(props.task.visitsNeedingSomeone)
            : '',
          t().askedOn(formatDate(language(), props.task.createdAt, 'month')),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  )
}
