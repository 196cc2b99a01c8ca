import { useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, For, Show } from 'solid-js'
import type { AccountsQuery, Role } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { useAct, useRead, useReadAll, type Act } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { Button, LinkButton, Tag } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorSummary, Radios, Select, TextField } from '../ui/fields.tsx'
import { createForm, textOf, ticksOf, type Problem } from '../ui/form.ts'
import { Menu } from '../ui/menu.tsx'
import { common } from '../ui/words/common.words.ts'
import { formatDate } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { CopyLink } from './settings-link.tsx'
import { LocalityTicks } from './settings-locality-ticks.tsx'
import {
  Accounts,
  ChangeMembership,
  EndMembership,
  Invite,
  Organisations,
  ResetPassword,
  RestoreAccount,
  SuspendAccount,
  VolunteersToInvite,
} from './settings.operations.ts'
import { words } from './settings.words.ts'

type Account = AccountsQuery['accounts']['nodes'][number]
type Membership = Account['memberships'][number]
const roles: readonly Role[] = [
  'VOLUNTEER_CO_ORDINATOR',
  'CARE_CO_ORDINATOR',
  'GROUP_MANAGER',
  'VOLUNTEER',
  'ADMINISTRATOR',
]
/** The roles that are held in localities: without one they would see nobody, and the API refuses them. */
const isCoOrdinator = (role: Role | undefined) => role === 'VOLUNTEER_CO_ORDINATOR' || role === 'CARE_CO_ORDINATOR'

/** Who may sign in: invite, change and end roles, suspend, let in again, reset a password. */
export function PeopleWhoSignIn() {
  const t = useWords(words)
  const { language } = useLanguage()
  const read = useReadAll(
    Accounts,
    () => ({ first: 100, after: null }),
    (data) => data.accounts,
  )
  const [inviting, setInviting] = createSignal(false)
  // "First steps" leads here from another part.
  const [search, setSearch] = useSearchParams<{ invite?: string }>()
  createEffect(() => {
    if (search.invite !== 'yes') return
    setInviting(true)
    setSearch({ invite: undefined }, { replace: true })
  })
  const [changing, setChanging] = createSignal<{ account: Account; membership: Membership }>()
  const [link, setLink] = createSignal<{ name: string; url: string; intro: string }>()
  const [said, setSaid] = createSignal('')
  const suspend = useAct(SuspendAccount)
  const restore = useAct(RestoreAccount)
  const reset = useAct(ResetPassword)
  const end = useAct(EndMembership)
  const acts = [suspend, restore, reset, end] as const
  const fault = () => acts.map((act) => act.fault()).find(Boolean)
  const refused = () => problemsOf(fault(), language()).map((each) => each.text)

  const run = async <D,>(
    act: Act<D, { input: { id: string } }>,
    id: string,
    sentence: string,
  ): Promise<D | undefined> => {
    for (const each of acts) each.clear()
    setLink(undefined)
    const answer = await act.send({ input: { id } })
    setSaid(answer ? sentence : '')
    read.again()
    return answer
  }
  const resetFor = async (account: Account) => {
    const answer = await run(reset, account.id, '')
    const url = answer?.resetPassword.link
    if (url) setLink({ name: account.name, url, intro: t().resetIntro })
  }

  return (
    <section aria-labelledby="who">
      <div class="al-row al-row--spread">
        <h2 id="who">{t().people(read.data()?.length ?? 0)}</h2>
        <Button onClick={() => setInviting(true)}>{t().invite}</Button>
      </div>
      <p role="status" class="al-said">
        {said()}
      </p>
      <Show when={refused().length > 0} fallback={<FaultLine fault={fault()} />}>
        <p role="alert" class="al-fault al-fault--line">
          {refused().join('. ')}
        </p>
      </Show>
      <Show when={link()}>
        {(made) => <CopyLink title={t().invited(made().name)} intro={made().intro} url={made().url} />}
      </Show>
      <Loaded read={read}>
        {(accounts) => (
          <>
            <ul class="al-plain">
              <For each={accounts()}>
                {(account) => (
                  <AccountCard
                    account={account}
                    onSuspend={() => void run(suspend, account.id, t().suspendedNow(account.name))}
                    onRestore={() => void run(restore, account.id, t().restoredNow(account.name))}
                    onReset={() => void resetFor(account)}
                    onChange={(membership) => setChanging({ account, membership })}
                    onEnd={(membership) => void run(end, membership.id, t().roleEnded(account.name))}
                  />
                )}
              </For>
            </ul>
          </>
        )}
      </Loaded>
      <InviteDialog
        open={inviting()}
        onClose={() => setInviting(false)}
        onDone={(done) => {
          setInviting(false)
          setLink(done.url ? { name: done.name, url: done.url, intro: t().linkIntro } : undefined)
          setSaid(done.said)
          read.again()
        }}
      />
      <ChangeDialog
        of={changing()}
        onClose={() => setChanging(undefined)}
        onDone={(sentence) => {
          setChanging(undefined)
          setSaid(sentence)
          read.again()
        }}
      />
    </section>
  )
}

function AccountCard(props: {
  account: Account
  onSuspend: () => void
  onRestore: () => void
  onReset: () => void
  onChange: (membership: Membership) => void
  onEnd: (membership: Membership) => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const session = useSession()
  const isMe = () => session.viewer()?.email === props.account.email
  const where = (membership: Membership) =>
    [membership.organisation?.name ?? '', ...membership.localities.map((each) => nameIn(language(), each))]
      .filter(Boolean)
      .join(', ')
  return (
    <li class="al-account">
      <div class="al-account__who">
        <strong>{props.account.name}</strong>
        <span class="al-quiet">{props.account.email}</span>
      </div>
      <ul class="al-plain al-account__roles">
        <For each={props.account.memberships}>
          {(membership) => (
            <li>
              {s().role[membership.role]}
              <Show when={where(membership)}>{(place) => <span class="al-quiet"> · {place()}</span>}</Show>
            </li>
          )}
        </For>
      </ul>
      <div class="al-account__state">
        <Show
          when={props.account.suspendedAt}
          fallback={
            <Show when={props.account.isInvited} fallback={<Tag colour="green">{t().active}</Tag>}>
              <Tag colour="blue">{t().invitedState}</Tag>
            </Show>
          }
        >
          <Tag colour="red">{t().suspended}</Tag>
        </Show>
        <Show when={props.account.lastSeenOn}>
          {(on) => <span class="al-quiet al-block">{t().lastSeen(formatDate(language(), on(), 'month'))}</span>}
        </Show>
      </div>
      <Menu label={t().actions} name={t().actionsFor(props.account.name)}>
        {(close) => {
          const item = (text: string, act: () => void) => (
            <li>
              <button
                type="button"
                class="al-menu__item"
                onClick={() => {
                  close()
                  act()
                }}
              >
                {text}
              </button>
            </li>
          )
          return (
            <ul class="al-menu__list">
              {item(t().reset, props.onReset)}
              <Show when={!isMe()}>
                <Show when={props.account.suspendedAt} fallback={item(t().suspend, props.onSuspend)}>
                  {item(t().restore, props.onRestore)}
                </Show>
              </Show>
              <For each={props.account.memberships}>
                {(membership) => (
                  <>
                    {item(t().editRole(s().role[membership.role]), () => props.onChange(membership))}
                    {item(t().endRole(s().role[membership.role]), () => props.onEnd(membership))}
                  </>
                )}
              </For>
            </ul>
          )
        }}
      </Menu>
    </li>
  )
}

function InviteDialog(props: {
  open: boolean
  onClose: () => void
  onDone: (done: { name: string; url: string | undefined; said: string }) => void
}) {
  const t = useWords(words)
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t().invite} wide>
      <InviteForm onDone={props.onDone} />
    </Dialog>
  )
}

function InviteForm(props: { onDone: (done: { name: string; url: string | undefined; said: string }) => void }) {
  const t = useWords(words)
  const c = useWords(common)
  const s = useWords(terms)
  const { language } = useLanguage()
  const organisations = useReadAll(
    Organisations,
    () => ({ first: 100, after: null }),
    (data) => data.organisations,
  )
  const [role, setRole] = createSignal<Role>()
  const [search, setSearch] = createSignal('')
  const volunteers = useRead(VolunteersToInvite, () => ({ search: search() }), { pause: () => search().length < 2 })
  const invite = useAct(Invite)
  const form = createForm(async (data) => {
    const name = textOf(data, 'name')
    const email = textOf(data, 'email')
    const chosen = roles.find((each) => each === textOf(data, 'role'))
    const organisation = textOf(data, 'organisation')
    const volunteer = textOf(data, 'volunteer')
    const missing: Problem[] = []
    if (!name) missing.push({ field: 'name', text: t().enterName })
    if (!email) missing.push({ field: 'email', text: t().enterEmail })
    if (!chosen) missing.push({ field: 'role', text: t().chooseRole })
    else if (chosen !== 'ADMINISTRATOR' && !organisation)
      missing.push({ field: 'organisation', text: t().chooseOrganisation })
    if (isCoOrdinator(chosen) && ticksOf(data, 'localities').length === 0)
      missing.push({ field: 'localities', text: t().chooseLocality })
    if (chosen === 'VOLUNTEER' && !volunteer) missing.push({ field: 'volunteer-search', text: t().chooseVolunteer })
    if (!name || !email || !chosen || missing.length > 0) return missing
    const answer = await invite.send({
      input: {
        clientMutationId: onceKey(),
        name,
        email,
        language: textOf(data, 'language') ?? 'en',
        role: chosen,
        organisation: organisation ?? null,
        localities: ticksOf(data, 'localities'),
        volunteer: volunteer ?? null,
      },
    })
    if (!answer) return problemsOf(invite.fault(), language(), { volunteer: 'volunteer-search' })
    const result = answer.invite
    switch (result.__typename) {
      case 'Invited':
        props.onDone({
          name,
          url: result.link ?? undefined,
          said: result.link ? '' : t().canSignIn(name),
        })
        return []
      case 'AlreadyMember':
        return [{ field: 'role', text: t().already(name) }]
    }
  })
  return (
    <form onSubmit={form.submit} novalidate>
      <ErrorSummary problems={form.problems()} />
      <FaultLine fault={invite.fault()?.kind === 'badInput' ? undefined : invite.fault()} />
      <p>{t().inviteIntro}</p>
      <div class="al-columns">
        <TextField name="name" label={t().name} autocomplete="off" error={form.error('name')} />
        <TextField name="email" label={t().email} type="email" autocomplete="off" error={form.error('email')} />
      </div>
      <Radios
        name="language"
        label={t().language}
        small
        inline
        value="en"
        choices={[
          { value: 'en', text: c().languages['en'] },
          { value: 'cy', text: c().languages['cy'] },
        ]}
      />
      <Radios
        name="role"
        label={t().role}
        small
        value={role()}
        choices={roles.map((value) => ({ value, text: s().role[value] }))}
        onChange={(value) => setRole(value as Role)}
        error={form.error('role')}
      />
      <Show when={role() !== 'ADMINISTRATOR' && organisations.data()?.length === 0}>
        <p>
          {t().noOrganisations} <a href="/settings?part=organisations">{t().addOrganisation}</a>
        </p>
      </Show>
      <Show when={role() !== 'ADMINISTRATOR'}>
        <Select
          name="organisation"
          label={t().organisation}
          empty={c().chooseOne}
          choices={(organisations.data() ?? []).map((each) => ({ value: each.id, text: each.name }))}
          error={form.error('organisation')}
        />
      </Show>
      <Show when={isCoOrdinator(role())}>
        <LocalityTicks error={form.error('localities')} />
      </Show>
      <Show when={role() === 'VOLUNTEER'}>
        <TextField
          name="volunteer-search"
          label={t().volunteer}
          hint={t().volunteerHint}
          type="search"
          autocomplete="off"
          error={form.error('volunteer-search')}
          onInput={(event) => setSearch(event.currentTarget.value.trim())}
        />
        <Show when={(volunteers.data()?.volunteers.nodes.length ?? 0) > 0}>
          <Radios
            name="volunteer"
            label={<span class="nhsuk-u-visually-hidden">{t().volunteer}</span>}
            small
            choices={(volunteers.data()?.volunteers.nodes ?? []).map((each) => ({ value: each.id, text: each.name }))}
          />
        </Show>
      </Show>
      <Button type="submit" busy={invite.busy()}>
        {t().makeLink}
      </Button>
    </form>
  )
}

function ChangeDialog(props: {
  of: { account: Account; membership: Membership } | undefined
  onClose: () => void
  onDone: (said: string) => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const change = useAct(ChangeMembership)
  // A volunteer's role hangs on their record, an administrator's on nothing: neither turns into another.
  const possible = () => {
    const now = props.of?.membership.role
    return now === 'VOLUNTEER' || now === 'ADMINISTRATOR'
      ? [now]
      : (['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR', 'GROUP_MANAGER'] as const)
  }
  const form = createForm(async (data) => {
    const of = props.of
    const role = roles.find((each) => each === textOf(data, 'role'))
    if (!of || !role) return [{ field: 'role', text: t().chooseRole }]
    const localities = ticksOf(data, 'localities')
    if (isCoOrdinator(role) && localities.length === 0) return [{ field: 'localities', text: t().chooseLocality }]
    const answer = await change.send({
      input: { clientMutationId: onceKey(), id: of.membership.id, role, localities },
    })
    if (!answer) return problemsOf(change.fault(), language())
    switch (answer.changeMembership.__typename) {
      case 'MembershipChanged':
        props.onDone(t().roleChanged(of.account.name))
        return []
      case 'AlreadyMember':
        return [{ field: 'role', text: t().already(of.account.name) }]
    }
  })
  return (
    <Dialog
      open={props.of !== undefined}
      onClose={props.onClose}
      title={t().changeTitle(props.of?.account.name ?? t().someone)}
    >
      <Show when={props.of} keyed>
        {(of) => (
          <form onSubmit={form.submit} novalidate>
            <ErrorSummary problems={form.problems()} />
            <FaultLine fault={change.fault()?.kind === 'badInput' ? undefined : change.fault()} />
            <Radios
              name="role"
              label={t().role}
              small
              value={of.membership.role}
              choices={possible().map((value) => ({ value, text: s().role[value] }))}
              error={form.error('role')}
            />
            <LocalityTicks chosen={of.membership.localities.map((each) => each.id)} error={form.error('localities')} />
            <Button type="submit" busy={change.busy()}>
              {t().saveRole}
            </Button>{' '}
            <LinkButton onClick={() => props.onClose()}>{useWords(common)().cancel}</LinkButton>
          </form>
        )}
      </Show>
    </Dialog>
  )
}
