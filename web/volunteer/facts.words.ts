import { catalogue } from '../ui/words/catalogue.ts'

/** What is told of a visit, and words several of these pages share. */
export const words = catalogue({
  en: {
    who: 'Who',
    likesName: (name: string) => `Likes to be called: ${name}`,
    when: 'When',
    where: 'Where',
    phoneThem: 'Phone',
    byPhone: 'By phone',
    whatToKnow: 'What to know',
    inTheirWords: 'In their words',
    directions: 'Directions',
    office: 'Phone the office',
    someone: 'Someone near you',
    status: {
      cancelled: 'This visit is called off. You do not need to go.',
      missed: 'You told us this visit did not happen.',
      ended: 'You told us how this went. Thank you.',
      started: 'You are there now.',
      clearanceLost: 'Do not go to this visit yet. Phone the office first.',
    },
    tellUs: 'Tell us how it went',
  },
  cy: {
    who: 'Pwy',
    likesName: (name: string) => `Yr enw i’w ddefnyddio: ${name}`,
    when: 'Pryd',
    where: 'Ble',
    phoneThem: 'Ffôn',
    byPhone: 'Dros y ffôn',
    whatToKnow: 'Beth i’w wybod',
    inTheirWords: 'Yn eu geiriau nhw',
    directions: 'Cyfarwyddiadau',
    office: 'Ffonio’r swyddfa',
    someone: 'Rhywun yn eich ardal',
    status: {
      cancelled: 'Mae’r ymweliad hwn wedi’i ganslo. Nid oes angen i chi fynd.',
      missed: 'Dywedoch na ddigwyddodd yr ymweliad hwn.',
      ended: 'Dywedoch wrthym sut aeth hwn. Diolch.',
      started: 'Rydych chi yno nawr.',
      clearanceLost: 'Peidiwch â mynd i’r ymweliad hwn eto. Ffoniwch y swyddfa yn gyntaf.',
    },
    tellUs: 'Dywedwch sut aeth hi',
  },
})
