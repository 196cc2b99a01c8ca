import { catalogue, counts } from '../ui/words/catalogue.ts'

/** An offer and its answers. */
export const words = catalogue({
  en: {
    area: 'Area',
    startsOn: 'From',
    answerBy: 'Answer by',
    twoPeople: 'Two volunteers go together.',
    coOrdinatorChooses: 'Your co-ordinator will choose from those who can.',
    untilYes: 'You will see the name and address when you say yes.',
    accept: 'I can do this',
    decline: 'Sorry, I cannot',
    youSaid: 'You said you can do this. Your co-ordinator will tell you.',
    changedMind: 'Sorry, I cannot after all',
    outcome: {
      accepted: counts.en({
        one: 'Thank you. The visit is yours.',
        other: 'Thank you. These {n} visits are yours.',
      }),
      stillOpen: 'You cannot make these days, so we will ask someone else:',
      willing: 'Thank you. Your co-ordinator will choose, and tell you.',
      taken: 'Someone else has taken this. Thank you for answering.',
      lapsed: 'This question has closed. Thank you for answering.',
      notCleared: 'We cannot give you this one yet. Phone the office: a check or training is missing.',
      doubleBooked: (when: string) => `You have another visit then: ${when}.`,
      declined: 'Thank you for telling us. We will ask someone else.',
    },
  },
  cy: {
    area: 'Ardal',
    startsOn: 'O',
    answerBy: 'Atebwch erbyn',
    twoPeople: 'Mae dau wirfoddolwr yn mynd gyda’i gilydd.',
    coOrdinatorChooses: 'Bydd eich cydlynydd yn dewis o blith y rhai sy’n gallu.',
    untilYes: 'Byddwch yn gweld yr enw a’r cyfeiriad pan fyddwch yn cytuno.',
    accept: 'Gallaf wneud hyn',
    decline: 'Mae’n ddrwg gen i, ni allaf',
    youSaid: 'Dywedoch y gallwch wneud hyn. Bydd eich cydlynydd yn rhoi gwybod i chi.',
    changedMind: 'Mae’n ddrwg gen i, ni allaf wedi’r cyfan',
    outcome: {
      accepted: counts.cy({
        zero: 'Diolch.',
        one: 'Diolch. Chi sydd â’r ymweliad.',
        two: 'Diolch. Chi sydd â’r {n} ymweliad hyn.',
        few: 'Diolch. Chi sydd â’r {n} ymweliad hyn.',
        many: 'Diolch. Chi sydd â’r {n} ymweliad hyn.',
        other: 'Diolch. Chi sydd â’r {n} ymweliad hyn.',
      }),
      stillOpen: 'Ni allwch wneud y dyddiau hyn, felly byddwn yn gofyn i rywun arall:',
      willing: 'Diolch. Bydd eich cydlynydd yn dewis, ac yn rhoi gwybod i chi.',
      taken: 'Mae rhywun arall wedi cymryd hwn. Diolch am ateb.',
      lapsed: 'Mae’r cwestiwn hwn wedi cau. Diolch am ateb.',
      notCleared: 'Ni allwn roi hwn i chi eto. Ffoniwch y swyddfa: mae gwiriad neu hyfforddiant ar goll.',
      doubleBooked: (when: string) => `Mae gennych ymweliad arall bryd hynny: ${when}.`,
      declined: 'Diolch am roi gwybod i ni. Byddwn yn gofyn i rywun arall.',
    },
  },
})
