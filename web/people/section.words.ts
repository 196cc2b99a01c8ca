import { catalogue } from '../ui/words/catalogue.ts'

export const words = catalogue({
  en: {
    saved: 'Saved.',
    stale: 'Someone changed this',
    staleIntro: 'Someone saved this while you were writing. Choose which to keep.',
    staleSame: 'Someone saved this while you were writing. It says the same as yours.',
    what: 'What',
    now: 'What it says now',
    mine: 'What you wrote',
    keepMine: 'Keep what I wrote',
    keepTheirs: 'Keep what it says now',
    keptTheirs: 'Nothing was changed.',
  },
  cy: {
    saved: 'Wedi’i gadw.',
    stale: 'Newidiodd rhywun hwn',
    staleIntro: 'Cadwodd rhywun hwn tra oeddech chi’n ysgrifennu. Dewiswch pa un i’w gadw.',
    staleSame: 'Cadwodd rhywun hwn tra oeddech chi’n ysgrifennu. Mae’n dweud yr un peth â’ch un chi.',
    what: 'Beth',
    now: 'Beth mae’n ei ddweud nawr',
    mine: 'Beth ysgrifennoch chi',
    keepMine: 'Cadw beth ysgrifennais i',
    keepTheirs: 'Cadw beth mae’n ei ddweud nawr',
    keptTheirs: 'Ni newidiwyd dim.',
  },
})
