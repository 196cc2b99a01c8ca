import { For, Show } from 'solid-js'
import type { FindHelpQuery } from '../gql/graphql.ts'
import { weekdayName } from '../ui/words/dates.ts'
import { languageChoices, languageName } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { langOf } from '../ui/words/written-in.ts'
import { words } from './public.words.ts'
import { CostLine, HoursLine, Phones, Why } from './said.tsx'
import {
  distances,
  isSameName,
  moreChosen,
  respelt,
  searchAddress,
  serviceAddress,
  tellingWords,
  withoutMore,
  type Choices,
} from './search.ts'

export type Found = FindHelpQuery['services']
type FoundService = Found['nodes'][number]

/** What was wrong with a search: the field, and what to do. */
export interface SearchProblem {
  readonly field: 'words' | 'near' | ''
  readonly text: string
}

/** `/find-help`: the directory. A plain form that asks by GET, so that a search is an address. */
export function FindHelpPage(props: {
  choices: Choices
  query: URLSearchParams
  found: Found | undefined
  problem: SearchProblem | undefined
  /** Whether the directory holds anything at all. */
  listed: boolean
}) {
  const t = useWords(words)
  return (
    <>
      <Show when={props.problem}>
        {(problem) => (
          <div class="nhsuk-error-summary">
            <div role="alert">
              <h2 class="nhsuk-error-summary__heading">{t().problem}</h2>
              <div class="nhsuk-error-summary__body">
                <ul class="nhsuk-list nhsuk-error-summary__list">
                  <li>
                    <a href={`#${problem().field || 'words'}`}>{problem().text}</a>
                  </li>
                </ul>
              </div>
            </div>
          </div>
        )}
      </Show>
      <h1>{t().findHelp}</h1>
      <SearchForm choices={props.choices} problem={props.problem} />
      <Show
        when={props.found}
        fallback={
          <Show when={!props.choices.asked}>
            <p>{t().startHint}</p>
            <h2 class="nhsuk-heading-m">{t().oftenTitle}</h2>
            <ul class="al-often">
              <For each={t().often}>
                {(often) => (
                  <li>
                    <a href={`/find-help?words=${encodeURIComponent(often.words)}#found`}>{often.text}</a>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        }
      >
        {(found) => (
          <Show
            when={found().nodes.length > 0}
            fallback={
              <Show when={!props.listed} fallback={<NothingFound choices={props.choices} query={props.query} />}>
                <h2 id="found" tabindex="-1">
                  {t().nothingListed}
                </h2>
                <p>{t().nothingListedAsk}</p>
              </Show>
            }
          >
            <Results found={found()} choices={props.choices} query={props.query} />
          </Show>
        )}
      </Show>
    </>
  )
}

function SearchForm(props: { choices: Choices; problem: SearchProblem | undefined }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const error = (field: string) => (props.problem?.field === field ? props.problem.text : undefined)
  const text = (name: 'words' | 'near', label: string, hint?: string) => (
    <div class={`nhsuk-form-group${error(name) ? ' nhsuk-form-group--error' : ''}`}>
      <label class="nhsuk-label" for={name}>
        {label}
      </label>
      <Show when={hint}>
        <div class="nhsuk-hint" id={`${name}-hint`}>
          {hint}
        </div>
      </Show>
      <Show when={error(name)}>
        <span class="nhsuk-error-message" id={`${name}-error`}>
          <span class="nhsuk-u-visually-hidden">{t().error}</span> {error(name)}
        </span>
      </Show>
      <input
        class={`nhsuk-input${error(name) ? ' nhsuk-input--error' : ''}`}
        id={name}
        name={name}
        type="text"
        maxlength="200"
        value={props.choices[name]}
        autocomplete={name === 'near' ? 'postal-code' : 'off'}
        aria-describedby={
          [hint ? `${name}-hint` : '', error(name) ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined
        }
      />
    </div>
  )
  const select = (
    name: string,
    label: string,
    any: string,
    value: string,
    choices: readonly { value: string; text: string }[],
  ) => (
    <div class="nhsuk-form-group">
      <label class="nhsuk-label" for={name}>
        {label}
      </label>
      <select class="nhsuk-select" id={name} name={name}>
        <option value={name === 'within' ? 'any' : ''} selected={value === ''}>
          {any}
        </option>
        <For each={choices}>
          {(choice) => (
            <option value={choice.value} selected={choice.value === value}>
              {choice.text}
            </option>
          )}
        </For>
      </select>
    </div>
  )
  const chosen = () => moreChosen(props.choices)
  return (
    <form class="al-search" action="/find-help#found" method="get" role="search">
      <div class="al-search__row al-search__row--main">
        {text('words', t().whatNeeded, t().whatNeededHint)}
        {text('near', t().where)}
      </div>
      <details class="nhsuk-details" open={chosen() > 0}>
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text">{chosen() > 0 ? t().moreChosen(chosen()) : t().more}</span>
        </summary>
        <div class="nhsuk-details__text">
          <div class="al-search__row">
            {select(
              'within',
              t().within,
              t().anyDistance,
              // Before anything was asked the usual distance stands there, and holds once a place is given.
              props.choices.asked && props.choices.near !== '' ? String(props.choices.within ?? '') : '10',
              distances.map((miles) => ({ value: String(miles), text: t().miles(miles) })),
            )}
            {select(
              'day',
              t().day,
              t().anyDay,
              String(props.choices.day ?? ''),
              [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), text: weekdayName(language(), day) })),
            )}
            {select('time', t().time, t().anyTime, props.choices.time ?? '', [
              { value: 'morning', text: t().morning },
              { value: 'afternoon', text: t().afternoon },
              { value: 'evening', text: t().evening },
            ])}
            {select('language', t().language, t().anyLanguage, props.choices.language, languageChoices(language()))}
            {select('order', t().order, t().orderFit, props.choices.order === 'distance' ? 'distance' : '', [
              { value: 'distance', text: t().orderDistance },
            ])}
          </div>
          <div class="nhsuk-form-group">
            <div class="nhsuk-checkboxes">
              <div class="nhsuk-checkboxes__item">
                <input
                  class="nhsuk-checkboxes__input"
                  id="free"
                  name="free"
                  type="checkbox"
                  value="yes"
                  checked={props.choices.free}
                />
                <label class="nhsuk-label nhsuk-checkboxes__label" for="free">
                  {t().freeOnly}
                </label>
              </div>
            </div>
          </div>
        </div>
      </details>
      <Show when={props.choices.term}>
        <input type="hidden" name="term" value={props.choices.term} />
      </Show>
      <button class="nhsuk-button" type="submit">
        {t().search}
      </button>
    </form>
  )
}

function Results(props: { found: Found; choices: Choices; query: URLSearchParams }) {
  const t = useWords(words)
  const nothingNear = () =>
    props.choices.near !== '' &&
    props.found.nodes.every((service) => service.reasons.some((reason) => reason.code === 'PLACE_NOT_GIVEN'))
  const spelling = () => respelt(props.found.nodes.map((service) => service.reasons))
  return (
    <>
      <h2 id="found" tabindex="-1">
        {t().found(props.found.totalCount)}
      </h2>
      <Show when={spelling()}>{(words) => <p>{t().respelt(words())}</p>}</Show>
      <Show when={props.choices.term}>
        <p>
          <a href={searchAddress(props.query, { term: '' })}>{t().aboutAll}</a>
        </p>
      </Show>
      <Show when={nothingNear()}>
        <p class="nhsuk-inset-text">{t().placeUnknown(props.choices.near)}</p>
      </Show>
      <ol class="al-results">
        <For each={props.found.nodes}>
          {(service) => <Result service={service} choices={props.choices} query={props.query} respelt={spelling()} />}
        </For>
      </ol>
      <p class="al-no-print">
        <Show when={props.found.pageInfo.hasNextPage && props.found.pageInfo.endCursor}>
          {(cursor) => (
            <a class="nhsuk-button nhsuk-button--secondary" href={searchAddress(props.query, { after: cursor() })}>
              {t().nextPage}
            </a>
          )}
        </Show>{' '}
        <Show when={props.choices.after}>
          <a href={searchAddress(props.query, {})}>{t().firstPage}</a>
        </Show>
      </p>
    </>
  )
}

/** The reasons that are facts about the service. */
const facts: ReadonlySet<string> = new Set(['NEAR', 'OPEN', 'FREE', 'SPEAKS', 'TEMPORARILY_CLOSED'])

function Result(props: {
  service: FoundService
  choices: Choices
  query: URLSearchParams
  respelt: string | undefined
}) {
  const t = useWords(words)
  const { language } = useLanguage()
  const place = () => props.service.locations.find((each) => each.town ?? each.postcode)
  const hours = () => props.service.schedules.find((each) => each.weekdays.length > 0)
  const cost = () => props.service.costs.find((each) => each.isFree) ?? props.service.costs[0]
  const spoken = () => props.service.languages.filter((code) => code !== 'en')
  const has = (code: string) => props.service.reasons.some((reason) => reason.code === code)
  const callable = () => props.service.phones.length > 0
  // What somebody decides by, and then, more quietly, why it stands here and how fresh it is.
  const reasons = (what: 'fact' | 'note') =>
    props.service.reasons
      .map((reason) =>
        reason.code === 'RELATED_WORDS'
          ? { ...reason, words: tellingWords(reason.words ?? [], props.choices.words) }
          : reason,
      )
      .filter((reason) => facts.has(reason.code) === (what === 'fact'))
      .filter((reason) => !(reason.code === 'SPELT_LIKE' && props.respelt !== undefined))
  return (
    <li>
      <h3 class="nhsuk-heading-s">
        <a href={serviceAddress(props.service.id, props.query)} lang={langOf(props.service.name, language())}>
          {props.service.name}
        </a>
      </h3>
      <Show when={props.service.organisation && !isSameName(props.service.organisation.name, props.service.name)}>
        <p class="al-quiet">{props.service.organisation?.name}</p>
      </Show>
      <Show when={props.service.summary}>
        {(summary) => <p lang={langOf(summary(), language())}>{shortened(summary())}</p>}
      </Show>
      <ul class="al-results__facts">
        <For each={reasons('fact')}>{(reason) => <Why reason={reason} callable={callable()} />}</For>
        <Show when={place()}>{(at) => <li>{at().town ?? at().postcode}</li>}</Show>
        <Show when={!has('OPEN') && hours()}>
          {(found) => (
            <li>
              <HoursLine hours={found()} short />
            </li>
          )}
        </Show>
        <Show when={!has('FREE') && cost()}>
          {(found) => (
            <li>
              <CostLine cost={found()} />
            </li>
          )}
        </Show>
        <Show when={!has('SPEAKS')}>
          <For each={spoken()}>{(code) => <li>{languageName(language(), code)}</li>}</For>
        </Show>
      </ul>
      <ul class="al-results__facts al-quiet">
        <For each={reasons('note')}>{(reason) => <Why reason={reason} callable={callable()} />}</For>
      </ul>
      <Show when={callable()}>
        <div class="al-results__phone">
          <span class="nhsuk-u-visually-hidden">{t().phone}</span>
          <Phones phones={props.service.phones.slice(0, 1)} />
        </div>
      </Show>
    </li>
  )
}

function NothingFound(props: { choices: Choices; query: URLSearchParams }) {
  const t = useWords(words)
  const farther = () =>
    props.choices.within === undefined ? undefined : distances.find((each) => each > (props.choices.within ?? 0))
  return (
    <>
      <h2 id="found" tabindex="-1">
        {props.choices.within === undefined ? t().nothing : t().nothingNear(props.choices.within)}
      </h2>
      <p>{t().nothingTry}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <Show when={props.choices.within !== undefined}>
          <li>
            <a href={searchAddress(props.query, { within: farther() === undefined ? 'any' : String(farther()) })}>
              {farther() === undefined ? t().nothingFarther : t().nothingWithin(farther() ?? 0)}
            </a>
          </li>
        </Show>
        <Show when={moreChosen(props.choices) > 0}>
          <li>
            <a href={withoutMore(props.query)}>{t().nothingFewer}</a>
          </li>
        </Show>
        <Show when={props.choices.words !== ''}>
          <li>{t().nothingWords}</li>
        </Show>
        <li>
          <a href="/find-help?all=yes">{t().nothingAll}</a>
        </li>
      </ul>
    </>
  )
}

/** The first sentences of a description, cut between words. */
const shortened = (text: string): string => {
  const said = text.replaceAll(/\s+/g, ' ').trim()
  if (said.length <= 240) return said
  const cut = said.slice(0, 240)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 160)).replace(/[,;:.]$/, '')}…`
}
