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
    enterFrom: (example: string) => `Enter the first day, for example ${example}`,
    enterTo: (example: string) => `Enter the last day, for example ${example}`,
    toBeforeFrom: 'Enter a last day that is not before the first day',
    toInThePast: 'Enter a last day that is today or later',
  },
  cy: {
    breakIntro:
      'Ni fyddwn yn gofyn i chi ar gyfer y dyddiau hyn. Bydd disgwyl i chi fynd ar yr ymweliadau sydd gennych eisoes, oni bai eich bod yn dweud na allwch.',
    breakFrom: 'Diwrnod cyntaf i ffwrdd',
    breakTo: 'Diwrnod olaf i ffwrdd',
    breakExample: (example: string) => `Er enghraifft, ${example}`,
    breakSave: 'Cadw fy seibiant',
    breakSaved: 'Mae eich seibiant wedi’i gadw.',
    breakRemove: 'Dileu’r seibiant hwn',
    breakRemoved: 'Mae’r seibiant wedi’i ddileu.',
    visitsInBreak: counts.cy({
      zero: 'Does gennych chi ddim ymweliadau yn eich seibiant.',
      one: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
      two: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
      few: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
      many: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
      other: 'Mae gennych {n} ymweliad yn eich seibiant. Dywedwch os na allwch fynd.',
    }),
    enterFrom: (example: string) => `Rhowch y diwrnod cyntaf, er enghraifft ${example}`,
    enterTo: (example: string) => `Rhowch y diwrnod olaf, er enghraifft ${example}`,
    toBeforeFrom: 'Rhowch ddiwrnod olaf nad yw cyn y diwrnod cyntaf',
    toInThePast: 'Rhowch ddiwrnod olaf sydd heddiw neu’n hwyrach',
  },
})
