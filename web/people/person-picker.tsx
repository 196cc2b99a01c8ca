import { createMemo, type Accessor } from 'solid-js'
import { useRead } from '../shell/reads.ts'
import { formatDate } from '../ui/words/dates.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { NamePicker, type Found } from './name-picker.tsx'
import { PickPerson, PickVolunteer } from './people.operations.ts'
import { words } from './person.words.ts'

/** Somebody chosen. */
export interface Picked {
  kind: 'patient' | 'carer'
  id: string
  name: string
}

const most = 8

/** Finds a patient or a carer by name. */
export function PersonPicker(props: {
  name: string
  label: string
  kinds: readonly Picked['kind'][]
  error?: string | undefined
  onPick: (person: Picked | undefined) => void
}) {
  const t = useWords(words)
  const { language } = useLanguage()
  const find = (search: Accessor<string>, asked: Accessor<boolean>) => {
    const read = useRead(PickPerson, () => ({ search: search(), first: most }), { pause: () => !asked() })
    const people = createMemo((): (Found & Picked)[] => {
      const data = read.data()
      if (!data) return []
      const patients = data.patients.nodes.map((each) => ({ ...each, kind: 'patient' as const }))
      const carers = data.carers.nodes.map((each) => ({ ...each, kind: 'carer' as const }))
      return [...patients, ...carers]
        .filter((each) => props.kinds.includes(each.kind))
        .map((each) => ({
          kind: each.kind,
          id: each.id,
          name: each.name,
          about: [
            each.kind === 'carer' ? t().carer : t().patient,
            each.dateOfBirth ? t().born(formatDate(language(), each.dateOfBirth, 'date')) : '',
            each.locality ? nameIn(language(), each.locality) : '',
          ]
            .filter(Boolean)
            .join(' · '),
        }))
    })
    return { people, settled: () => read.data() !== undefined && !read.loading() }
  }
  return (
    <NamePicker
      name={props.name}
      label={props.label}
      error={props.error}
      find={find}
      onPick={({ kind, id, name }) => props.onPick({ kind, id, name })}
    />
  )
}

/** Finds a volunteer by name. */
export function VolunteerPicker(props: {
  name: string
  label: string
  error?: string | undefined
  onPick: (volunteer: { id: string; name: string }) => void
}) {
  const { language } = useLanguage()
  const find = (search: Accessor<string>, asked: Accessor<boolean>) => {
    const read = useRead(PickVolunteer, () => ({ search: search(), first: most }), { pause: () => !asked() })
    const people = createMemo(() =>
      (read.data()?.volunteers.nodes ?? []).map(({ id, name, locality, organisation }) => ({
        id,
        name,
        about: [locality ? nameIn(language(), locality) : '', organisation?.name ?? ''].filter(Boolean).join(' · '),
      })),
    )
    return { people, settled: () => read.data() !== undefined && !read.loading() }
  }
  return (
    <NamePicker
      name={props.name}
      label={props.label}
      error={props.error}
      find={find}
      onPick={(who) => props.onPick(who)}
    />
  )
}
