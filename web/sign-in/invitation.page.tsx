import { useParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { FaultLine } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { useAct } from '../shell/reads.ts'
import { homeOf } from '../shell/session.tsx'
import { Button, createForm, ErrorSummary, secretOf, useWords } from '../ui/index.ts'
import { PasswordField, ShowPassword } from './password-field.tsx'
import { AcceptInvitation } from './sign-in.operations.ts'
import { words } from './sign-in.words.ts'

/** `/invitation/:token`: the single-use link of an invitation or of a password reset. */
export default function InvitationPage() {
  const t = useWords(words)
  const params = useParams<{ token: string }>()
  const accept = useAct(AcceptInvitation)
  const [ended, setEnded] = createSignal(false)
  const [shown, setShown] = createSignal(false)
  const form = createForm(async (data) => {
    const password = secretOf(data, 'password')
    if (password === '') return [{ field: 'password', text: t().enterPassword }]
    if (password !== secretOf(data, 'again')) return [{ field: 'again', text: t().notSame }]
    const result = (await accept.send({ input: { token: params.token, password } }))?.acceptInvitation
    if (!result) {
      if (accept.fault()?.kind === 'badInput') setEnded(true)
      return []
    }
    switch (result.__typename) {
      case 'SignedIn':
        window.location.assign(result.viewer ? homeOf(result.viewer) : '/')
        return []
      case 'LinkEnded':
        setEnded(true)
        return []
      case 'PasswordRefused':
        return [{ field: 'password', text: t().passwordRefused(result.because) }]
    }
  })
  return (
    <div class="al-narrow">
      <Page title={ended() ? t().linkEndedTitle : t().invitation}>
        <Show
          when={!ended()}
          fallback={
            <>
              <p role="alert">{t().linkEnded}</p>
              <p>
                <a href="/sign-in">{t().title}</a>
              </p>
            </>
          }
        >
          <form onSubmit={form.submit} novalidate>
            <ErrorSummary problems={form.problems()} />
            <FaultLine fault={accept.fault()} />
            <PasswordField
              name="password"
              label={t().newPassword}
              hint={t().invitationIntro}
              autocomplete="new-password"
              shown={shown()}
              error={form.error('password')}
            />
            <PasswordField
              name="again"
              label={t().again}
              autocomplete="new-password"
              shown={shown()}
              error={form.error('again')}
            />
            <ShowPassword shown={shown()} onChange={setShown} />
            <Button type="submit" busy={accept.busy()}>
              {t().saveAndSignIn}
            </Button>
          </form>
        </Show>
      </Page>
    </div>
  )
}
