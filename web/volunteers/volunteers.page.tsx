import { useIsRouting, useSearchParams } from '@solidjs/router'
import { For, onCleanup, Show } from 'solid-js'
import type { VolunteerFilter, VolunteerListQuery } from '../gql/graphql.ts'
import { Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useRead } from '../shell/reads.ts'
import { ButtonLink, Tag } from '../ui/button.tsx'
import { Checkboxes, Select, TextField } from '../ui/fields.tsx'
import { formatDate, today as todayInLondon } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { StatusTag } from './status-tag.tsx'
import { VolunteerList } from './volunteers.operations.ts'
import { dueBefore, nearness, statuses } from './volunteers.rules.ts'
import './volunteers.scss'
import { words } from './volunteers.words.ts'

type Row = VolunteerListQuery['volunteers']['nodes'][number]

// One request for a word, not one for each letter.
const settleFor = 150

/** `/volunteers`: who gives their time, by name, status and checks due. What is sought stands in the address. */
export default function VolunteersPage() {
  const t = useWords(words)
  const s = useWords(terms)
  const [search, setSearch] = useSearchParams<{ search?: string; status?: string; due?: string; after?: string }>()
  const status = () => statuses.find((each) => each === search.status)
  const filter = (): VolunteerFilter => {
    const only = status()
    return {
      search: search.search?.trim() || null,
      status: only ? [only] : statuses.filter((each) => each !== 'LEFT'),
      checkDueBefore: search.due === 'yes' ? dueBefore(todayInLondon()) : null,
    }
  }
  const read = useRead(VolunteerList, () => ({ filter: filter(), after: search.after ?? null }), {
    live: ['volunteer'],
  })
  const isRouting = useIsRouting()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const narrow = (changes: { search?: string | undefined; status?: string | undefined; due?: string | undefined }) =>
    setSearch({ ...changes, after: undefined }, { replace: true, scroll: false })
  const pageAfter = (cursor: string | undefined) => {
    const at = new URLSearchParams()
    for (const name of ['search', 'status', 'due'] as const) if (search[name]) at.set(name, search[name])
    if (cursor) at.set('after', cursor)
    const query = at.toString()
    return query ? `/volunteers?${query}` : '/volunteers'
  }
  // What is typed is the person's own; the address follows it and never writes back into the field.
  const typedFirst = search.search ?? ''
  const clearField = () => {
    const field = document.getElementById('search')
    if (field instanceof HTMLInputElement) field.value = ''
  }

  return (
    <Page
      title={t().title}
      actions={
        <ButtonLink href="/volunteers/new" small>
          {t().add}
        </ButtonLink>
      }
    >
      <form
        class="al-filters al-form--inline"
        role="search"
        aria-label={t().filters}
        onSubmit={(event) => {
          event.preventDefault()
          clearTimeout(timer)
          const typed = new FormData(event.currentTarget).get('search')
          narrow({ search: typeof typed === 'string' && typed.trim() !== '' ? typed : undefined })
        }}
      >
        <TextField
          name="search"
          label={t().search}
          type="search"
          width={20}
          autocomplete="off"
          spellcheck={false}
          value={typedFirst}
          onInput={(event) => {
            const typed = event.currentTarget.value
            clearTimeout(timer)
            timer = setTimeout(() => {
              // Somebody who has pressed a link meanwhile is on the way elsewhere.
              if (!isRouting()) narrow({ search: typed.trim() === '' ? undefined : typed })
            }, settleFor)
          }}
        />
        <Select
          name="status"
          label={t().status}
          empty={t().notLeft}
          value={status()}
          choices={statuses.map((value) => ({ value, text: s().volunteerStatus[value] }))}
          onChange={(value) => narrow({ status: value || undefined })}
        />
        <Checkboxes
          name="due"
          label={<span class="nhsuk-u-visually-hidden">{t().check}</span>}
          small
          values={search.due === 'yes' ? ['yes'] : []}
          choices={[{ value: 'yes', text: t().due }]}
          onChange={(_, on) => narrow({ due: on ? 'yes' : undefined })}
        />
      </form>
      <Loaded read={read}>
        {(data) => (
          <>
            <p role="status" class="al-quiet">
              {t().count(data().volunteers.totalCount)}
            </p>
            <Show
              when={data().volunteers.nodes.length > 0}
              fallback={
                <p>
                  <Show
                    when={search.search || search.status || search.due || search.after}
                    fallback={
                      <>
                        {t().nobody} <a href="/volunteers/new">{t().add}</a>
                      </>
                    }
                  >
                    {t().none}{' '}
                    <a href="/volunteers" onClick={clearField}>
                      {t().all}
                    </a>
                  </Show>
                </p>
              }
            >
              <ListOf rows={data().volunteers.nodes} />
            </Show>
            <Show when={search.after || data().volunteers.pageInfo.hasNextPage}>
              <nav class="al-row" aria-label={t().pages}>
                <Show when={search.after}>
                  <a href={pageAfter(undefined)}>{t().first}</a>
                </Show>
                <Show when={data().volunteers.pageInfo.hasNextPage && data().volunteers.pageInfo.endCursor}>
                  {(cursor) => <a href={pageAfter(cursor())}>{t().next}</a>}
                </Show>
              </nav>
            </Show>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function ListOf(props: { rows: readonly Row[] }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const today = todayInLondon()
  // Several organisations in one list are told apart; one alone goes without saying.
  const several = () => new Set(props.rows.map((row) => row.organisation?.id)).size > 1
  const where = (row: Row) =>
    [row.locality ? nameIn(language(), row.locality) : '', several() ? (row.organisation?.name ?? '') : '']
      .filter(Boolean)
      .join(', ')
  return (
    <div class="al-scroll" tabindex="0" role="region" aria-label={t().title}>
      <table class="nhsuk-table al-cards-on-phone al-cards-on-phone--state al-volunteers">
        <caption class="nhsuk-u-visually-hidden">{t().title}</caption>
        <thead class="nhsuk-table__head">
          <tr>
            <th scope="col">{t().name}</th>
            <th scope="col">{t().status}</th>
            <th scope="col">{t().check}</th>
            <th scope="col">{t().where}</th>
          </tr>
        </thead>
        <tbody class="nhsuk-table__body">
          <For each={props.rows}>
            {(row) => (
              <tr>
                <th scope="row">
                  <a href={`/volunteers/${row.id}`}>{row.name}</a>
                  <Show when={row.preferredName}>
                    {(called) => <span class="al-block al-quiet al-volunteers__called">{t().known(called())}</span>}
                  </Show>
                </th>
                <td class="al-state">
                  <StatusTag status={row.status}>{s().volunteerStatus[row.status]}</StatusTag>
                </td>
                <td data-says={t().check}>
                  <CheckMark due={row.nextCheckDueOn ?? undefined} today={today} />
                </td>
                <td>{where(row)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

/** How their checks stand, in a word or a date. */
function CheckMark(props: { due: string | undefined; today: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const date = () => (props.due ? formatDate(language(), props.due, 'date') : '')
  return (
    <>
      {(() => {
        switch (nearness(props.due, props.today)) {
          case 'over':
            return <Tag colour="red">{t().checkOver(date())}</Tag>
          case 'soon':
            return <Tag colour="yellow">{t().checkSoon(date())}</Tag>
          case 'fine':
            return <span>{t().checkFine(date())}</span>
          case 'none':
            return <span class="al-quiet">{t().checkNone}</span>
        }
      })()}
    </>
  )
}
