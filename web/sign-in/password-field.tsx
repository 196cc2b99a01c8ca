import { LinkButton, TextField, useWords } from '../ui/index.ts'
import { words } from './sign-in.words.ts'

/** A password, hidden as it is typed unless `shown`. */
export function PasswordField(props: {
  name: string
  label: string
  hint?: string
  autocomplete: 'current-password' | 'new-password'
  shown: boolean
  error?: string | undefined
}) {
  return (
    <TextField
      name={props.name}
      label={props.label}
      hint={props.hint}
      type={props.shown ? 'text' : 'password'}
      autocomplete={props.autocomplete}
      spellcheck={false}
      error={props.error}
    />
  )
}

/** Shows what is typed, or hides it: on a phone nobody sees what their thumbs did. */
export function ShowPassword(props: { shown: boolean; onChange: (shown: boolean) => void }) {
  const t = useWords(words)
  return (
    <p class="al-show-password">
      <LinkButton onClick={() => props.onChange(!props.shown)}>
        {props.shown ? t().hidePassword : t().showPassword}
      </LinkButton>
    </p>
  )
}
