import { useLocation } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { FaultLine } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct } from '../shell/reads.ts'
import { homeOf, useSession } from '../shell/session.tsx'
import { Button, createForm, ErrorSummary, TextField, useWords, type Problem } from '../ui/index.ts'
import { secretOf, textOf } from '../ui/form.ts'
import { PasswordField, ShowPassword } from './password-field.tsx'
import { SignIn } from './sign-in.operations.ts'
import { words } from './sign-in.words.ts'

/** Where to go after signing in: a page of ours, never another site's. */
export const safeReturn = (then: string | null): string | undefined =>
  then !== null && /^\/(?![/\\])/.test(then) && !then.startsWith('/sign-in') ? then : undefined

/** `/sign-in`: e-mail and password. A refusal says the same whichever of the two was wrong. */
export default function SignInPage() {
  const t = useWords(words)
  const location = useLocation()
  const session = useSession()
  const signIn = useAct(SignIn)
  const [shown, setShown] = createSignal(false)
  const then = () => safeReturn(new URLSearchParams(location.search).get('then'))
  const form = createForm(async (data) => {
    const email = textOf(data, 'email')
    const password = secretOf(data, 'password')
    const missing: Problem[] = []
    if (email === undefined) missing.push({ field: 'email', text: t().enterEmail })
    if (password === '') missing.push({ field: 'password', text: t().enterPassword })
    if (email === undefined || missing.length > 0) return missing
    const answer = await signIn.send({ input: { email, password } })
    const result = answer?.signIn
    if (!result) return signIn.fault()?.kind === 'badInput' ? [{ field: 'email', text: t().refused }] : []
    switch (result.__typename) {
      case 'SignedIn': {
        // A full load: nothing that was read before belongs to who is here now.
        window.location.assign(then() ?? (result.viewer ? homeOf(result.viewer) : '/'))
        return []
      }
      case 'SignInRefused':
        return [
          {
            field: result.tryAgainInSeconds ? '' : 'email',
            text: result.tryAgainInSeconds ? t().wait(result.tryAgainInSeconds) : t().refused,
          },
        ]
    }
  })
  return (
    <div class="al-narrow">
      <Page title={t().title}>
        <Show when={then()}>
          <p>{t().goesOn}</p>
        </Show>
        <form onSubmit={form.submit} novalidate>
          <ErrorSummary problems={form.problems()} />
          <FaultLine fault={signIn.fault()} />
          <TextField
            name="email"
            label={t().email}
            type="email"
            autocomplete="username"
            spellcheck={false}
            error={form.error('email')}
          />
          <PasswordField
            name="password"
            label={t().password}
            autocomplete="current-password"
            shown={shown()}
            error={form.error('password')}
          />
          <ShowPassword shown={shown()} onChange={setShown} />
          <Button type="submit" busy={signIn.busy() || session.viewer() === undefined}>
            {t().title}
          </Button>
        </form>
        <p>{t().forgotten}</p>
        <p>
          {t().publicLine}{' '}
          <a href="/find-help" rel="external">
            {t().publicLink}
          </a>
        </p>
      </Page>
    </div>
  )
}
