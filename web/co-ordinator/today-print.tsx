import { For, Show } from 'solid-js'
import type { TodayBoardQuery } from '../gql/graphql.ts'
import { formatDate } from '../ui/words/dates.ts'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayTimes, sayWhen } from '../ui/words/when.ts'
import { nameOf } from './person-of.ts'
import { callsOf, phonesOf, ringOnce } from './today-calls.ts'
import { words } from './today.words.ts'

/** The call list: on the screen under the board, and on paper. */
export function CallList(props: { data: TodayBoardQuery; onPaper?: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const calls = () => ringOnce(callsOf(props.data, t().someone, (visit) => sayWhen(language(), visit, 'short')))
  return (
    <>
      <Show when={props.onPaper}>{(date) => <h1>{t().callsOn(formatDate(language(), date(), 'full'))}</h1>}</Show>
      <p>{t().callIntro}</p>
      <Show when={calls().length > 0} fallback={<p>{t().nobodyToCall}</p>}>
        <table class="nhsuk-table al-cards-on-phone">
          <caption class="nhsuk-u-visually-hidden">{t().callList}</caption>
          <thead class="nhsuk-table__head">
            <tr>
              <th scope="col">{t().callWho}</th>
              <th scope="col">{t().phone}</th>
              <th scope="col">{t().callWhy}</th>
              <Show when={props.onPaper}>
                <th scope="col" class="al-room-to-write">
                  {t().notes}
                </th>
              </Show>
            </tr>
          </thead>
          <tbody class="nhsuk-table__body">
            <For each={calls()}>
              {(call) => (
                <tr>
                  <th scope="row">{call.name}</th>
                  <td>
                    <Show when={call.phones.length > 0} fallback={t().noPhone}>
                      <For each={call.phones}>
                        {(phone) => (
                          <a class="al-phone" href={ringing(phone)}>
                            {formatPhone(phone)}
                          </a>
                        )}
                      </For>
                    </Show>
                  </td>
                  <td>
                    <ul class="al-plain">
                      <For each={call.about}>
                        {({ why, about }) => (
                          <li>
                            {t().because[why]}
                            <Show when={about}>
                              <span class="al-block al-quiet">{about}</span>
                            </Show>
                          </li>
                        )}
                      </For>
                    </ul>
                  </td>
                  <Show when={props.onPaper}>
                    <td class="al-room-to-write" />
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </>
  )
}

/** Today's visits, for paper: in the order of the day, with who goes and the numbers to ring. */
export function VisitSheet(props: { data: TodayBoardQuery; today: string }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  return (
    <>
      <h1>{t().visitsOn(formatDate(language(), props.today, 'full'))}</h1>
      <table class="nhsuk-table">
        <thead class="nhsuk-table__head">
          <tr>
            <th scope="col">{t().time}</th>
            <th scope="col">{t().person}</th>
            <th scope="col">{t().help}</th>
            <th scope="col">{t().volunteer}</th>
            <th scope="col">{t().state}</th>
            <th scope="col" class="al-room-to-write">
              {t().notes}
            </th>
          </tr>
        </thead>
        <tbody class="nhsuk-table__body">
          <For each={props.data.visits.nodes}>
            {(visit) => (
              <tr>
                <td>{sayTimes(language(), visit)}</td>
                <td>
                  <strong>{nameOf(visit.task, t().someone)}</strong>
                  <br />
                  {visit.task?.area}
                  <For each={phonesOf(visit.task)}>{(phone) => <span class="al-phone">{formatPhone(phone)}</span>}</For>
                </td>
                <td>{visit.task ? nameIn(language(), visit.task.kind) : ''}</td>
                <td>
                  <For each={visit.assignments}>
                    {(assignment) => (
                      <div>
                        {assignment.volunteer?.name ?? t().someone}
                        <For each={assignment.volunteer?.contact?.phones}>
                          {(phone) => <span class="al-phone">{formatPhone(phone)}</span>}
                        </For>
                      </div>
                    )}
                  </For>
                </td>
                <td>
                  {visit.placesOpen > 0 && visit.status !== 'CANCELLED'
                    ? t().needsSomeone
                    : s().visitStatus[visit.status]}
                </td>
                <td class="al-room-to-write" />
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </>
  )
}
