/** Reference data every installation starts from. The rules are defaults, marked "not confirmed" until a
 *  safeguarding lead says they are right (`confirmed_by`): they are data, editable, and the only copy. */

const skills = [
  ['DEMENTIA', 'Dementia awareness', 'Ymwybyddiaeth o ddementia'],
  ['END_OF_LIFE', 'Being with people at the end of life', 'Bod gyda phobl ar ddiwedd eu hoes'],
  ['DRIVING', 'Drives, with a car', 'Yn gyrru, gyda char'],
  ['MOVING', 'Helping people move safely', 'Helpu pobl i symud yn ddiogel'],
  ['LISTENING', 'Listening', 'Gwrando'],
  ['BEREAVEMENT', 'Bereavement support', 'Cymorth profedigaeth'],
  ['GARDENING', 'Gardening', 'Garddio'],
  ['DIY', 'Small repairs', 'Mân atgyweiriadau'],
  ['DIGITAL', 'Phones and computers', 'Ffonau a chyfrifiaduron'],
  ['FORMS', 'Forms and letters', 'Ffurflenni a llythyrau'],
  ['DOGS', 'At ease with dogs', 'Yn gyfforddus gyda chŵn'],
  ['COOKING', 'Cooking', 'Coginio'],
] as const

const trainings = [
  ['INDUCTION', 'Induction', 'Sefydlu', null],
  ['SAFEGUARDING_ADULTS', 'Safeguarding adults', 'Diogelu oedolion', 36],
  ['LONE_VISITING', 'Visiting alone', 'Ymweld ar eich pen eich hun', 36],
  ['DEMENTIA', 'Dementia care', 'Gofal dementia', 36],
  ['BEREAVEMENT', 'Bereavement support', 'Cymorth profedigaeth', 24],
  ['MOVING', 'Moving and handling', 'Symud a thrin', 12],
] as const

const household =
  'Safeguarding Vulnerable Groups Act 2006, Schedule 4, paragraph 7(1)(d): household help with cash, bills or shopping, even once'
const conveying =
  'Safeguarding Vulnerable Groups Act 2006, Schedule 4, paragraph 7(1)(f): taking an adult to or from health care, even once'
const affairs =
  'Safeguarding Vulnerable Groups Act 2006, Schedule 4, paragraph 7(1)(e): help with a person’s own affairs'
const home =
  'Police Act 1997 (Criminal Records) Regulations 2002, regulation 5A: regular visits alone to an adult at risk; no barred list'
const basic = 'No entitlement above a basic check; the organisation’s own policy'

/** kind, English, Welsh, by phone, usual minutes, check, trainings, skills, citation */
const kinds = [
  [
    'RESPITE_SITTING',
    'Respite sitting',
    'Eistedd i roi seibiant',
    false,
    120,
    'ENHANCED',
    ['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING'],
    [],
    home,
  ],
  [
    'BEFRIENDING_VISIT',
    'Befriending visit',
    'Ymweliad cyfeillio',
    false,
    60,
    'ENHANCED',
    ['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING'],
    [],
    home,
  ],
  [
    'BEFRIENDING_CALL',
    'Befriending call',
    'Galwad gyfeillio',
    true,
    30,
    'BASIC',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    [],
    basic,
  ],
  [
    'SHOPPING',
    'Shopping',
    'Siopa',
    false,
    60,
    'ENHANCED_ADULT_BARRED',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    [],
    household,
  ],
  [
    'PRESCRIPTION_COLLECTION',
    'Collecting a prescription',
    'Casglu presgripsiwn',
    false,
    30,
    'BASIC',
    ['INDUCTION'],
    [],
    basic,
  ],
  [
    'TRANSPORT_HEALTH',
    'Lift to health care',
    'Lifft i ofal iechyd',
    false,
    120,
    'ENHANCED_ADULT_BARRED',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    ['DRIVING'],
    conveying,
  ],
  [
    'TRANSPORT_SOCIAL',
    'Lift to see people',
    'Lifft i weld pobl',
    false,
    90,
    'BASIC',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    ['DRIVING'],
    basic,
  ],
  [
    'ESCORT',
    'Going along to an appointment',
    'Mynd gyda rhywun i apwyntiad',
    false,
    120,
    'ENHANCED',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    [],
    home,
  ],
  ['GARDENING', 'Gardening', 'Garddio', false, 90, 'BASIC', ['INDUCTION'], ['GARDENING'], basic],
  ['DOG_WALKING', 'Dog walking', 'Mynd â chi am dro', false, 45, 'BASIC', ['INDUCTION'], ['DOGS'], basic],
  ['HANDYPERSON', 'Small repairs', 'Mân atgyweiriadau', false, 90, 'BASIC', ['INDUCTION'], ['DIY'], basic],
  [
    'FORM_FILLING',
    'Help with forms',
    'Help gyda ffurflenni',
    false,
    60,
    'ENHANCED_ADULT_BARRED',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    ['FORMS'],
    affairs,
  ],
  [
    'DIGITAL_HELP',
    'Help with a phone or computer',
    'Help gyda ffôn neu gyfrifiadur',
    false,
    60,
    'BASIC',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    ['DIGITAL'],
    basic,
  ],
  [
    'PEER_SUPPORT',
    'Peer support',
    'Cymorth cymheiriaid',
    false,
    60,
    'BASIC',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    ['LISTENING'],
    basic,
  ],
  [
    'WALKING_COMPANION',
    'Walking companion',
    'Cydymaith cerdded',
    false,
    60,
    'BASIC',
    ['INDUCTION', 'SAFEGUARDING_ADULTS'],
    [],
    basic,
  ],
  [
    'HOME_FROM_HOSPITAL',
    'Settling in after hospital',
    'Setlo gartref ar ôl ysbyty',
    false,
    90,
    'ENHANCED',
    ['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING'],
    [],
    home,
  ],
  [
    'BEREAVEMENT_SUPPORT',
    'Bereavement support',
    'Cymorth profedigaeth',
    false,
    60,
    'ENHANCED',
    ['INDUCTION', 'SAFEGUARDING_ADULTS', 'BEREAVEMENT'],
    ['BEREAVEMENT'],
    home,
  ],
  ['OTHER', 'Something else', 'Rhywbeth arall', false, 60, 'ENHANCED', ['INDUCTION', 'SAFEGUARDING_ADULTS'], [], home],
] as const

const covers: Record<string, readonly string[]> = {
  BASIC: ['BASIC'],
  STANDARD: ['BASIC', 'STANDARD'],
  ENHANCED: ['BASIC', 'STANDARD', 'ENHANCED'],
  ENHANCED_ADULT_BARRED: ['BASIC', 'STANDARD', 'ENHANCED', 'ENHANCED_ADULT_BARRED'],
  ENHANCED_CHILD_BARRED: ['BASIC', 'STANDARD', 'ENHANCED', 'ENHANCED_CHILD_BARRED'],
  ENHANCED_BOTH: ['BASIC', 'STANDARD', 'ENHANCED', 'ENHANCED_ADULT_BARRED', 'ENHANCED_CHILD_BARRED', 'ENHANCED_BOTH'],
}

const q = (text: string | null) => (text === null ? 'null' : `'${text.replaceAll("'", "''")}'`)
const list = (codes: readonly string[]) => `array[${codes.map(q).join(', ')}]::text[]`
const rows = (values: string[]) => values.map((value) => `(${value})`).join(',\n  ')

export const defaults = /* sql */ `
insert into skill (code, name, name_cy) values
  ${rows(skills.map(([code, en, cy]) => [code, en, cy].map(q).join(', ')))};
insert into training_course (code, name, name_cy, renew_months) values
  ${rows(trainings.map(([code, en, cy, months]) => `${[code, en, cy].map(q).join(', ')}, ${months}`))};
insert into task_kind (code, name, name_cy, by_phone, usual_minutes) values
  ${rows(kinds.map(([code, en, cy, phone, minutes]) => `${[code, en, cy].map(q).join(', ')}, ${phone}, ${minutes}`))};
insert into check_covers (has, needs) values
  ${rows(Object.entries(covers).flatMap(([has, needs]) => needs.map((need) => `${q(has)}, ${q(need)}`)))};
insert into task_rule (id, kind, role, check_level, trainings, skills, citation) values
  ${rows(
    kinds.flatMap(([code, , , , , level, courses, needed, citation]) =>
      (['LEAD', 'BUDDY'] as const).map(
        (role) =>
          `gen_random_uuid(), ${q(code)}, ${q(role)}, ${q(level)}, ${list(courses)}, ${role === 'LEAD' ? list(needed) : list([])}, ${q(citation)}`,
      ),
    ),
  )};
`
