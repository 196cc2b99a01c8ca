import { catalogue } from '../ui/words/catalogue.ts'

/** An offer by its link. */
export const words = catalogue({
  en: {
    linkTitle: 'Can you help?',
    linkYourVisit: 'Your visit',
    linkYours: 'Your visits',
    linkThanks: 'Thank you',
    linkHello: (name: string) => `Hello ${name}.`,
    linkAsks: (organisation: string) => `${organisation} would like to ask you.`,
    linkFrom: (organisation: string) => `From ${organisation}`,
    linkGone: 'This link does not work any more',
    linkGoneWhy: 'The visit may be taken, or the question may have closed. Phone the office if you are not sure.',
    linkNotYou: 'Not for you? Close this page.',
    linkKeep: 'Keep this page, or write this down. Your link shows it until the visits are over.',
    linkAskOffice: 'Phone the office for the name and the address.',
    linkCannot: 'If you cannot go after all, phone the office as soon as you can.',
    linkSignIn: 'Sign in to see your week',
  },
  cy: {
    linkTitle: 'Allwch chi helpu?',
    linkYourVisit: 'Eich ymweliad',
    linkYours: 'Eich ymweliadau',
    linkThanks: 'Diolch',
    linkHello: (name: string) => `Helo ${name}.`,
    linkAsks: (organisation: string) => `Hoffai ${organisation} ofyn i chi.`,
    linkFrom: (organisation: string) => `Oddi wrth: ${organisation}`,
    linkGone: 'Nid yw’r ddolen hon yn gweithio mwyach',
    linkGoneWhy:
      'Efallai fod yr ymweliad wedi’i gymryd, neu fod y cais wedi cau. Ffoniwch y swyddfa os nad ydych yn siŵr.',
    linkNotYou: 'Nid i chi? Caewch y dudalen hon.',
    linkKeep: 'Cadwch y dudalen hon, neu ysgrifennwch hwn. Mae eich dolen yn ei ddangos nes bod yr ymweliadau drosodd.',
    linkAskOffice: 'Ffoniwch y swyddfa i gael yr enw a’r cyfeiriad.',
    linkCannot: 'Os na allwch fynd wedi’r cyfan, ffoniwch y swyddfa cyn gynted ag y gallwch.',
    linkSignIn: 'Mewngofnodwch i weld eich wythnos',
  },
})
