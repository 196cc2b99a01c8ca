import type { Builder, CheckLine, Made, VolunteerLine } from '../builder/index.ts'
import { midhurstSignIns, type Staff } from './staff.ts'

const visiting = ['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING'] as const
const barred: CheckLine = { level: 'ENHANCED_ADULT_BARRED', issued: -420, due: 675 }
const enhanced: CheckLine = { level: 'ENHANCED', issued: -300, due: 795 }
const basic: CheckLine = { level: 'BASIC', issued: -200, due: 895 }

type Line = Omit<VolunteerLine, 'place' | 'givenName' | 'familyName'> & {
  readonly in: 'midhurst' | 'petworth' | 'haslemere'
}

/** The network's own volunteers. Most are ready for most things; the others are why a co-ordinator's day is full. */
const ours: Readonly<Record<string, Line>> = {
  'Peter Hale': {
    in: 'midhurst',
    gender: 'MALE',
    week: 'Mon-Sun 09:00-18:00',
    travel: { DRIVE: 25 },
    checks: [barred],
    trainings: [...visiting, 'DEMENTIA'],
    skills: ['DRIVING', 'LISTENING', 'DEMENTIA'],
    targetMinutesAWeek: 360,
    visitsAWeek: 6,
    preferredKinds: ['RESPITE_SITTING', 'TRANSPORT_HEALTH'],
  },
  'Jean Aldworth': {
    in: 'midhurst',
    week: 'Mon-Fri 10:00-16:00',
    travel: { WALK: 3 },
    checks: [barred],
    trainings: visiting,
    skills: ['LISTENING', 'COOKING'],
    targetMinutesAWeek: 180,
    visitsAWeek: 3,
  },
  'Frank Easebourne': {
    in: 'midhurst',
    gender: 'MALE',
    week: 'Tue Thu 09:00-17:00, Sat 09:00-12:00',
    travel: { DRIVE: 20 },
    checks: [barred],
    trainings: visiting,
    skills: ['DRIVING', 'GARDENING'],
    targetMinutesAWeek: 240,
    visitsAWeek: 4,
  },
  'Sunita Rao': {
    in: 'midhurst',
    languages: ['en', 'hi'],
    week: 'Mon Wed Fri 13:00-17:00',
    travel: { DRIVE: 12, BUS: 10 },
    checks: [{ level: 'ENHANCED_ADULT_BARRED', issued: -1080, due: 6 }],
    trainings: [...visiting, 'DEMENTIA'],
    skills: ['DEMENTIA', 'END_OF_LIFE', 'LISTENING'],
    targetMinutesAWeek: 240,
  },
  'Colin Marden': {
    in: 'midhurst',
    gender: 'MALE',
    week: 'Mon-Fri 09:00-12:00',
    travel: { DRIVE: 30 },
    checks: [barred],
    trainings: visiting,
    skills: ['DRIVING', 'DIY'],
    noPets: true,
    targetMinutesAWeek: 180,
  },
  'Olive Rogate': {
    in: 'midhurst',
    week: 'Sat Sun 10:00-16:00, Wed 10:00-13:00',
    travel: { WALK: 2.5 },
    checks: [enhanced],
    trainings: visiting,
    skills: ['LISTENING'],
    noStairs: true,
    visitsAWeek: 2,
  },
  'Tomasz Nowak': {
    in: 'midhurst',
    gender: 'MALE',
    languages: ['en', 'pl'],
    week: 'Mon-Thu 17:00-21:00, Sat Sun 09:00-17:00',
    travel: { DRIVE: 20 },
    checks: [barred],
    trainings: visiting,
    skills: ['DRIVING', 'DIGITAL', 'MOVING'],
    targetMinutesAWeek: 180,
  },
  'Harriet Lavant': {
    in: 'midhurst',
    status: 'PAUSED',
    week: 'Mon Tue 10:00-15:00',
    travel: { DRIVE: 10 },
    checks: [barred],
    trainings: visiting,
    skills: ['LISTENING'],
  },
  'Bill Cocking': {
    in: 'midhurst',
    gender: 'MALE',
    week: 'Mon-Fri 09:00-17:00',
    travel: { DRIVE: 15 },
    checks: [{ level: 'ENHANCED_ADULT_BARRED', issued: -1115, due: -20 }],
    trainings: visiting,
    skills: ['DRIVING', 'MOVING'],
  },
  'Ellen Bury': {
    in: 'midhurst',
    status: 'CHECKS',
    week: 'Tue Wed Thu 09:30-14:30',
    travel: { WALK: 2, BUS: 8 },
    skills: ['LISTENING', 'COOKING'],
  },
  'Keith Tillington': {
    in: 'midhurst',
    gender: 'MALE',
    week: 'Mon-Sat 08:00-13:00',
    travel: { DRIVE: 20 },
    checks: [basic],
    trainings: ['INDUCTION'],
    skills: ['GARDENING', 'DIY', 'DOGS'],
  },
  'Wendy Upperton': {
    in: 'petworth',
    week: 'Mon-Sun 09:00-17:00',
    travel: { DRIVE: 25 },
    checks: [barred],
    trainings: [...visiting, 'MOVING'],
    skills: ['DRIVING', 'MOVING', 'COOKING'],
    targetMinutesAWeek: 300,
    visitsAWeek: 5,
  },
  'Arthur Selham': {
    in: 'petworth',
    gender: 'MALE',
    week: 'Mon-Fri 08:00-10:30',
    travel: { WALK: 3 },
    checks: [basic],
    trainings: ['INDUCTION'],
    skills: ['DOGS'],
  },
  'Ruth Heyshott': {
    in: 'petworth',
    week: 'Tue-Thu 10:00-16:00',
    travel: { DRIVE: 20 },
    checks: [enhanced],
    trainings: [...visiting, ['BEREAVEMENT', 200]],
    skills: ['BEREAVEMENT', 'LISTENING'],
  },
  'Priya Nair': {
    in: 'petworth',
    languages: ['en', 'ml'],
    week: 'Sat 09:00-15:00, Wed 17:00-20:00',
    travel: { DRIVE: 15 },
    checks: [barred],
    trainings: visiting,
    skills: ['DIGITAL', 'FORMS'],
  },
  'Martin Shotter': {
    in: 'haslemere',
    gender: 'MALE',
    week: 'Mon-Fri 09:00-16:00',
    travel: { DRIVE: 25 },
    checks: [barred],
    trainings: visiting,
    skills: ['DRIVING', 'FORMS', 'MOVING'],
    targetMinutesAWeek: 240,
  },
  'Christine Grays': {
    in: 'haslemere',
    week: 'Wed-Sun 10:00-17:00',
    travel: { DRIVE: 15 },
    checks: [barred],
    trainings: [...visiting, 'DEMENTIA'],
    skills: ['LISTENING', 'DEMENTIA'],
    away: [5, 16],
    targetMinutesAWeek: 240,
  },
  'Dafydd Rees': {
    in: 'haslemere',
    gender: 'MALE',
    languages: ['cy', 'en'],
    week: 'Mon-Fri 09:00-13:00',
    travel: { DRIVE: 20 },
    checks: [{ ...barred, due: 25 }],
    trainings: visiting,
    skills: ['LISTENING', 'DRIVING'],
  },
  'Joyce Linch': {
    in: 'haslemere',
    week: 'Mon-Sun 17:00-20:00',
    checks: [basic],
    trainings: ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    skills: ['LISTENING'],
    preferredKinds: ['BEFRIENDING_CALL'],
  },
  'Anil Kapoor': {
    in: 'haslemere',
    gender: 'MALE',
    languages: ['en', 'pa'],
    status: 'INDUCTION',
    week: 'Sat Sun 09:00-17:00',
    travel: { DRIVE: 20 },
    checks: [{ level: 'ENHANCED', issued: -12, due: 1083 }],
    trainings: [['SAFEGUARDING_ADULTS', 4]],
    skills: ['DRIVING'],
  },
}

/** Those of the good neighbours; three of them are shared with the network. */
const group: Readonly<Record<string, Line & { readonly shared?: boolean }>> = {
  'Nora Byworth': {
    in: 'petworth',
    week: 'Mon-Fri 10:00-15:00',
    travel: { DRIVE: 12 },
    checks: [barred],
    trainings: visiting,
    skills: ['LISTENING', 'DRIVING'],
    shared: true,
  },
  'Geoff Tillot': {
    in: 'petworth',
    gender: 'MALE',
    week: 'Mon Wed Fri 09:00-17:00, Sun 09:00-12:00',
    travel: { DRIVE: 30 },
    checks: [barred],
    trainings: visiting,
    skills: ['DRIVING'],
    shared: true,
  },
  'Sheila Egdean': {
    in: 'petworth',
    week: 'Tue Thu Sat 10:00-16:00',
    travel: { WALK: 3, BUS: 12 },
    checks: [basic],
    trainings: ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    skills: ['DIGITAL', 'LISTENING'],
    shared: true,
  },
  'Len Duncton': { in: 'petworth', gender: 'MALE', status: 'ENQUIRY' },
  'Mary Sutton': {
    in: 'petworth',
    week: 'Mon-Thu 13:00-17:00',
    travel: { DRIVE: 10 },
    checks: [enhanced],
    trainings: ['INDUCTION', ['SAFEGUARDING_ADULTS', 1200], ['LONE_VISITING', 1200]],
    skills: ['LISTENING'],
  },
}

export const ourNames = Object.keys(ours)

/** All volunteers by name, and the one who signs in. */
export async function makeVolunteers(build: Builder, staff: Staff): Promise<ReadonlyMap<string, Made>> {
  const made = new Map<string, Made>()
  const add = async (by: Staff['sally'], name: string, line: Line) => {
    const [givenName = '', familyName = ''] = name.split(' ')
    const { in: where, ...rest } = line
    const email = `${givenName}.${familyName}@volunteers.example`.toLowerCase()
    const volunteer = await build.volunteer(by, { ...rest, givenName, familyName, email, place: staff[where] })
    made.set(name, volunteer)
    return volunteer
  }
  for (const [name, line] of Object.entries(ours)) await add(staff.sally, name, line)
  for (const [name, { shared, ...line }] of Object.entries(group)) {
    const volunteer = await add(staff.margaret, name, line)
    if (shared)
      await build.share(staff.margaret, { volunteer }, staff.network, 'May be asked to visit people of the network')
  }
  const [, , , me] = midhurstSignIns
  const peter = made.get(me.name)
  if (peter) await build.account({ ...me, organisation: staff.network, volunteer: peter })
  return made
}
