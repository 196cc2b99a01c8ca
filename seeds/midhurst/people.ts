import type { Builder, CarerLine, Made, PatientLine } from '../builder/index.ts'
import type { Staff } from './staff.ts'

/** Agreed to volunteers knowing who they are, and to messages. */
const open = ['SHARE_WITH_VOLUNTEER', 'MESSAGES'] as const
/** Also to other organisations. */
const wide = [...open, 'SHARE_WITH_GROUP'] as const

type Line = Omit<PatientLine, 'place' | 'givenName' | 'familyName'> & {
  readonly in: 'midhurst' | 'petworth' | 'haslemere'
  /** Who registers them and is their care co-ordinator. */
  readonly by: 'grace' | 'tom' | 'ivy'
}
const patients: Readonly<Record<string, Line>> = {
  'Mair Evans': {
    in: 'midhurst',
    by: 'grace',
    dateOfBirth: '1941-03-09',
    languages: ['cy', 'en'],
    prefersLanguage: 'cy',
    status: 'AMBER',
    conditions: 'Dementia, heart failure',
    whatToKnow: 'Side door. Likes the radio on. Calm voice.',
    preferredPlaceOfDeath: 'OWN_HOME',
    consents: wide,
  },
  'Brian Cole': {
    in: 'midhurst',
    by: 'grace',
    gender: 'MALE',
    dateOfBirth: '1938-11-21',
    status: 'RED',
    conditions: 'Lung cancer, last months',
    whatToKnow: 'Tires quickly; oxygen in the house, so nobody smokes.',
    preferredPlaceOfDeath: 'OWN_HOME',
    consents: wide,
  },
  'Dorothy Weald': {
    in: 'midhurst',
    by: 'grace',
    dateOfBirth: '1935-06-30',
    status: 'GREEN',
    conditions: 'Macular degeneration',
    accessNeeds: 'Large print; cannot read small screens',
    whatToKnow: 'Key with next door.',
    consents: open,
  },
  'Stanley Frith': {
    in: 'midhurst',
    by: 'tom',
    gender: 'MALE',
    dateOfBirth: '1944-01-15',
    status: 'AMBER',
    conditions: 'Parkinson’s disease',
    whatToKnow: 'Needs time to answer. Two steps at the door.',
    preferredPlaceOfDeath: 'HOSPICE',
    consents: wide,
  },
  'Edna Quell': {
    in: 'midhurst',
    by: 'tom',
    dateOfBirth: '1932-08-02',
    status: 'GREEN',
    conditions: 'Arthritis',
    whatToKnow: 'A small dog, friendly.',
    consents: open,
  },
  'Wanda Zielinska': {
    in: 'midhurst',
    by: 'grace',
    dateOfBirth: '1939-12-12',
    languages: ['pl', 'en'],
    prefersLanguage: 'pl',
    status: 'AMBER',
    conditions: 'Chronic obstructive pulmonary disease',
    consents: open,
  },
  'Leslie Pook': {
    in: 'midhurst',
    by: 'tom',
    gender: 'MALE',
    dateOfBirth: '1947-05-05',
    status: 'GREEN',
    conditions: 'Stroke, two years ago',
    whatToKnow: 'Speech is slow, understanding is not.',
    consents: open,
  },
  'Hilda Marlow': {
    in: 'midhurst',
    by: 'grace',
    dateOfBirth: '1930-10-18',
    status: 'RED',
    conditions: 'Heart failure, frail',
    preferredPlaceOfDeath: 'OWN_HOME',
    whatToKnow: 'Sleeps downstairs.',
    consents: wide,
  },
  'Gordon Bish': {
    in: 'petworth',
    by: 'tom',
    gender: 'MALE',
    dateOfBirth: '1943-02-27',
    status: 'AMBER',
    conditions: 'Prostate cancer',
    preferredPlaceOfDeath: 'OTHER_PRIVATE_HOME',
    consents: wide,
  },
  'Beryl Strood': {
    in: 'petworth',
    by: 'grace',
    dateOfBirth: '1937-04-14',
    status: 'GREEN',
    conditions: 'Falls; lives alone',
    whatToKnow: 'Hearing aid on the left.',
    accessNeeds: 'Hard of hearing',
    consents: wide,
  },
  'Omar Siddiq': {
    in: 'petworth',
    by: 'tom',
    gender: 'MALE',
    dateOfBirth: '1950-09-09',
    languages: ['en', 'ur'],
    status: 'AMBER',
    conditions: 'Kidney failure, dialysis three times a week',
    consents: wide,
  },
  'Phyllis Gorse': {
    in: 'petworth',
    by: 'grace',
    dateOfBirth: '1934-07-23',
    status: 'RED',
    conditions: 'Advanced dementia',
    whatToKnow: 'Sings. Do not correct her about the year.',
    preferredPlaceOfDeath: 'CARE_HOME',
    consents: open,
  },
  'Ron Lodsworth': {
    in: 'petworth',
    by: 'tom',
    gender: 'MALE',
    dateOfBirth: '1945-03-31',
    status: 'GREEN',
    conditions: 'Hip replacement',
    consents: open,
  },
  'Vera Bignor': {
    in: 'petworth',
    by: 'grace',
    dateOfBirth: '1940-01-01',
    status: 'GREEN',
    conditions: 'Diabetes, poor sight',
  },
  'Alan Hindle': {
    in: 'haslemere',
    by: 'tom',
    gender: 'MALE',
    dateOfBirth: '1942-06-06',
    status: 'AMBER',
    conditions: 'Motor neurone disease',
    whatToKnow: 'Uses a letter board.',
    preferredPlaceOfDeath: 'OWN_HOME',
    consents: open,
  },
  'Jean Camelot': {
    in: 'haslemere',
    by: 'grace',
    dateOfBirth: '1936-11-11',
    status: 'GREEN',
    conditions: 'Lives alone since spring',
    consents: open,
  },
  'Ivor Pritchard': {
    in: 'haslemere',
    by: 'grace',
    gender: 'MALE',
    dateOfBirth: '1933-05-19',
    languages: ['cy', 'en'],
    needsLanguage: 'cy',
    status: 'AMBER',
    conditions: 'Dementia; Welsh only on bad days',
    consents: open,
  },
  'Maud Blackdown': {
    in: 'haslemere',
    by: 'tom',
    dateOfBirth: '1931-09-27',
    status: 'GREEN',
    conditions: 'Frail',
    whatToKnow: 'A cat that scratches.',
    consents: open,
  },
  'Cyril Hammer': {
    in: 'haslemere',
    by: 'ivy',
    gender: 'MALE',
    dateOfBirth: '1949-02-02',
    status: 'RED',
    conditions: 'Pancreatic cancer',
    preferredPlaceOfDeath: 'OWN_HOME',
    consents: wide,
  },
  'Ines Moreira': {
    in: 'haslemere',
    by: 'ivy',
    dateOfBirth: '1953-08-16',
    languages: ['pt', 'en'],
    status: 'AMBER',
    conditions: 'Ovarian cancer',
    preferredPlaceOfDeath: 'HOSPICE',
    consents: wide,
  },
}

type Carer = Omit<CarerLine, 'place' | 'givenName' | 'familyName'> & {
  readonly in: 'midhurst' | 'petworth' | 'haslemere'
  readonly of: string
  readonly as: string
  readonly hours: number
  readonly able?: boolean
  readonly emergencyPlan?: string
}
const carers: Readonly<Record<string, Carer>> = {
  'Gwen Evans': {
    in: 'midhurst',
    of: 'Mair Evans',
    as: 'daughter',
    hours: 60,
    whatToKnow: 'Works from home on Wednesdays.',
    emergencyPlan: 'Her brother in Chichester comes for the night.',
    consents: open,
  },
  'Pamela Cole': {
    in: 'midhurst',
    of: 'Brian Cole',
    as: 'wife',
    hours: 120,
    able: false,
    emergencyPlan: 'Ring the nurse on call; the hospice at home can sit.',
    consents: open,
  },
  'Joan Frith': { in: 'midhurst', of: 'Stanley Frith', as: 'wife', hours: 90, consents: open },
  'Adam Zielinski': {
    in: 'midhurst',
    gender: 'MALE',
    of: 'Wanda Zielinska',
    as: 'grandson',
    hours: 12,
    languages: ['en', 'pl'],
    consents: open,
  },
  'Sue Pook': { in: 'midhurst', of: 'Leslie Pook', as: 'sister', hours: 20 },
  'Donald Marlow': { in: 'midhurst', gender: 'MALE', of: 'Hilda Marlow', as: 'son', hours: 35, consents: open },
  'Linda Bish': { in: 'petworth', of: 'Gordon Bish', as: 'partner', hours: 70, consents: open },
  'Yasmin Siddiq': {
    in: 'petworth',
    of: 'Omar Siddiq',
    as: 'wife',
    hours: 50,
    languages: ['en', 'ur'],
    consents: open,
  },
  'Derek Gorse': {
    in: 'petworth',
    gender: 'MALE',
    of: 'Phyllis Gorse',
    as: 'husband',
    hours: 140,
    able: false,
    whatToKnow: 'Has not had a day to himself since May.',
    emergencyPlan: 'Emergency respite at the care home in Petworth; the bag is packed.',
    consents: open,
  },
  'Clare Hindle': { in: 'haslemere', of: 'Alan Hindle', as: 'wife', hours: 110, consents: open },
  'Nerys Pritchard': {
    in: 'haslemere',
    of: 'Ivor Pritchard',
    as: 'wife',
    hours: 100,
    languages: ['cy', 'en'],
    consents: open,
  },
  'Rosa Moreira': { in: 'haslemere', of: 'Ines Moreira', as: 'sister', hours: 25, languages: ['pt', 'en'] },
}

export interface People {
  readonly patients: ReadonlyMap<string, Made>
  readonly carers: ReadonlyMap<string, Made>
}

/** Patients and their carers. Two are the hospice's, shared with the network with their consent. */
export async function makePeople(build: Builder, staff: Staff): Promise<People> {
  const made = { patients: new Map<string, Made>(), carers: new Map<string, Made>() }
  const named = (name: string) => {
    const [givenName = '', familyName = ''] = name.split(' ')
    return { givenName, familyName }
  }
  for (const [name, { in: where, by, ...line }] of Object.entries(patients)) {
    const patient = await build.patient(staff[by], {
      ...line,
      ...named(name),
      place: staff[where],
      gpPracticeCode: 'Y99001',
    })
    made.patients.set(name, patient)
    if (by === 'ivy')
      await build.share(staff.ivy, { patient }, staff.network, 'Volunteers to sit with them and to drive')
  }
  for (const [name, { in: where, of, as: relationship, hours, able = true, emergencyPlan, ...line }] of Object.entries(
    carers,
  )) {
    const patient = made.patients.get(of)
    const by = staff[patients[of]?.by ?? 'grace']
    if (!patient) throw new Error(`nobody called ${of}`)
    const carer = await build.carer(by, { ...line, ...named(name), place: staff[where] })
    made.carers.set(name, carer)
    await build.cares(by, carer, patient, relationship, {
      hoursAWeek: hours,
      willing: true,
      able,
      ...(emergencyPlan ? { emergencyPlan } : {}),
    })
  }
  return made
}
