import { catalogue, counts } from '../ui/words/catalogue.ts'

export const words = catalogue({
  en: {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    goesOn: 'You need to sign in first. Then we take you to the page you wanted.',
    showPassword: 'Show what I type',
    hidePassword: 'Hide what I type',
    enterEmail: 'Enter your e-mail address',
    enterPassword: 'Enter your password',
    refused: 'We do not know this e-mail address and password together. Check both, then try again.',
    wait: counts.en({
      one: 'Too many tries. Wait {n} second, then try again.',
      other: 'Too many tries. Wait {n} seconds, then try again.',
    }),
    forgotten: 'Forgotten your password? Ask your administrator for a link to set a new one.',
    publicLine: 'Looking for help?',
    publicLink: 'Find help near you',
    invitation: 'Set your password',
    invitationIntro:
      'This link works once. Choose a password of at least 8 characters. Three words together work well.',
    newPassword: 'New password',
    again: 'The same password again',
    notSame: 'Enter the same password twice',
    saveAndSignIn: 'Save and sign in',
    linkEndedTitle: 'This link does not work any more',
    linkEnded: 'This link has been used or has run out. Ask your administrator for a new one.',
    passwordRefused: (because: string) =>
      because === 'TOO_SHORT'
        ? 'Choose a password of at least 8 characters'
        : because === 'TOO_LONG'
          ? 'Choose a shorter password'
          : because === 'TOO_COMMON'
            ? 'Too many people use this password. Choose another'
            : 'Choose another password',
  },
  cy: {
    title: 'Mewngofnodi',
    email: 'Cyfeiriad e-bost',
    password: 'Cyfrinair',
    goesOn: 'Mae angen i chi fewngofnodi yn gyntaf. Yna awn â chi i’r dudalen yr oeddech am ei gweld.',
    showPassword: 'Dangos beth rwy’n ei deipio',
    hidePassword: 'Cuddio beth rwy’n ei deipio',
    enterEmail: 'Rhowch eich cyfeiriad e-bost',
    enterPassword: 'Rhowch eich cyfrinair',
    refused:
      'Nid ydym yn adnabod y cyfeiriad e-bost a’r cyfrinair hyn gyda’i gilydd. Gwiriwch y ddau, yna rhowch gynnig arall arni.',
    wait: counts.cy({
      zero: 'Rydych wedi rhoi cynnig arni ormod o weithiau. Rhowch gynnig arall arni nawr.',
      one: 'Rydych wedi rhoi cynnig arni ormod o weithiau. Arhoswch {n} eiliad, yna rhowch gynnig arall arni.',
      two: 'Rydych wedi rhoi cynnig arni ormod o weithiau. Arhoswch {n} eiliad, yna rhowch gynnig arall arni.',
      few: 'Rydych wedi rhoi cynnig arni ormod o weithiau. Arhoswch {n} eiliad, yna rhowch gynnig arall arni.',
      many: 'Rydych wedi rhoi cynnig arni ormod o weithiau. Arhoswch {n} eiliad, yna rhowch gynnig arall arni.',
      other: 'Rydych wedi rhoi cynnig arni ormod o weithiau. Arhoswch {n} eiliad, yna rhowch gynnig arall arni.',
    }),
    forgotten: 'Wedi anghofio eich cyfrinair? Gofynnwch i’ch gweinyddwr am ddolen i osod un newydd.',
    publicLine: 'Yn chwilio am help?',
    publicLink: 'Dod o hyd i help yn eich ardal chi',
    invitation: 'Gosod eich cyfrinair',
    invitationIntro:
      'Mae’r ddolen hon yn gweithio unwaith. Dewiswch gyfrinair o 8 nod o leiaf. Mae tri gair gyda’i gilydd yn gweithio’n dda.',
    newPassword: 'Cyfrinair newydd',
    again: 'Yr un cyfrinair eto',
    notSame: 'Rhowch yr un cyfrinair ddwywaith',
    saveAndSignIn: 'Cadw a mewngofnodi',
    linkEndedTitle: 'Nid yw’r ddolen hon yn gweithio mwyach',
    linkEnded: 'Mae’r ddolen hon wedi’i defnyddio neu wedi dod i ben. Gofynnwch i’ch gweinyddwr am un newydd.',
    passwordRefused: (because: string) =>
      because === 'TOO_SHORT'
        ? 'Dewiswch gyfrinair o 8 nod o leiaf'
        : because === 'TOO_LONG'
          ? 'Dewiswch gyfrinair byrrach'
          : because === 'TOO_COMMON'
            ? 'Mae gormod o bobl yn defnyddio’r cyfrinair hwn. Dewiswch un arall'
            : 'Dewiswch gyfrinair arall',
  },
})
