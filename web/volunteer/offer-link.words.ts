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
    linkKeep: 'Write this down or keep this page open. The link works once.',
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
    linkKeep: 'Ysgrifennwch hwn neu cadwch y dudalen hon ar agor. Mae’r ddolen yn gweithio unwaith.',
    linkSignIn: 'Mewngofnodwch i’w weld yn eich wythnos',
  },
})
