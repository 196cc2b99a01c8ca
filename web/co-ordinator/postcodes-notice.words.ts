import { catalogue, counts } from '../ui/words/catalogue.ts'

export const words = catalogue({
  en: {
    title: 'Postcodes are missing',
    volunteers: counts.en({
      one: 'We do not know where {n} volunteer’s postcode is.',
      other: 'We do not know where the postcodes of {n} volunteers are.',
    }),
    people: counts.en({
      one: 'We do not know where {n} patient’s or carer’s postcode is.',
      other: 'We do not know where the postcodes of {n} patients and carers are.',
    }),
    effect: 'Suggestions cannot say how far away they are.',
    run: 'Ask whoever runs this installation to import a postcode file:',
    again: 'The postcode file may be out of date. Ask whoever runs this installation to import a newer one:',
  },
  cy: {
    title: 'Mae codau post ar goll',
    volunteers: counts.cy({
      zero: '{n} gwirfoddolwr: nid ydym yn gwybod ble mae’r cod post.',
      one: '{n} gwirfoddolwr: nid ydym yn gwybod ble mae’r cod post.',
      two: '{n} wirfoddolwr: nid ydym yn gwybod ble mae’r codau post.',
      few: '{n} gwirfoddolwr: nid ydym yn gwybod ble mae’r codau post.',
      many: '{n} gwirfoddolwr: nid ydym yn gwybod ble mae’r codau post.',
      other: '{n} gwirfoddolwr: nid ydym yn gwybod ble mae’r codau post.',
    }),
    people: counts.cy({
      zero: '{n} claf neu ofalwr: nid ydym yn gwybod ble mae’r cod post.',
      one: '{n} claf neu ofalwr: nid ydym yn gwybod ble mae’r cod post.',
      two: '{n} glaf neu ofalwr: nid ydym yn gwybod ble mae’r codau post.',
      few: '{n} chlaf neu ofalwr: nid ydym yn gwybod ble mae’r codau post.',
      many: '{n} chlaf neu ofalwr: nid ydym yn gwybod ble mae’r codau post.',
      other: '{n} claf neu ofalwr: nid ydym yn gwybod ble mae’r codau post.',
    }),
    effect: 'Ni all awgrymiadau ddweud pa mor bell i ffwrdd ydyn nhw.',
    run: 'Gofynnwch i bwy bynnag sy’n rhedeg y gosodiad hwn fewnforio ffeil o godau post:',
    again:
      'Efallai fod y ffeil o godau post yn hen. Gofynnwch i bwy bynnag sy’n rhedeg y gosodiad hwn fewnforio un newydd:',
  },
})
