import { catalogue, type Language } from './catalogue.ts'
import { inOrder } from './order.ts'

/** The words for the schema's enumerations, one place for all screens. A value that is not listed does not compile where
 *  it is looked up by its own type. */
export const terms = catalogue({
  en: {
    role: {
      ADMINISTRATOR: 'Administrator',
      VOLUNTEER_CO_ORDINATOR: 'Volunteer co-ordinator',
      CARE_CO_ORDINATOR: 'Care co-ordinator',
      GROUP_MANAGER: 'Community group manager',
      VOLUNTEER: 'Volunteer',
    },
    organisationKind: {
      GP_PRACTICE: 'GP practice',
      COUNCIL: 'Council',
      HEALTH_BOARD: 'Health board or trust',
      CHARITY: 'Charity',
      CIC: 'Community interest company',
      UNINCORPORATED: 'Community group',
      FAITH_GROUP: 'Faith group',
      OTHER: 'Other',
    },
    check: {
      NONE: 'No check',
      BASIC: 'Basic DBS',
      STANDARD: 'Standard DBS',
      ENHANCED: 'Enhanced DBS',
      ENHANCED_ADULT_BARRED: 'Enhanced DBS with the adults’ barred list',
      ENHANCED_CHILD_BARRED: 'Enhanced DBS with the children’s barred list',
      ENHANCED_BOTH: 'Enhanced DBS with both barred lists',
      PVG: 'PVG scheme (Scotland)',
      ACCESS_NI: 'AccessNI (Northern Ireland)',
      REFERENCES: 'References',
      IDENTITY: 'Identity',
    },
    checkDecision: { ACCEPTED: 'Accepted', WAITING: 'Waiting', REFUSED: 'Not accepted' },
    patientStatus: { RED: 'Red', AMBER: 'Amber', GREEN: 'Green', CLOSED: 'Closed' },
    volunteerStatus: {
      ENQUIRY: 'Asked about it',
      APPLIED: 'Applied',
      CHECKS: 'Checks under way',
      INDUCTION: 'Induction',
      ACTIVE: 'Active',
      PAUSED: 'Taking a break',
      LEFT: 'Left',
    },
    taskStatus: {
      REQUESTED: 'Asked for',
      OPEN: 'Needs someone',
      MATCHED: 'Someone found',
      ACTIVE: 'Under way',
      DONE: 'Done',
      UNMET: 'Could not be met',
      WITHDRAWN: 'Withdrawn',
      DIED: 'Ended: the person died',
      TRANSFERRED: 'Passed on',
    },
    visitStatus: {
      PLANNED: 'Needs someone',
      CONFIRMED: 'Confirmed',
      STARTED: 'Happening now',
      ENDED: 'Ended',
      MISSED: 'Missed',
      CANCELLED: 'Cancelled',
    },
    offerStatus: {
      HELD: 'Being sent',
      SENT: 'Waiting for an answer',
      WILLING: 'Would like to',
      ACCEPTED: 'Accepted',
      DECLINED: 'Cannot',
      LAPSED: 'No answer in time',
      TAKEN: 'Someone else took it',
      WITHDRAWN: 'Taken back',
    },
    went: { FINE: 'Fine', WORRY: 'A worry', URGENT: 'Urgent' },
    priority: { URGENT: 'Urgent', SOON: 'Soon', ROUTINE: 'Routine' },
    gender: { FEMALE: 'Woman', MALE: 'Man', OTHER: 'Other' },
    travel: { WALK: 'On foot', CYCLE: 'By bicycle', BUS: 'By bus', DRIVE: 'By car' },
    contact: { PHONE: 'Phone', TEXT: 'Text message', EMAIL: 'E-mail', LETTER: 'Letter' },
    consent: {
      SHARE_WITH_GROUP: 'Share with a community group',
      SHARE_WITH_VOLUNTEER: 'Share with a volunteer',
      MESSAGES: 'Send messages',
      OUTCOMES_USE: 'Use in our results',
    },
    place: { LEAD: 'First volunteer', BUDDY: 'Second volunteer' },
    cancelledBy: { PERSON: 'The person', VOLUNTEER: 'The volunteer', CO_ORDINATOR: 'The co-ordinator' },
    fit: { BEST: 'Best fit', GOOD: 'Good fit', POSSIBLE: 'Possible', CLOSE: 'Close' },
  },
  cy: {
    role: {
      ADMINISTRATOR: 'Gweinyddwr',
      VOLUNTEER_CO_ORDINATOR: 'Cydlynydd gwirfoddolwyr',
      CARE_CO_ORDINATOR: 'Cydlynydd gofal',
      GROUP_MANAGER: 'Rheolwr grŵp cymunedol',
      VOLUNTEER: 'Gwirfoddolwr',
    },
    organisationKind: {
      GP_PRACTICE: 'Meddygfa',
      COUNCIL: 'Cyngor',
      HEALTH_BOARD: 'Bwrdd iechyd neu ymddiriedolaeth',
      CHARITY: 'Elusen',
      CIC: 'Cwmni buddiannau cymunedol',
      UNINCORPORATED: 'Grŵp cymunedol',
      FAITH_GROUP: 'Grŵp ffydd',
      OTHER: 'Arall',
    },
    check: {
      NONE: 'Dim gwiriad',
      BASIC: 'DBS sylfaenol',
      STANDARD: 'DBS safonol',
      ENHANCED: 'DBS manylach',
      ENHANCED_ADULT_BARRED: 'DBS manylach gyda’r rhestr wahardd oedolion',
      ENHANCED_CHILD_BARRED: 'DBS manylach gyda’r rhestr wahardd plant',
      ENHANCED_BOTH: 'DBS manylach gyda’r ddwy restr wahardd',
      PVG: 'Cynllun PVG (yr Alban)',
      ACCESS_NI: 'AccessNI (Gogledd Iwerddon)',
      REFERENCES: 'Geirdaon',
      IDENTITY: 'Prawf hunaniaeth',
    },
    checkDecision: { ACCEPTED: 'Derbyniwyd', WAITING: 'Yn aros', REFUSED: 'Ni dderbyniwyd' },
    patientStatus: { RED: 'Coch', AMBER: 'Oren', GREEN: 'Gwyrdd', CLOSED: 'Wedi cau' },
    volunteerStatus: {
      ENQUIRY: 'Wedi holi',
      APPLIED: 'Wedi gwneud cais',
      CHECKS: 'Gwiriadau ar waith',
      INDUCTION: 'Sefydlu',
      ACTIVE: 'Gweithredol',
      PAUSED: 'Yn cael seibiant',
      LEFT: 'Wedi gadael',
    },
    taskStatus: {
      REQUESTED: 'Gofynnwyd amdano',
      OPEN: 'Angen rhywun',
      MATCHED: 'Wedi dod o hyd i rywun',
      ACTIVE: 'Ar waith',
      DONE: 'Wedi’i wneud',
      UNMET: 'Ni ellid ei ddiwallu',
      WITHDRAWN: 'Tynnwyd yn ôl',
      DIED: 'Wedi dod i ben: bu farw’r person',
      TRANSFERRED: 'Trosglwyddwyd',
    },
    visitStatus: {
      PLANNED: 'Angen rhywun',
      CONFIRMED: 'Wedi’i gadarnhau',
      STARTED: 'Yn digwydd nawr',
      ENDED: 'Wedi gorffen',
      MISSED: 'Wedi’i golli',
      CANCELLED: 'Wedi’i ganslo',
    },
    offerStatus: {
      HELD: 'Yn cael ei anfon',
      SENT: 'Yn aros am ateb',
      WILLING: 'Yn fodlon',
      ACCEPTED: 'Derbyniwyd',
      DECLINED: 'Ddim yn gallu',
      LAPSED: 'Dim ateb mewn pryd',
      TAKEN: 'Cymerodd rhywun arall ef',
      WITHDRAWN: 'Tynnwyd yn ôl',
    },
    went: { FINE: 'Iawn', WORRY: 'Pryder', URGENT: 'Brys' },
    priority: { URGENT: 'Brys', SOON: 'Yn fuan', ROUTINE: 'Arferol' },
    gender: { FEMALE: 'Menyw', MALE: 'Dyn', OTHER: 'Arall' },
    travel: { WALK: 'Ar droed', CYCLE: 'Ar feic', BUS: 'Ar fws', DRIVE: 'Mewn car' },
    contact: { PHONE: 'Ffôn', TEXT: 'Neges destun', EMAIL: 'E-bost', LETTER: 'Llythyr' },
    consent: {
      SHARE_WITH_GROUP: 'Rhannu gyda grŵp cymunedol',
      SHARE_WITH_VOLUNTEER: 'Rhannu gyda gwirfoddolwr',
      MESSAGES: 'Anfon negeseuon',
      OUTCOMES_USE: 'Defnyddio yn ein canlyniadau',
    },
    place: { LEAD: 'Gwirfoddolwr cyntaf', BUDDY: 'Ail wirfoddolwr' },
    cancelledBy: { PERSON: 'Y person', VOLUNTEER: 'Y gwirfoddolwr', CO_ORDINATOR: 'Y cydlynydd' },
    fit: { BEST: 'Y mwyaf addas', GOOD: 'Addas', POSSIBLE: 'Posibl', CLOSE: 'Agos' },
  },
})

const languageNames: Record<Language, Record<string, string>> = {
  en: {
    en: 'English', cy: 'Welsh', pl: 'Polish', ur: 'Urdu', pa: 'Punjabi', bn: 'Bengali', gu: 'Gujarati', so: 'Somali',
    ar: 'Arabic', fr: 'French', es: 'Spanish', it: 'Italian', pt: 'Portuguese', de: 'German', zh: 'Chinese',
    ta: 'Tamil', hi: 'Hindi', ro: 'Romanian', tr: 'Turkish', uk: 'Ukrainian', bfi: 'British Sign Language',
  },
  cy: {
    en: 'Saesneg', cy: 'Cymraeg', pl: 'Pwyleg', ur: 'Wrdw', pa: 'Pwnjabeg', bn: 'Bengaleg', gu: 'Gwjarati', so: 'Somalieg',
    ar: 'Arabeg', fr: 'Ffrangeg', es: 'Sbaeneg', it: 'Eidaleg', pt: 'Portiwgaleg', de: 'Almaeneg', zh: 'Tsieineeg',
    ta: 'Tamileg', hi: 'Hindi', ro: 'Rwmaneg', tr: 'Tyrceg', uk: 'Wcreineg', bfi: 'Iaith Arwyddion Prydain',
  },
} // prettier-ignore

/** The name of a language by its code (ISO 639); the code itself where we have no name for it. */
export const languageName = (language: Language, code: string): string =>
  languageNames[language][code.toLowerCase()] ?? code

/** The languages a form offers, with their names: English and Welsh, then the others by name. */
export const languageChoices = (language: Language): { value: string; text: string }[] => {
  const all = Object.keys(languageNames.en).map((value) => ({ value, text: languageName(language, value) }))
  return [...all.slice(0, 2), ...inOrder(language, all.slice(2), (each) => each.text)]
}
