/** The two languages of the portal, as equals. */
export type Language = 'en' | 'cy'

/** How a counted message is said in English: two forms, `{n}` standing for the number. */
export type EnglishForms = { one: string; other: string; zero?: string }

/** How a counted message is said in Welsh: all six forms, each with a singular noun, `{n}` standing for the number. */
export type WelshForms = { zero: string; one: string; two: string; few: string; many: string; other: string }

/** A counted message: give it the number, get the sentence. It carries its forms, so that the check can read them. */
export type Counted = ((n: number) => string) & { forms: Partial<WelshForms>; language: Language }

// Intl.PluralRules is the one part of Intl that knows Welsh in every browser.
const rules = { en: new Intl.PluralRules('en-GB'), cy: new Intl.PluralRules('cy') }

const counted = (language: Language, forms: Partial<WelshForms> & { other: string }): Counted => {
  const say = (n: number) => {
    const form = n === 0 && forms.zero !== undefined ? forms.zero : (forms[rules[language].select(n)] ?? forms.other)
    return form.replaceAll('{n}', String(n))
  }
  return Object.assign(say, { forms, language })
}

/** A counted English message: `counts.en({ one: '{n} visit', other: '{n} visits' })(3)` is "3 visits". */
export const counts = {
  en: (forms: EnglishForms): Counted => counted('en', forms),
  cy: (forms: WelshForms): Counted => counted('cy', forms),
}

/** The shape of a catalogue: its keys and kinds, whatever the English words are. */
export type Shape<T> = T extends string
  ? string
  : T extends Counted
    ? Counted
    : T extends (...given: infer Given) => infer Said
      ? (...given: Given) => Shape<Said>
      : T extends readonly (infer Each)[]
        ? readonly Shape<Each>[]
        : T extends object
          ? { readonly [Key in keyof T]: Shape<T[Key]> }
          : T

/** Both languages of one page, side by side and of one shape: what English says, Welsh says, or it does not compile. */
export const catalogue = <T extends object>(both: {
  en: T
  cy: Shape<NoInfer<T>>
}): Readonly<Record<Language, Shape<T>>> => both as Readonly<Record<Language, Shape<T>>>
