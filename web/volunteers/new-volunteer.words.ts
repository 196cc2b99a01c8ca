import { catalogue } from '../ui/words/catalogue.ts'

export const words = catalogue({
  en: {
    title: 'Add a volunteer',
    back: 'Volunteers',
    who: 'Who they are',
    reach: 'How to reach them',
    start: 'With us',
    status: 'Where they stand',
    statusHint: 'Checks, training and hours come next, on their own page',
    save: 'Add volunteer',
    knownTitle: 'Is it one of these?',
    known: 'Someone with this e-mail address, or with this phone and last name, is here already.',
    knownUnseen: 'They are in a part of your organisation that you do not see. Ask your administrator.',
    evenSo: 'None of these: add a new volunteer',
    noPlace: 'You have no locality to add a volunteer in. Ask your administrator.',
  },
  cy: {
    title: 'Ychwanegu gwirfoddolwr',
    back: 'Gwirfoddolwyr',
    who: 'Pwy ydyn nhw',
    reach: 'Sut i gysylltu â nhw',
    start: 'Gyda ni',
    status: 'Lle maen nhw arni',
    statusHint: 'Daw gwiriadau, hyfforddiant ac oriau nesaf, ar eu tudalen eu hunain',
    save: 'Ychwanegu gwirfoddolwr',
    knownTitle: 'Ai un o’r rhain yw’r person?',
    known: 'Mae rhywun gyda’r cyfeiriad e-bost hwn, neu gyda’r ffôn a’r cyfenw hwn, yma eisoes.',
    knownUnseen: 'Maen nhw mewn rhan o’ch sefydliad nad ydych yn ei gweld. Gofynnwch i’ch gweinyddwr.',
    evenSo: 'Dim un o’r rhain: ychwanegu gwirfoddolwr newydd',
    noPlace: 'Does gennych chi ddim ardal i ychwanegu gwirfoddolwr ynddi. Gofynnwch i’ch gweinyddwr.',
  },
})
