import { Show, type JSX } from 'solid-js'
import { escape } from 'solid-js/web'
import type { Language } from '../ui/words/catalogue.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import type { Assets } from './assets.ts'
import { words } from './public.words.ts'

/** The same page in the other language: a plain link, which also sets the cookie. */
const otherWay = (path: string, query: URLSearchParams, other: Language): string => {
  const next = new URLSearchParams(query)
  next.set('lang', other)
  return `${path}?${next}`
}

/** The frame of a public page: skip link, the emergency line, header with the language link, and the page itself. */
export function Frame(props: { path: string; query: URLSearchParams; signedIn: boolean; children: JSX.Element }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const other = (): Language => (language() === 'en' ? 'cy' : 'en')
  return (
    <>
      <a class="nhsuk-skip-link" href="#maincontent">
        {t().skip}
      </a>
      <header>
        <div class="al-emergency">
          <ul>
            <li>
              {t().danger}
              {'\u00a0'}
              <a href="tel:999">999</a>
            </li>
            <li>
              {t().urgent}
              {'\u00a0'}
              <a href="tel:111">111</a>
            </li>
          </ul>
        </div>
        <div class="al-head">
          <div class="al-head__in">
            <a class="al-head__name" href="/">
              <svg class="al-head__mark" viewBox="0 0 32 32" aria-hidden="true">
                <circle cx="11" cy="9" r="5" />
                <circle cx="22" cy="12" r="4" />
                <path d="M3 28c0-7 3.500-11 8-11s8 4 8 11z" />
                <path d="M20.500 28c0-3.800-.8-6.800-2.300-9 1-.8 2.300-1.300 3.800-1.300 4 0 7 3.400 7 10.300z" />
              </svg>
              {t().product}
            </a>
            <div class="al-head__end">
              <Show
                when={props.signedIn}
                fallback={
                  <a class="al-head__link" href="/sign-in">
                    {t().signIn}
                  </a>
                }
              >
                <a class="al-head__link" href="/">
                  {t().myPages}
                </a>
              </Show>
              <a
                class="al-head__link"
                href={otherWay(props.path, props.query, other())}
                lang={other()}
                hreflang={other()}
                aria-label={`${t().otherLanguage}: ${t().otherLanguageName}`}
              >
                {t().otherLanguage}
              </a>
            </div>
          </div>
        </div>
      </header>
      <div class="al-public">
        <main id="maincontent" class="al-main" tabindex="-1">
          {props.children}
        </main>
      </div>
    </>
  )
}

/** The whole document around a rendered body. No script stands in it: the one module is a file of this origin. */
export function documentOf(page: { title: string; language: Language; assets: Assets; body: string }): string {
  const product = words[page.language].product
  return [
    '<!doctype html>',
    `<html lang="${page.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<title>${escape(page.title)} – ${product}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    '<meta name="theme-color" content="#1d3f5e">',
    '<link rel="icon" href="/alongside.svg" type="image/svg+xml">',
    ...page.assets.css.map((file) => `<link rel="stylesheet" href="/${file}">`),
    ...(page.assets.script ? [`<script type="module" src="/${page.assets.script}"></script>`] : []),
    '</head>',
    `<body class="nhsuk-template__body">${page.body}</body>`,
    '</html>',
  ].join('\n')
}
