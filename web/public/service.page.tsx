import { For, Show, type JSX } from 'solid-js'
import type { OneServiceQuery } from '../gql/graphql.ts'
import { languageName } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { langOf } from '../ui/words/written-in.ts'
import { words } from './public.words.ts'
import { isSameName } from './search.ts'
import { Checked, CostLine, HoursLine, Phones } from './said.tsx'

export type Service = NonNullable<OneServiceQuery['service']>

/** A web address that is safe to link to, or undefined: only http and https, whatever a feed says. */
const webAddress = (url: string | null | undefined): string | undefined => {
  if (!url) return undefined
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`
  return URL.canParse(full) && /^https?:$/.test(new URL(full).protocol) ? full : undefined
}

/** `/services/:id`: one service, what is known of it and how to reach it. */
export function ServicePage(props: { service: Service; back: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const website = () => webAddress(props.service.url) ?? webAddress(props.service.organisation?.url)
  const hasContact = () => props.service.phones.length > 0 || Boolean(props.service.email) || website() !== undefined
  const aboutIn = () => langOf(props.service.description ?? props.service.summary ?? '', language())
  const hours = () =>
    props.service.schedules.filter((each) => each.weekdays.length > 0 || each.opensAt || each.description)
  const places = () =>
    props.service.locations.filter((each) => each.town || each.postcode || each.addressLines.length > 0 || each.name)
  const standing = (): string | undefined =>
    props.service.status === 'TEMPORARILY_CLOSED'
      ? t().closedNow
      : props.service.status === 'DEFUNCT'
        ? t().closedForGood
        : props.service.retiredAt
          ? t().retired
          : undefined
  const forAges = () => props.service.ageMin != null || props.service.ageMax != null
  const spoken = () => props.service.languages.filter((code) => code !== 'en')
  const hasFacts = () =>
    hours().length > 0 ||
    places().length > 0 ||
    props.service.costs.length > 0 ||
    Boolean(props.service.fees) ||
    Boolean(props.service.eligibility) ||
    forAges() ||
    spoken().length > 0
  return (
    <>
      <p class="al-back al-no-print">
        <a href={props.back}>{t().backToSearch}</a>
      </p>
      <h1 lang={langOf(props.service.name, language())}>{props.service.name}</h1>
      <Show when={props.service.organisation && !isSameName(props.service.organisation.name, props.service.name)}>
        <p>
          {t().by} {props.service.organisation?.name}
        </p>
      </Show>
      <p>
        <Checked on={props.service.assuredOn} callable={props.service.phones.length > 0} />
      </p>
      <Show when={standing()}>{(said) => <p class="nhsuk-inset-text">{said()}</p>}</Show>
      <h2>{t().getInTouch}</h2>
      <Show when={hasContact()} fallback={<p>{t().noContact}</p>}>
        <dl class="nhsuk-summary-list">
          <Show when={props.service.phones.length > 0}>
            <Line name={t().phone}>
              <Phones phones={props.service.phones} />
            </Line>
          </Show>
          <Show when={props.service.email}>
            {(email) => (
              <Line name={t().email}>
                <a href={`mailto:${email()}`}>{email()}</a>
              </Line>
            )}
          </Show>
          <Show when={website()}>
            {(url) => (
              <Line name={t().website}>
                <a href={url()} rel="noreferrer nofollow external">
                  {new URL(url()).host.replace(/^www\./, '')}
                </a>
              </Line>
            )}
          </Show>
        </dl>
      </Show>
      <Show when={hasFacts()}>
        <h2>{t().goodToKnow}</h2>
        <dl class="nhsuk-summary-list">
          <Show when={hours().length > 0}>
            <Line name={t().when}>
              <ul class="al-plain-list">
                <For each={hours()}>
                  {(each) => (
                    <li>
                      <HoursLine hours={each} />
                      <Show when={each.description}>
                        {(said) => (
                          <span class="al-quiet" lang={langOf(said(), language())}>
                            {' '}
                            {said()}
                          </span>
                        )}
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </Line>
          </Show>
          <Show when={places().length > 0}>
            <Line name={t().whereTitle}>
              <ul class="al-plain-list">
                <For each={places()}>
                  {(place) => (
                    <li>
                      {[place.name, ...place.addressLines, place.town, place.postcode].filter(Boolean).join(', ')}
                      <Show when={place.positionFrom === 'TEXT'}>
                        <span class="al-quiet"> {t().placeFromText}</span>
                      </Show>
                      <Show when={place.accessibility.length > 0}>
                        <div class="al-quiet">
                          {t().access}: {place.accessibility.join(', ')}
                        </div>
                      </Show>
                      <Show when={place.transportation}>
                        {(said) => (
                          <div class="al-quiet">
                            {t().gettingThere}: {said()}
                          </div>
                        )}
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </Line>
          </Show>
          <Show when={props.service.costs.length > 0 || props.service.fees}>
            <Line name={t().cost}>
              <ul class="al-plain-list">
                <For each={props.service.costs}>
                  {(cost) => (
                    <li>
                      <CostLine cost={cost} />
                    </li>
                  )}
                </For>
                <Show when={props.service.fees}>{(fees) => <li lang={langOf(fees(), language())}>{fees()}</li>}</Show>
              </ul>
            </Line>
          </Show>
          <Show when={props.service.eligibility || forAges()}>
            <Line name={t().whoFor}>
              <Show when={props.service.eligibility}>
                {(said) => <div lang={langOf(said(), language())}>{said()}</div>}
              </Show>
              <Show when={forAges()}>
                <div>{t().ages(props.service.ageMin ?? null, props.service.ageMax ?? null)}</div>
              </Show>
            </Line>
          </Show>
          <Show when={spoken().length > 0}>
            <Line name={t().languagesSpoken}>
              <ul class="al-plain-list">
                <For each={props.service.languages}>{(code) => <li>{languageName(language(), code)}</li>}</For>
              </ul>
            </Line>
          </Show>
        </dl>
      </Show>
      <Show when={props.service.descriptionHtml || props.service.description || props.service.summary}>
        <h2>{t().whatTheyDo}</h2>
        {/* Made safe when it was imported (api/interop): a list of harmless elements, no attributes but web links. */}
        <Show
          when={props.service.descriptionHtml}
          fallback={<p lang={aboutIn()}>{props.service.description ?? props.service.summary}</p>}
        >
          {(html) => <div class="al-about" lang={aboutIn()} innerHTML={html()} />}
        </Show>
      </Show>
      <dl class="nhsuk-summary-list">
        <Show when={props.service.terms.length > 0}>
          <Line name={t().kinds}>
            <ul class="al-plain-list">
              <For each={props.service.terms}>
                {(term) => (
                  <li>
                    <a href={`/find-help?term=${encodeURIComponent(term.id)}`}>{term.name.split('>').join(' › ')}</a>
                  </li>
                )}
              </For>
            </ul>
          </Line>
        </Show>
        <Show when={props.service.sourceName}>
          <Line name={t().source}>
            {props.service.sourceName}
            <Show when={props.service.sourceLicence}>
              {(licence) => (
                <div class="al-quiet">
                  {t().licence}: {licence()}
                </div>
              )}
            </Show>
          </Line>
        </Show>
      </dl>
    </>
  )
}

function Line(props: { name: string; children: JSX.Element }) {
  return (
    <div class="nhsuk-summary-list__row">
      <dt class="nhsuk-summary-list__key">{props.name}</dt>
      <dd class="nhsuk-summary-list__value">{props.children}</dd>
    </div>
  )
}

/** Said instead of a page that is not there, or that cannot be shown just now. */
export function PlainPage(props: { title: string; children: JSX.Element }) {
  const t = useWords(words)
  return (
    <>
      <h1>{props.title}</h1>
      <p>{props.children}</p>
      <p>
        <a href="/find-help">{t().findHelp}</a>
      </p>
    </>
  )
}
