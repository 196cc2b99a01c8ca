import { inMyLocality } from '../access/index.ts'
import type { Grant } from '../kernel/index.ts'
import { lookAt } from '../people/index.ts'
import { isMe } from './volunteer.policy.ts'

export const volunteerLookPolicy: readonly Grant[] = [
  {
    to: 'VOLUNTEER',
    may: 'READ',
    on: 'Look',
    when: lookAt('volunteer', 'Volunteer', isMe),
    because: 'who looked at their own record',
  },
  {
    to: 'VOLUNTEER_CO_ORDINATOR',
    may: 'READ',
    on: 'Look',
    when: lookAt('volunteer', 'Volunteer', inMyLocality),
    because: 'they keep the record and answer for who sees it',
  },
]
