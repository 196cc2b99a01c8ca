import { createSignal, For, Show } from 'solid-js'
import type { LocalitiesQuery, OrganisationKind, OrganisationsQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine, Loaded } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { useAct, useReadAll } from '../shell/reads.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorSummary, Select, TextArea, TextField } from '../ui/fields.tsx'
import { createForm, textOf } from '../ui/form.ts'
import { common } from '../ui/words/common.words.ts'
import { formatPhone } from '../ui/words/phones.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import {
  AddLocality,
  AddOrganisation,
  EditLocality,
  EditOrganisation,
  Localities,
  Organisations,
} from './settings.operations.ts'
import { words } from './settings.words.ts'

type Locality = LocalitiesQuery['localities']['nodes'][number]
type Organisation = OrganisationsQuery['organisations']['nodes'][number]
const kinds: readonly OrganisationKind[] = [
  'CHARITY', 'CIC', 'UNINCORPORATED', 'FAITH_GROUP', 'GP_PRACTICE', 'COUNCIL', 'HEALTH_BOARD', 'OTHER',
] // prettier-ignore

/** The organisations of the network. */
export function OrganisationSettings() {
  const t = useWords(words)
  const s = useWords(terms)
  const c = useWords(common)
  const read = useReadAll(
    Organisations,
    () => ({ first: 100, after: null }),
    (data) => data.organisations,
  )
  const [editing, setEditing] = createSignal<Organisation | 'new'>()
  const [said, setSaid] = createSignal('')
  return (
    <section aria-labelledby="organisations">
      <div class="al-row al-row--spread">
        <h2 id="organisations">{t().parts.organisations}</h2>
        <Button onClick={() => setEditing('new')}>{t().addOrganisation}</Button>
      </div>
      <p role="status" class="al-said">
        {said()}
      </p>
      <Loaded read={read}>
        {(found) => (
          <Show when={found().length > 0} fallback={<p>{t().noneOrganisations}</p>}>
            <ul class="al-plain">
              <For each={found()}>
                {(organisation) => (
                  <li class="al-account">
                    <div class="al-account__who">
                      <strong>{organisation.name}</strong>
                      <span class="al-quiet">{s().organisationKind[organisation.kind]}</span>
                    </div>
                    <div class="al-account__roles">
                      {[organisation.phone ? formatPhone(organisation.phone) : '', organisation.email ?? '']
                        .filter(Boolean)
                        .join(' · ')}
                    </div>
                    <LinkButton onClick={() => setEditing(organisation)}>
                      {c().change}
                      <span class="nhsuk-u-visually-hidden">: {organisation.name}</span>
                    </LinkButton>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
      <Dialog
        open={editing() !== undefined}
        onClose={() => setEditing(undefined)}
        title={editing() === 'new' ? t().addOrganisation : t().editOrganisation}
      >
        <Show when={editing()} keyed>
          {(which) => (
            <OrganisationForm
              organisation={which === 'new' ? undefined : which}
              onDone={(sentence) => {
                setEditing(undefined)
                setSaid(sentence)
                read.again()
              }}
            />
          )}
        </Show>
      </Dialog>
    </section>
  )
}

function OrganisationForm(props: { organisation: Organisation | undefined; onDone: (said: string) => void }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const add = useAct(AddOrganisation)
  const edit = useAct(EditOrganisation)
  const form = createForm(async (data) => {
    const name = textOf(data, 'name')
    if (!name) return [{ field: 'name', text: t().enterName }]
    const said = {
      clientMutationId: onceKey(),
      name,
      kind: kinds.find((kind) => kind === textOf(data, 'kind')) ?? 'OTHER',
      description: textOf(data, 'description') ?? null,
      email: textOf(data, 'email') ?? null,
      phone: textOf(data, 'phone') ?? null,
      charityNumber: textOf(data, 'charityNumber') ?? null,
    }
    const before = props.organisation
    const result = before
      ? (await edit.send({ input: { ...said, id: before.id, version: before.version } }))?.editOrganisation
      : (await add.send({ input: said }))?.addOrganisation
    switch (result?.__typename) {
      case 'OrganisationAdded':
      case 'OrganisationEdited':
        props.onDone(t().saved(name))
        return []
      case 'NameTaken':
        return [{ field: 'name', text: t().nameTaken }]
      case 'Stale':
        return [{ field: '', text: t().stale }]
      case undefined:
        return problemsOf(add.fault() ?? edit.fault(), language())
    }
  })
  const fault = () => add.fault() ?? edit.fault()
  return (
    <form onSubmit={form.submit} novalidate>
      <ErrorSummary problems={form.problems()} />
      <FaultLine fault={fault()?.kind === 'badInput' ? undefined : fault()} />
      <TextField name="name" label={t().name} value={props.organisation?.name} error={form.error('name')} />
      <Select
        name="kind"
        label={t().kind}
        value={props.organisation?.kind ?? 'CHARITY'}
        choices={kinds.map((value) => ({ value, text: s().organisationKind[value] }))}
        error={form.error('kind')}
      />
      <TextArea
        name="description"
        label={t().description}
        optional
        rows={2}
        value={props.organisation?.description}
        error={form.error('description')}
      />
      <TextField
        name="phone"
        label={t().phone}
        hint={t().phoneHint}
        optional
        type="tel"
        value={props.organisation?.phone ? formatPhone(props.organisation.phone) : undefined}
        error={form.error('phone')}
      />
      <TextField
        name="email"
        label={t().email}
        optional
        type="email"
        value={props.organisation?.email}
        error={form.error('email')}
      />
      <TextField
        name="charityNumber"
        label={t().charityNumber}
        optional
        width={10}
        value={props.organisation?.charityNumber}
        error={form.error('charityNumber')}
      />
      <Button type="submit" busy={add.busy() || edit.busy()}>
        {t().saveOrganisation}
      </Button>
    </form>
  )
}

/** The localities, as the tree they are, each with a way to name it otherwise. */
export function LocalitySettings() {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const read = useReadAll(
    Localities,
    () => ({ first: 100, after: null }),
    (data) => data.localities,
  )
  const [editing, setEditing] = createSignal<Locality | 'new'>()
  const [said, setSaid] = createSignal('')
  const under = (parent: string | undefined) => (read.data() ?? []).filter((each) => each.parent?.id === parent)
  const branch = (parent: string | undefined) => (
    <Show when={under(parent).length > 0}>
      <ul class="al-tree">
        <For each={under(parent)}>
          {(locality) => (
            <li>
              <span class="al-row">
                {nameIn(language(), locality)}
                <LinkButton onClick={() => setEditing(locality)}>
                  {c().change}
                  <span class="nhsuk-u-visually-hidden">: {nameIn(language(), locality)}</span>
                </LinkButton>
              </span>
              {branch(locality.id)}
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
  return (
    <section aria-labelledby="localities">
      <div class="al-row al-row--spread">
        <h2 id="localities">{t().parts.localities}</h2>
        <Button onClick={() => setEditing('new')}>{t().addLocality}</Button>
      </div>
      <p role="status" class="al-said">
        {said()}
      </p>
      <Loaded read={read}>
        {(found) => (
          <Show when={found().length > 0} fallback={<p>{t().noneLocalities}</p>}>
            <div class="al-panel">{branch(undefined)}</div>
          </Show>
        )}
      </Loaded>
      <Dialog
        open={editing() !== undefined}
        onClose={() => setEditing(undefined)}
        title={editing() === 'new' ? t().addLocality : t().editLocality}
      >
        <Show when={editing()} keyed>
          {(which) => (
            <LocalityForm
              locality={which === 'new' ? undefined : which}
              all={read.data() ?? []}
              onDone={(sentence) => {
                setEditing(undefined)
                setSaid(sentence)
                read.again()
              }}
            />
          )}
        </Show>
      </Dialog>
    </section>
  )
}

/** A new locality and where it lies, or another name for one there is. */
function LocalityForm(props: {
  locality: Locality | undefined
  all: readonly Locality[]
  onDone: (said: string) => void
}) {
  const t = useWords(words)
  const { language } = useLanguage()
  const add = useAct(AddLocality)
  const edit = useAct(EditLocality)
  const fault = () => add.fault() ?? edit.fault()
  const form = createForm(async (data) => {
    const name = textOf(data, 'name')
    if (!name) return [{ field: 'name', text: t().enterName }]
    const said = { clientMutationId: onceKey(), name, nameCy: textOf(data, 'nameCy') ?? null }
    const before = props.locality
    const result = before
      ? (await edit.send({ input: { ...said, id: before.id, version: before.version } }))?.editLocality
      : (await add.send({ input: { ...said, parent: textOf(data, 'parent') ?? null } }))?.addLocality
    switch (result?.__typename) {
      case 'LocalityAdded':
      case 'LocalityEdited':
        props.onDone(t().saved(name))
        return []
      case 'NameTaken':
        return [{ field: 'name', text: t().nameTaken }]
      case 'Stale':
        return [{ field: '', text: t().stale }]
      case undefined:
        return problemsOf(fault(), language())
    }
  })
  return (
    <form onSubmit={form.submit} novalidate>
      <ErrorSummary problems={form.problems()} />
      <FaultLine fault={fault()?.kind === 'badInput' ? undefined : fault()} />
      <TextField
        name="name"
        label={t().localityName}
        hint={t().localityHint}
        value={props.locality?.name}
        error={form.error('name')}
      />
      <TextField
        name="nameCy"
        label={t().localityNameCy}
        optional
        value={props.locality?.nameCy}
        error={form.error('nameCy')}
      />
      <Show when={!props.locality}>
        <Select
          name="parent"
          label={t().parent}
          empty={t().noParent}
          choices={props.all.map((each) => ({ value: each.id, text: nameIn(language(), each) }))}
          error={form.error('parent')}
        />
      </Show>
      <Button type="submit" busy={add.busy() || edit.busy()}>
        {t().saveLocality}
      </Button>
    </form>
  )
}
