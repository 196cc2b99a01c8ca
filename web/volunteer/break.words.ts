import { catalogue, counts } from '../ui/words/catalogue.ts'

/** Days away. */
export const words = catalogue({
  en: {
    breakIntro:
      'We will not ask you for these days. Visits you already have stay yours until you tell us you cannot go.',
    breakFrom: 'First day away',
    breakTo: 'Last day away',
    breakExample: (example: string) => `For example, ${example}`,
    breakSave: 'Save my break',
    breakSaved: 'Your break is saved.',
    breakRemove: 'Remove this break',
    breakRemoved: 'The break is removed.',
    visitsInBreak: counts.en({
      zero: 'You have no visits in your break.',
      one: 'You have {n} visit in your break. Tell us if you cannot go.',
      other: 'You have {n} visits in your break. Tell us if you cannot go.',
    }),
    enterFrom: 'Enter the first day, for example 27 3 2027',
    enterTo: 'Enter the last day, for example 3 4 2027',
    toBeforeFrom: 'Enter a last day that is not before the first day',
  },
  cy: {
    breakIntro:
      'Ni fyddwn yn gofyn i chi ar gyfer y dyddiau hyn. Mae’r ymweliadau sydd gennych yn aros nes i chi ddweud na allwch fynd.',
    breakFrom: 'Diwrnod cyntaf i ffwrdd',
    breakTo: 'Diwrnod olaf i ffwrdd',
    breakExample: (example: string) => `Er enghraifft, ${example}`,
    breakSave: 'Cadw fy seibiant',
    breakSaved: 'Mae eich seibiant wedi’i gadw.',
    breakRemove: 'Dileu’r seibiant hwn',
    breakRemoved: 'Mae’r seibiant wedi’i ddileu.',
    visitsInBreak: counts.cy({
      zero: 'Nid oes gennych ymweliadau yn eich seibiant.',
      one: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
      two: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
      few: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
      many: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
      other: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
    }),
    enterFrom: 'Rhowch y diwrnod cyntaf, er enghraifft 27 3 2027',
    enterTo: 'Rhowch y diwrnod olaf, er enghraifft 3 4 2027',
    toBeforeFrom: 'Rhowch ddiwrnod olaf nad yw cyn y diwrnod cyntaf',
  },
})
