import { Router } from '@solidjs/router'
import { render } from 'solid-js/web'
import { Routes } from './routes.tsx'
import { AppShell } from './shell/app-shell.tsx'
import { SessionProvider } from './shell/session.tsx'
import './ui/styles/portal.scss'
import { languageCookie, languageIn } from './ui/words/language-cookie.ts'
import { LanguageProvider } from './ui/words/use-words.tsx'

const root = document.getElementById('portal')
if (!root) throw new Error('no #portal in the page')

// A link may name its language, as the server's own pages do.
const asked = new URLSearchParams(location.search).get('lang')
const first = asked === 'en' || asked === 'cy' ? asked : (languageIn(document.cookie) ?? 'en')
if (asked === 'en' || asked === 'cy') document.cookie = languageCookie(asked)

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
document.documentElement.lang = first
root.textContent = ''

render(
  () => (
    <LanguageProvider first={first} onChange={(language) => (document.cookie = languageCookie(language))}>
      <SessionProvider>
        <Router root={AppShell}>
          <Routes />
        </Router>
      </SessionProvider>
    </LanguageProvider>
  ),
  root,
)
