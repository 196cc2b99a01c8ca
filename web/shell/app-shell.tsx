import { useLocation, useNavigate, type RouteSectionProps } from '@solidjs/router'
import { createEffect, createMemo, createSignal, ErrorBoundary, For, Show, Suspense, type JSX } from 'solid-js'
import type { Role } from '../gql/graphql.ts'
import { Dialog } from '../ui/dialog.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { common } from '../ui/words/common.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { singleKeys, useKeys, useSingleKeys } from './keys.ts'
import { LanguageLink } from './language-link.tsx'
import { CannotFind, CouldNotLoad, Loading } from './loaded.tsx'
import { Page } from './page.tsx'
import { placesFor, searchFor, type Place } from './navigation.ts'
import { useSession } from './session.tsx'
import { words } from './shell.words.ts'

/** The frame of every page: skip link, header, the way about, and the page itself. */
export function AppShell(props: RouteSectionProps) {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const session = useSession()
  const location = useLocation()
  const navigate = useNavigate()
  const [helping, setHelping] = createSignal(false)
  const [searching, setSearching] = createSignal(false)
  let search: HTMLInputElement | undefined

  const roles = () => session.viewer()?.memberships.map((each) => each.role) ?? []
  const places = createMemo(() => placesFor(roles()))
  const searched = createMemo(() => searchFor(roles()))
  const isStaff = () => places().some((place) => !['/v', '/find-help'].includes(place.href))
  const isHere = (place: Place) => location.pathname === place.href || location.pathname.startsWith(`${place.href}/`)

  createEffect(() => {
    document.documentElement.lang = language()
  })
  createEffect(() => {
    document.body.classList.toggle('al-workbench', isStaff())
  })
  // A menu or search left open belongs to the page that was.
  createEffect(() => {
    void location.pathname
    setSearching(false)
  })

  const go = (href: string) => () => {
    if (places().some((place) => place.href === href)) navigate(href)
  }
  useKeys({
    '?': () => setHelping(true),
    '/': (event) => {
      if (!searched()) return
      event.preventDefault()
      setSearching(true)
      search?.focus()
    },
    'g t': go('/today'),
    'g w': go('/week'),
    'g p': go('/people'),
  })

  const link = (place: Place, short: boolean): JSX.Element => (
    <a href={place.href} rel={place.outside ? 'external' : undefined} aria-current={isHere(place) ? 'page' : undefined}>
      {short && place.label === 'week' ? t().weekShort : t()[place.label]}
    </a>
  )

  return (
    <>
      <a
        class="nhsuk-skip-link"
        href="#maincontent"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('maincontent')?.focus()
        }}
      >
        {c().skip}
      </a>
      <header class="al-head">
        <div class="al-head__in">
          <a class="al-head__name" href="/">
            <svg class="al-head__mark" viewBox="0 0 32 32" aria-hidden="true">
              <circle cx="11" cy="9" r="5" />
              <circle cx="22" cy="12" r="4" />
              <path d="M3 28c0-7 3.500-11 8-11s8 4 8 11z" />
              <path d="M20.500 28c0-3.800-.8-6.800-2.300-9 1-.8 2.300-1.300 3.800-1.300 4 0 7 3.400 7 10.300z" />
            </svg>
            {c().product}
          </a>
          <Show when={searched()}>
            {(where) => {
              const said = () => (where() === '/people' ? t().search : t().searchVolunteers)
              return (
                <>
                  <form
                    class="al-head__search"
                    classList={{ 'al-head__search--open': searching() }}
                    role="search"
                    action={where()}
                    method="get"
                    onSubmit={(event) => {
                      event.preventDefault()
                      navigate(`${where()}?search=${encodeURIComponent(search?.value.trim() ?? '')}`)
                    }}
                  >
                    <label class="nhsuk-u-visually-hidden" for="site-search">
                      {said()}
                    </label>
                    <input
                      ref={search}
                      id="site-search"
                      name="search"
                      type="search"
                      placeholder={said()}
                      autocomplete="off"
                    />
                    <button type="submit">{t().searchButton}</button>
                  </form>
                  <button
                    type="button"
                    class="al-head__link al-head__phone al-head__icon"
                    aria-label={said()}
                    aria-expanded={searching()}
                    onClick={() => {
                      setSearching(!searching())
                      if (searching()) search?.focus()
                    }}
                  >
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                      <circle cx="10.500" cy="10.500" r="6.500" />
                      <path d="m15.500 15.500 5.500 5.500" />
                    </svg>
                  </button>
                </>
              )
            }}
          </Show>
          <div class="al-head__end">
            <Show
              when={session.viewer()}
              fallback={
                <Show when={session.viewer() === null && location.pathname !== '/sign-in'}>
                  <a class="al-head__link" href="/sign-in">
                    {t().signIn}
                  </a>
                </Show>
              }
            >
              {(viewer) => (
                <Menu
                  label={
                    <>
                      <span class="al-head__who">{viewer().name}</span>
                      <span class="al-head__phone">{t().menu}</span>
                      <span class="al-head__caret" aria-hidden="true" />
                    </>
                  }
                  name={`${t().menu}: ${t().signedInAs} ${viewer().name}`}
                  class="al-head__link"
                >
                  {(close) => (
                    <ul class="al-menu__list">
                      <li class="al-menu__note">
                        {t().signedInAs} <strong>{viewer().name}</strong>
                      </li>
                      <For each={places()}>
                        {(place) => (
                          <li class="al-menu__phone">
                            <a
                              class="al-menu__item"
                              href={place.href}
                              rel={place.outside ? 'external' : undefined}
                              onClick={close}
                            >
                              {t()[place.label]}
                            </a>
                          </li>
                        )}
                      </For>
                      <Show when={isStaff()}>
                        <li>
                          <button type="button" class="al-menu__item" onClick={() => (close(), setHelping(true))}>
                            {t().help}
                          </button>
                        </li>
                      </Show>
                      <li>
                        <button type="button" class="al-menu__item" onClick={() => void session.signOut()}>
                          {t().signOut}
                        </button>
                      </li>
                    </ul>
                  )}
                </Menu>
              )}
            </Show>
            <LanguageLink />
          </div>
        </div>
      </header>
      <div class="al-frame" classList={{ 'al-frame--staff': isStaff() }}>
        <Show when={isStaff()}>
          <nav class="al-side" aria-label={t().mainNavigation}>
            <ul>
              <For each={places()}>{(place) => <li>{link(place, false)}</li>}</For>
            </ul>
          </nav>
        </Show>
        <main id="maincontent" class="al-main" tabindex="-1">
          <ErrorBoundary fallback={(_, reset) => <CouldNotLoad again={reset} />}>
            <Suspense fallback={<Loading />}>{props.children}</Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <Show when={places().length > 0}>
        <nav class="al-bottom" aria-label={t().mainNavigation}>
          <ul>
            <For each={places().slice(0, 4)}>{(place) => <li>{link(place, true)}</li>}</For>
          </ul>
        </nav>
      </Show>
      <Dialog open={helping()} onClose={() => setHelping(false)} title={t().help}>
        <p>{t().helpIntro}</p>
        <dl class="al-keys">
          <For each={t().keys}>
            {([key, does]) => (
              <div>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            )}
          </For>
        </dl>
        <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
          <div class="nhsuk-checkboxes__item">
            <input
              class="nhsuk-checkboxes__input"
              id="single-keys"
              type="checkbox"
              checked={singleKeys()}
              onChange={(event) => useSingleKeys(event.currentTarget.checked)}
            />
            <label class="nhsuk-label nhsuk-checkboxes__label" for="single-keys">
              {t().keysOn}
            </label>
          </div>
        </div>
      </Dialog>
    </>
  )
}

/** Pages for people who have signed in, and of these roles where some are named. Everyone else is asked to sign in and
 *  comes back here; who may not see it is told that it is not here. */
export function SignedIn(props: { roles?: readonly Role[]; children: JSX.Element }) {
  const t = useWords(words)
  const session = useSession()
  const location = useLocation()
  const navigate = useNavigate()
  createEffect(() => {
    if (session.viewer() === null)
      navigate(`/sign-in?then=${encodeURIComponent(location.pathname + location.search)}`, { replace: true })
  })
  return (
    <Show
      when={session.viewer()}
      fallback={
        <Show when={session.fault()} fallback={<Loading />}>
          <Page title={t().reconnect}>
            <LinkButton onClick={() => void session.refresh()}>{useWords(common)().tryAgain}</LinkButton>
          </Page>
        </Show>
      }
    >
      <Show when={!props.roles || session.holds(...props.roles)} fallback={<CannotFind />}>
        {props.children}
      </Show>
    </Show>
  )
}
