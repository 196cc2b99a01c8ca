import { For, Show } from 'solid-js'
import { Tag, type TagColour } from '../ui/button.tsx'
import { FirstFew } from '../ui/first-few.tsx'
import { formatDate, today } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { sayWhen } from '../ui/words/when.ts'
import type { Task } from './task.page.tsx'
import { words } from './task.words.ts'

type Visit = Task['visits']['nodes'][number]
const visitColour: Record<Visit['status'], TagColour> = {
  PLANNED: 'orange',
  CONFIRMED: 'green',
  STARTED: 'blue',
  ENDED: 'white',
  MISSED: 'red',
  CANCELLED: 'grey',
}

/** The visits of the last four weeks and those to come: when, who goes, and how it went. */
export function Visits(props: { task: Task }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const goers = (visit: Visit) =>
    visit.assignments.map((each) => (each.volunteer ? `${t().volunteer}: ${each.volunteer.name}` : '')).filter(Boolean)
  // What is to come first, then what has been, the last of it first.
  const isEarlier = (visit: Visit) => ['ENDED', 'MISSED'].includes(visit.status) || visit.occursOn < today()
  const coming = () => props.task.visits.nodes.filter((visit) => !isEarlier(visit))
  const earlier = () => props.task.visits.nodes.filter(isEarlier).toReversed()
  const one = (visit: Visit) => (
    <li>
      <div class="al-row">
        <span>{sayWhen(language(), visit, 'short')}</span>
        <Tag colour={visitColour[visit.status]}>{s().visitStatus[visit.status]}</Tag>
      </div>
      <span class="al-block al-quiet">
        {[
          ...goers(visit),
          visit.report?.went ? `${t().went}: ${s().went[visit.report.went]}` : '',
          // The reason of the machine's own cancellations is a code, and says nothing more than the state.
          visit.cancelledBecause && !/^[A-Z_]+$/.test(visit.cancelledBecause) ? visit.cancelledBecause : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <Show when={visit.clearanceLostAt && ['PLANNED', 'CONFIRMED'].includes(visit.status)}>
        <Tag colour="red">{t().clearanceLost}</Tag>
      </Show>
      <Show when={visit.report?.worry}>{(worry) => <p class="al-as-written">“{worry()}”</p>}</Show>
    </li>
  )
  return (
    <section class="al-panel" aria-labelledby="visits">
      <h2 id="visits">{t().visits}</h2>
      <Show when={props.task.visits.nodes.length > 0} fallback={<p class="al-quiet">{t().noVisits}</p>}>
        <FirstFew class="al-entries" each={coming()} most={4}>
          {one}
        </FirstFew>
        <Show when={earlier().length > 0}>
          <h3>{t().earlier}</h3>
          <FirstFew class="al-entries" each={earlier()} most={3}>
            {one}
          </FirstFew>
        </Show>
      </Show>
      <Show when={props.task.visits.totalCount > props.task.visits.nodes.length}>
        <p class="al-quiet">{t().moreVisits(props.task.visits.totalCount)}</p>
      </Show>
    </section>
  )
}

/** Who was asked, and what they said. */
export function Offers(props: { task: Task }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  return (
    <section class="al-panel" aria-labelledby="offers">
      <h2 id="offers">{t().offers}</h2>
      <Show when={props.task.offers.nodes.length > 0} fallback={<p class="al-quiet">{t().noOffers}</p>}>
        <ul class="al-entries">
          <For each={props.task.offers.nodes}>
            {(offer) => (
              <li>
                <div class="al-row">
                  <Show when={offer.volunteer} fallback={t().someone}>
                    {(volunteer) => <a href={`/volunteers/${volunteer().id}`}>{volunteer().name}</a>}
                  </Show>
                  <Tag colour={offer.status === 'ACCEPTED' ? 'green' : offer.status === 'SENT' ? 'blue' : 'grey'}>
                    {s().offerStatus[offer.status]}
                  </Tag>
                </div>
                <span class="al-block al-quiet">
                  {formatDate(language(), offer.sentAt, 'date')} ·{' '}
                  {offer.visit ? formatDate(language(), offer.visit.occursOn, 'short') : t().wholeSeries}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
