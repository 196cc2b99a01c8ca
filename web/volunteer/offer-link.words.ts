import { catalogue } from '../ui/words/catalogue.ts'

/** An offer by its link. */
export const words = catalogue({
  en: {
    linkTitle: 'Can you help?',
    linkHello: (name: string) => `Hello ${name},`,
    linkFrom: (organisation: string) => `From ${organisation}`,
    linkGone: 'This link does not work any more',
    linkGoneWhy: 'The visit may be taken, or the question may have closed. Phone the office if you are not sure.',
    linkNotYou: 'Not for you? Close this page.',
    linkKeep: 'Keep this page, or write this down. Your link shows it until the visits are over.',
    linkSignIn: 'Sign in to see it in your week',
  },
  cy: {
    linkTitle: 'Allwch chi helpu?',
    linkHello: (name: string) => `Helo ${name},`,
    linkFrom: (organisation: string) => `Oddi wrth: ${organisation}`,
    linkGone: 'Nid yw’r ddolen hon yn gweithio mwyach',
    linkGoneWhy:
      'Efallai fod yr ymweliad wedi’i gymryd, neu fod y cwestiwn wedi cau. Ffoniwch y swyddfa os nad ydych yn siŵr.',
    linkNotYou: 'Nid i chi? Caewch y dudalen hon.',
    linkKeep: 'Cadwch y dudalen hon, neu ysgrifennwch hwn. Mae eich dolen yn ei ddangos nes bod yr ymweliadau drosodd.',
    linkSignIn: 'Mewngofnodwch i’w weld yn eich wythnos',
  },
})
