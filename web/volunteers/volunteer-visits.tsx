import { Show } from 'solid-js'
import { useSession } from '../shell/session.tsx'
import { Tag } from '../ui/button.tsx'
import { FirstFew } from '../ui/first-few.tsx'
import { mondayOf } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhen } from '../ui/words/when.ts'
import type { Desk } from './volunteer-part.tsx'
import { words } from './volunteer.words.ts'

/** Where they go in the next weeks, for who may read visits: to a group's manager an empty list would be an untruth.
 *  What was called off stays, and says so. */
export function ComingVisits(props: { desk: Desk }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const session = useSession()
  const visits = () => props.desk.volunteer().visits
  // What is over earlier today is not coming any more.
  const coming = () => {
    const now = Date.now()
    return visits().nodes.filter((visit) => !visit.endsAt || Date.parse(visit.endsAt) > now)
  }
  const plans = () => session.holds('VOLUNTEER_CO_ORDINATOR')
  return (
    <Show when={plans()}>
      <section class="al-panel al-part" aria-labelledby="part-visits">
        <div class="al-part__head">
          <h2 id="part-visits">{t().parts.visits}</h2>
          <Show when={coming()[0]}>
            {(first) => <a href={`/week?from=${mondayOf(first().occursOn)}`}>{t().weekPlan}</a>}
          </Show>
        </div>
        <Show when={coming().length > 0} fallback={<p>{t().noVisits}</p>}>
          <FirstFew class="al-plain al-cases" each={coming()} most={5}>
            {(visit) => {
              const person = () => visit.task?.patient ?? visit.task?.carer
              return (
                <li>
                  <span class="al-block">{sayWhen(language(), visit, 'short')}</span>
                  <Show when={visit.task}>
                    {(task) => (
                      <span class="al-quiet">
                        {nameIn(language(), task().kind)} ·{' '}
                        <Show when={person()} fallback={t().someone}>
                          {(known) => <a href={`/people/${known().id}`}>{known().name}</a>}
                        </Show>
                      </span>
                    )}
                  </Show>{' '}
                  <Show when={visit.status !== 'CONFIRMED'}>
                    <Tag colour={visit.status === 'CANCELLED' || visit.status === 'MISSED' ? 'grey' : 'blue'}>
                      {s().visitStatus[visit.status]}
                    </Tag>
                  </Show>
                </li>
              )
            }}
          </FirstFew>
          <Show when={visits().pageInfo.hasNextPage}>
            <p class="al-quiet">{t().moreVisits}</p>
          </Show>
        </Show>
      </section>
    </Show>
  )
}
