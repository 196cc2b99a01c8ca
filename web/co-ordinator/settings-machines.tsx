import { createSignal, For, Show } from 'solid-js'
import type { ApiKeysQuery, Role } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { useAct, useRead, useReadAll } from '../shell/reads.ts'
import { Button, LinkButton, Tag } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorSummary, Radios, Select, TextArea, TextField } from '../ui/fields.tsx'
import { createForm, textOf, ticksOf, type Problem } from '../ui/form.ts'
import { common } from '../ui/words/common.words.ts'
import { formatDate, formatTime } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { CopyOnce } from './settings-link.tsx'
import { LocalityTicks } from './settings-locality-ticks.tsx'
import { ApiKeys, CreateApiKey, FailedJobs, RetryJob, RevokeApiKey } from './settings-machines.operations.ts'
import { words } from './settings-machines.words.ts'
import { Organisations } from './settings.operations.ts'

type Key = ApiKeysQuery['apiKeys']['nodes'][number]
/** What a machine may hold: never the keeping of the installation, and never somebody's own visits. */
const roles = ['CARE_CO_ORDINATOR', 'VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER'] as const satisfies Role[]
const lives = { d30: 30, d90: 90, d365: 365 } as const

/** The keys by which other systems ask, and what could not be sent out. */
export function MachineSettings() {
  return (
    <>
      <Keys />
      <NotSent />
    </>
  )
}

function Keys() {
  const t = useWords(words)
  const c = useWords(common)
  const read = useReadAll(
    ApiKeys,
    () => ({ first: 100, after: null }),
    (data) => data.apiKeys,
  )
  const [making, setMaking] = createSignal(false)
  const [ending, setEnding] = createSignal<Key>()
  const [made, setMade] = createSignal<{ name: string; secret: string }>()
  const [said, setSaid] = createSignal('')
  const revoke = useAct(RevokeApiKey)
  const end = async (key: Key) => {
    if (!(await revoke.send({ input: { id: key.id, clientMutationId: onceKey() } }))) return
    setEnding(undefined)
    setMade(undefined)
    setSaid(t().endedNow(key.name))
    read.again()
  }
  return (
    <section aria-labelledby="keys">
      <div class="al-row al-row--spread">
        <h2 id="keys">{t().keys}</h2>
        <Button onClick={() => setMaking(true)}>{t().makeKey}</Button>
      </div>
      <p>{t().keysIntro}</p>
      <p role="status" class="al-said">
        {said()}
      </p>
      <Show when={made()}>
        {(key) => <CopyOnce title={t().madeTitle(key().name)} intro={t().madeIntro} text={key().secret} />}
      </Show>
      <Loaded read={read}>
        {(keys) => (
          <Show when={keys().length > 0} fallback={<p>{t().noKeys}</p>}>
            <ul class="al-plain">
              <For each={keys()}>{(key) => <KeyCard of={key} onEnd={() => setEnding(key)} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
      <Dialog open={making()} onClose={() => setMaking(false)} title={t().makeKey} wide>
        <Show when={making()}>
          <KeyForm
            onDone={(key) => {
              setMaking(false)
              setSaid('')
              setMade(key)
              read.again()
            }}
          />
        </Show>
      </Dialog>
      <Dialog
        open={ending() !== undefined}
        onClose={() => setEnding(undefined)}
        title={t().endTitle(ending()?.name ?? '')}
      >
        <Show when={ending()}>
          {(key) => (
            <>
              <p>{t().endIntro}</p>
              <FaultLine fault={revoke.fault()} />
              <div class="al-row">
                <Button kind="warning" busy={revoke.busy()} onClick={() => void end(key())}>
                  {t().endIt}
                </Button>
                <LinkButton onClick={() => setEnding(undefined)}>{c().cancel}</LinkButton>
              </div>
            </>
          )}
        </Show>
      </Dialog>
    </section>
  )
}

function KeyCard(props: { of: Key; onEnd: () => void }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const date = (value: string) => formatDate(language(), value, 'date')
  const isOver = () => new Date(props.of.endsAt).getTime() <= Date.now()
  const where = () =>
    [
      props.of.membership ? s().role[props.of.membership.role] : '',
      props.of.membership?.organisation?.name ?? '',
      ...(props.of.membership?.localities ?? []).map((each) => nameIn(language(), each)),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <li class="al-account">
      <div class="al-account__who">
        <strong>{props.of.name}</strong>
        <span class="al-quiet">{t().begins(props.of.prefix)}</span>
      </div>
      <div class="al-account__roles">
        {where()}
        <span class="al-block al-quiet">
          {props.of.mayChange ? t().readsAndChanges : t().readsOnly}: {props.of.operations?.join(', ') ?? t().all}
        </span>
        <span class="al-block al-quiet">{t().made(props.of.madeBy?.name ?? t().someone, date(props.of.madeAt))}</span>
      </div>
      <div class="al-account__state">
        <Show
          when={props.of.revokedAt == null && !isOver()}
          fallback={<Tag colour="grey">{props.of.revokedAt == null ? t().runOut : t().ended}</Tag>}
        >
          <Tag colour="green">{t().works}</Tag>
          <span class="al-block al-quiet al-small">{t().worksUntil(date(props.of.endsAt))}</span>
        </Show>
        <span class="al-block al-quiet al-small">
          {props.of.lastUsedAt ? t().used(date(props.of.lastUsedAt)) : t().neverUsed}
        </span>
      </div>
      <Show when={props.of.revokedAt == null && !isOver()}>
        <LinkButton aria-label={t().endFor(props.of.name)} onClick={() => props.onEnd()}>
          {t().end}
        </LinkButton>
      </Show>
    </li>
  )
}

function KeyForm(props: { onDone: (key: { name: string; secret: string }) => void }) {
  const t = useWords(words)
  const s = useWords(terms)
  const c = useWords(common)
  const { language } = useLanguage()
  const [role, setRole] = createSignal<Role>('CARE_CO_ORDINATOR')
  const organisations = useReadAll(
    Organisations,
    () => ({ first: 100, after: null }),
    (data) => data.organisations,
  )
  const create = useAct(CreateApiKey)
  const once = onceKey()
  const form = createForm(async (data) => {
    const name = textOf(data, 'name')
    const chosen = roles.find((each) => each === textOf(data, 'role'))
    const organisation = textOf(data, 'organisation')
    const within = chosen === 'GROUP_MANAGER' ? [] : ticksOf(data, 'localities')
    const missing: Problem[] = []
    if (!name) missing.push({ field: 'name', text: t().enterName })
    if (!chosen) missing.push({ field: 'role', text: t().chooseRole })
    if (!organisation) missing.push({ field: 'organisation', text: t().chooseOrganisation })
    if (chosen && chosen !== 'GROUP_MANAGER' && within.length === 0)
      missing.push({ field: 'localities', text: t().chooseLocality })
    if (!name || !chosen || !organisation || missing.length > 0) return missing
    const operations = (textOf(data, 'operations') ?? '').split(/[\s,]+/).filter(Boolean)
    const life = textOf(data, 'days') as keyof typeof lives | undefined
    const answer = await create.send({
      input: {
        clientMutationId: once,
        name,
        role: chosen,
        organisation,
        localities: within,
        mayChange: textOf(data, 'mayChange') === 'yes',
        operations: operations.length > 0 ? operations : null,
        days: lives[life ?? 'd90'],
      },
    })
    if (!answer)
      return problemsOf(create.fault(), language()).map((each) =>
        each.field === 'operations' ? { ...each, text: t().wrongOperation } : each,
      )
    props.onDone({ name, secret: answer.createApiKey.secret ?? '' })
    return []
  })
  return (
    <form onSubmit={form.submit} novalidate>
      <ErrorSummary problems={form.problems()} />
      <FaultLine fault={create.fault()?.kind === 'badInput' ? undefined : create.fault()} />
      <TextField name="name" label={t().name} hint={t().nameHint} autocomplete="off" error={form.error('name')} />
      <Radios
        name="role"
        label={t().role}
        hint={t().roleHint}
        small
        value={role()}
        choices={roles.map((value) => ({ value, text: s().role[value] }))}
        onChange={(value) => setRole(value as Role)}
        error={form.error('role')}
      />
      <Select
        name="organisation"
        label={t().organisation}
        empty={c().chooseOne}
        choices={(organisations.data() ?? []).map((each) => ({ value: each.id, text: each.name }))}
        error={form.error('organisation')}
      />
      <Show when={role() !== 'GROUP_MANAGER'}>
        <LocalityTicks error={form.error('localities')} />
      </Show>
      <Radios
        name="mayChange"
        label={t().mayChange}
        small
        inline
        value="no"
        choices={[
          { value: 'no', text: t().readsOnly },
          { value: 'yes', text: t().readsAndChanges },
        ]}
      />
      <TextArea
        name="operations"
        label={t().operations}
        hint={t().operationsHint}
        rows={2}
        error={form.error('operations')}
      />
      <Radios
        name="days"
        label={t().days}
        small
        inline
        value="d90"
        choices={(['d30', 'd90', 'd365'] as const).map((value) => ({ value, text: t().dayChoices[value] }))}
        error={form.error('days')}
      />
      <Button type="submit" busy={form.busy()}>
        {t().makeIt}
      </Button>
    </form>
  )
}

function NotSent() {
  const t = useWords(words)
  const { language } = useLanguage()
  const read = useRead(FailedJobs, () => ({ first: 100 }))
  const retry = useAct(RetryJob)
  const [said, setSaid] = createSignal('')
  const when = (value: string) => `${formatDate(language(), value, 'short')}, ${formatTime(language(), value)}`
  const again = async (id: string) => {
    if (await retry.send({ input: { id, clientMutationId: onceKey() } })) setSaid(t().againNow)
    read.again()
  }
  return (
    <section aria-labelledby="not-sent" class="al-parted">
      <h2 id="not-sent">{t().failed}</h2>
      <p role="status" class="al-said">
        {said()}
      </p>
      <FaultLine fault={retry.fault()} />
      <Loaded read={read}>
        {(data) => (
          <Show when={data().failedJobs.length > 0} fallback={<p>{t().noFailed}</p>}>
            <p>{t().failedIntro}</p>
            <ul class="al-plain">
              <For each={data().failedJobs}>
                {(job) => (
                  <li class="al-account">
                    <div class="al-account__who">
                      <strong>{t().task[job.task] ?? job.task}</strong>
                      <span class="al-quiet">{when(job.askedAt)}</span>
                    </div>
                    <div class="al-account__roles">
                      {t().tried(job.attempts)}, {t().lastTried(when(job.failedAt))}
                      <span class="al-block al-quiet">{t().because(job.because)}</span>
                    </div>
                    <LinkButton
                      aria-label={t().againFor(t().task[job.task] ?? job.task, when(job.askedAt))}
                      onClick={() => void again(job.id)}
                    >
                      {t().again}
                    </LinkButton>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
    </section>
  )
}
