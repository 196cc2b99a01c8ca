import './people.scss'
import { Navigate, useIsRouting, useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, For, onCleanup, Show, type JSX } from 'solid-js'
import type { CarersFoundQuery, PatientsFoundQuery } from '../gql/graphql.ts'
import { Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useRead } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { ButtonLink, Tag } from '../ui/button.tsx'
import { textOf } from '../ui/form.ts'
import { formatDate } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { statusColour } from './status-colour.ts'
import { CarersFound, PatientsFound } from './people.operations.ts'
import { words } from './people.words.ts'
import { usePlaces } from './places.ts'

type Asked = { search?: string; area?: string; mine?: string; after?: string; show?: string }
type Patient = PatientsFoundQuery['patients']['nodes'][number]
type Carer = CarersFoundQuery['carers']['nodes'][number]

const pageSize = 50
/** Typing settles before a list is asked for anew. */
const settle = 150

/** `/people`: find a patient or a carer. What is asked stands in the address. */
export default function PeoplePage() {
  const session = useSession()
  // A group keeps volunteers only.
  return (
    <Show
      when={session.holds('VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR')}
      fallback={<Navigate href="/volunteers" />}
    >
      <People />
    </Show>
  )
}

function People() {
  const t = useWords(words)
  const { language } = useLanguage()
  const session = useSession()
  const navigate = useNavigate()
  const isRouting = useIsRouting()
  const [asked] = useSearchParams<Asked>()
  const { places } = usePlaces()
  const isCarers = () => asked.show === 'carers'
  const filter = createMemo(() => ({
    search: asked.search || null,
    locality: asked.area || null,
    mine: asked.mine === 'yes' ? true : null,
  }))
  const variables = () => ({ filter: filter(), first: pageSize, after: asked.after || null })
  const patients = useRead(PatientsFound, variables, { live: ['person'], pause: isCarers })
  const carers = useRead(CarersFound, variables, { live: ['person'], pause: () => !isCarers() })

  const address = (change: Asked): string => {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...asked, after: undefined, ...change }))
      if (value) next.set(name, value)
    const text = next.toString()
    return text === '' ? '/people' : `/people?${text}`
  }
  let waiting: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(waiting))
  const ask = (change: Asked) => navigate(address(change), { replace: true, scroll: false })

  const tab = (label: string, href: string, here: boolean) => (
    <li>
      <a href={href} aria-current={here ? 'page' : undefined}>
        {label}
      </a>
    </li>
  )
  return (
    <Page
      title={t().title}
      actions={
        <ButtonLink href={isCarers() ? '/people/new?as=carer' : '/people/new'} small>
          {t().add}
        </ButtonLink>
      }
    >
      <nav aria-label={t().kinds}>
        <ul class="al-tabs">
          {tab(t().patients, address({ show: '' }), !isCarers())}
          {tab(t().carers, address({ show: 'carers' }), isCarers())}
          <Show when={session.holds('VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER')}>
            {tab(
              t().volunteers,
              asked.search ? `/volunteers?search=${encodeURIComponent(asked.search)}` : '/volunteers',
              false,
            )}
          </Show>
        </ul>
      </nav>
      <form
        class="al-find al-form--inline"
        aria-label={t().narrow}
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          clearTimeout(waiting)
          ask({ search: textOf(new FormData(event.currentTarget), 'search') ?? '' })
        }}
      >
        <div class="al-find__field">
          <label class="nhsuk-label" for="search">
            {t().search}
          </label>
          <input
            class="nhsuk-input"
            id="search"
            name="search"
            type="text"
            enterkeyhint="search"
            autocomplete="off"
            value={asked.search ?? ''}
            onInput={(event) => {
              const text = event.currentTarget.value.trim()
              clearTimeout(waiting)
              waiting = setTimeout(() => {
                // Somebody who has pressed a link meanwhile is on the way elsewhere.
                if (!isRouting()) ask({ search: text })
              }, settle)
            }}
          />
        </div>
        <Show when={places().length > 1}>
          <div class="al-find__field">
            <label class="nhsuk-label" for="area">
              {t().locality}
            </label>
            <select class="nhsuk-select" id="area" onChange={(event) => ask({ area: event.currentTarget.value })}>
              <option value="" selected={!asked.area}>
                {t().everywhere}
              </option>
              <For each={places()}>
                {(place) => (
                  <option value={place.id} selected={place.id === asked.area}>
                    {nameIn(language(), place)}
                  </option>
                )}
              </For>
            </select>
          </div>
        </Show>
        <Show when={session.holds('CARE_CO_ORDINATOR') && session.holds('VOLUNTEER_CO_ORDINATOR')}>
          <div class="nhsuk-checkboxes nhsuk-checkboxes--small al-find__tick">
            <div class="nhsuk-checkboxes__item">
              <input
                class="nhsuk-checkboxes__input"
                id="mine"
                type="checkbox"
                checked={asked.mine === 'yes'}
                onChange={(event) => ask({ mine: event.currentTarget.checked ? 'yes' : '' })}
              />
              <label class="nhsuk-label nhsuk-checkboxes__label" for="mine">
                {t().mine}
              </label>
            </div>
          </div>
        </Show>
      </form>
      <Show
        when={isCarers()}
        fallback={
          <Loaded read={patients}>
            {(data) => (
              <Found
                said={t().patientsFound(data().patients.totalCount)}
                none={data().patients.totalCount === 0}
                others={data().carers.totalCount}
                othersSaid={t().carersFound(data().carers.totalCount)}
                othersAt={address({ show: 'carers' })}
                asked={asked}
                page={data().patients.pageInfo}
                address={address}
              >
                <PatientTable patients={data().patients.nodes} />
              </Found>
            )}
          </Loaded>
        }
      >
        <Loaded read={carers}>
          {(data) => (
            <Found
              said={t().carersFound(data().carers.totalCount)}
              none={data().carers.totalCount === 0}
              others={data().patients.totalCount}
              othersSaid={t().patientsFound(data().patients.totalCount)}
              othersAt={address({ show: '' })}
              asked={asked}
              page={data().carers.pageInfo}
              address={address}
            >
              <CarerTable carers={data().carers.nodes} />
            </Found>
          )}
        </Loaded>
      </Show>
    </Page>
  )
}

/** How many were found, the list, and the ways on: the other list where only that has the name, and the next page. */
function Found(props: {
  said: string
  none: boolean
  others: number
  othersSaid: string
  othersAt: string
  asked: Asked
  page: { hasNextPage: boolean; endCursor?: string | null }
  address: (change: Asked) => string
  children: JSX.Element
}) {
  const t = useWords(words)
  return (
    <>
      <p role="status">{props.said}</p>
      <Show when={props.none}>
        <p>
          {props.asked.search ? t().noneFound : t().none} <a href="/people/new">{t().add}</a>
        </p>
      </Show>
      <Show when={props.asked.search && props.others > 0}>
        <p>
          <a href={props.othersAt}>{t().seeOthers(props.othersSaid)}</a>
        </p>
      </Show>
      <Show when={!props.none}>
        {props.children}
        <p class="al-row">
          <Show when={props.page.hasNextPage && props.page.endCursor}>
            {(cursor) => <a href={props.address({ after: cursor() })}>{t().next}</a>}
          </Show>
          <Show when={props.asked.after}>
            <a href={props.address({})}>{t().first}</a>
          </Show>
        </p>
      </Show>
    </>
  )
}

function NameCell(props: { person: { id: string; name: string; preferredName?: string | null } }) {
  const t = useWords(words)
  return (
    <th scope="row">
      <a href={`/people/${props.person.id}`}>{props.person.name}</a>
      <Show when={props.person.preferredName}>
        {(name) => <span class="al-block al-quiet">{t().likes(name())}</span>}
      </Show>
    </th>
  )
}

function PatientTable(props: { patients: readonly Patient[] }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  return (
    <div class="al-scroll" tabindex="0" role="region" aria-label={t().patients}>
      <table class="nhsuk-table al-cards-on-phone al-cards-on-phone--state">
        <caption class="nhsuk-u-visually-hidden">{t().patients}</caption>
        <thead class="nhsuk-table__head">
          <tr>
            <th scope="col">{t().name}</th>
            <th scope="col">{t().born}</th>
            <th scope="col">{t().area}</th>
            <th scope="col">{t().status}</th>
            <th scope="col">{t().careCoOrdinator}</th>
          </tr>
        </thead>
        <tbody class="nhsuk-table__body">
          <For each={props.patients}>
            {(person) => (
              <tr>
                <NameCell person={person} />
                <td data-says={t().born}>
                  {person.dateOfBirth ? formatDate(language(), person.dateOfBirth, 'date') : ''}
                </td>
                <td>{person.locality ? nameIn(language(), person.locality) : ''}</td>
                <td class="al-state">
                  <Show when={person.status}>
                    {(status) => <Tag colour={statusColour[status()]}>{s().patientStatus[status()]}</Tag>}
                  </Show>
                </td>
                <td data-says={t().careCoOrdinator}>{person.careCoOrdinator?.name}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

function CarerTable(props: { carers: readonly Carer[] }) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <div class="al-scroll" tabindex="0" role="region" aria-label={t().carers}>
      <table class="nhsuk-table al-cards-on-phone al-cards-on-phone--state">
        <caption class="nhsuk-u-visually-hidden">{t().carers}</caption>
        <thead class="nhsuk-table__head">
          <tr>
            <th scope="col">{t().name}</th>
            <th scope="col">{t().caresFor}</th>
            <th scope="col">{t().area}</th>
            <th scope="col">{t().careCoOrdinator}</th>
          </tr>
        </thead>
        <tbody class="nhsuk-table__body">
          <For each={props.carers}>
            {(person) => (
              <tr>
                <NameCell person={person} />
                <td data-says={t().caresFor}>
                  <For each={person.caresFor.filter((each) => !each.untilOn && each.patient)}>
                    {(each) => (
                      <span class="al-block">
                        <a href={`/people/${each.patient?.id}`}>{each.patient?.name}</a>
                      </span>
                    )}
                  </For>
                </td>
                <td>{person.locality ? nameIn(language(), person.locality) : ''}</td>
                <td data-says={t().careCoOrdinator}>{person.careCoOrdinator?.name}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}
