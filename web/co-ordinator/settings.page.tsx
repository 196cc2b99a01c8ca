import { useSearchParams } from '@solidjs/router'
import { For, Match, Switch } from 'solid-js'
import { Page } from '../shell/page.tsx'
import { useWords } from '../ui/words/use-words.tsx'
import { PostcodesNotice } from './postcodes-notice.tsx'
import { FirstSteps } from './settings-first-steps.tsx'
import { MachineSettings } from './settings-machines.tsx'
import { PeopleWhoSignIn } from './settings-people.tsx'
import { LocalitySettings, OrganisationSettings } from './settings-places.tsx'
import { RuleSettings } from './settings-rules.tsx'
import { words } from './settings.words.ts'

const parts = ['people', 'organisations', 'localities', 'rules', 'machines'] as const

/** `/settings`: an administrator's lists, one at a time. */
export default function SettingsPage() {
  const t = useWords(words)
  const [search] = useSearchParams<{ part?: string }>()
  const part = () => parts.find((each) => each === search.part) ?? 'people'
  return (
    <Page title={t().title}>
      <nav class="al-parts" aria-label={t().title}>
        <ul>
          <For each={parts}>
            {(each) => (
              <li>
                <a
                  href={`/settings${each === 'people' ? '' : `?part=${each}`}`}
                  aria-current={part() === each ? 'page' : undefined}
                >
                  {t().parts[each]}
                </a>
              </li>
            )}
          </For>
        </ul>
      </nav>
      <FirstSteps />
      <PostcodesNotice />
      <Switch>
        <Match when={part() === 'people'}>
          <PeopleWhoSignIn />
        </Match>
        <Match when={part() === 'organisations'}>
          <OrganisationSettings />
        </Match>
        <Match when={part() === 'localities'}>
          <LocalitySettings />
        </Match>
        <Match when={part() === 'rules'}>
          <RuleSettings />
        </Match>
        <Match when={part() === 'machines'}>
          <MachineSettings />
        </Match>
      </Switch>
    </Page>
  )
}
