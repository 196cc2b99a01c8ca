import type { JSX } from 'solid-js'
import type { VolunteerStatus } from '../gql/graphql.ts'
import { Tag, type TagColour } from '../ui/button.tsx'

const colours: Readonly<Record<VolunteerStatus, TagColour>> = {
  ENQUIRY: 'white',
  APPLIED: 'blue',
  CHECKS: 'blue',
  INDUCTION: 'blue',
  ACTIVE: 'green',
  PAUSED: 'yellow',
  LEFT: 'grey',
}

/** Where a volunteer stands, as a tag; the words are given. */
export function StatusTag(props: { status: VolunteerStatus; children: JSX.Element }) {
  return <Tag colour={colours[props.status]}>{props.children}</Tag>
}
