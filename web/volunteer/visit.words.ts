import { catalogue } from '../ui/words/catalogue.ts'

/** One visit, before it. */
export const words = catalogue({
  en: {
    visitTitle: 'Your visit',
    iAmHere: 'I am there now',
    changeReport: 'Change what you told us',
    cannotGo: 'I cannot go',
    cannotGoIntro: 'Tell us as soon as you can, and we will find someone else.',
    justThis: 'Only this visit',
    all: 'This and all the later visits',
    cannotGoWhich: 'Which visits can you not make?',
    sendCannotGo: 'Tell the office',
    notPossible: {
      IT_IS_OVER: 'This visit is over or called off, so this cannot be changed. Phone the office.',
      NOT_YET: 'It is too early for this. Come back on the day.',
      CLEARANCE_LOST: 'Do not start this visit yet. Phone the office first.',
      other: 'This cannot be done now. Phone the office.',
    } as Record<string, string>,
  },
  cy: {
    visitTitle: 'Eich ymweliad',
    iAmHere: 'Rydw i yno nawr',
    changeReport: 'Newid beth ddywedoch wrthym',
    cannotGo: 'Ni allaf fynd',
    cannotGoIntro: 'Rhowch wybod i ni cyn gynted ag y gallwch, a byddwn yn dod o hyd i rywun arall.',
    justThis: 'Yr ymweliad hwn yn unig',
    all: 'Hwn a’r holl ymweliadau wedyn',
    cannotGoWhich: 'Pa ymweliadau na allwch eu gwneud?',
    sendCannotGo: 'Dweud wrth y swyddfa',
    notPossible: {
      IT_IS_OVER: 'Mae’r ymweliad hwn drosodd neu wedi’i ganslo, felly ni ellir newid hyn. Ffoniwch y swyddfa.',
      NOT_YET: 'Mae’n rhy gynnar ar gyfer hyn. Dewch yn ôl ar y diwrnod.',
      CLEARANCE_LOST: 'Peidiwch â dechrau’r ymweliad hwn eto. Ffoniwch y swyddfa yn gyntaf.',
      other: 'Ni ellir gwneud hyn nawr. Ffoniwch y swyddfa.',
    } as Record<string, string>,
  },
})
