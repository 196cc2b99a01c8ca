import type { Rng } from '../../../api/kernel/index.ts'

// What council directories speak of, put together by chance.
export const WHO =
  'carers,older people,people with dementia,young parents,people who live alone,bereaved people,disabled people,people out of hospital,families,newcomers,veterans,people in debt,people with a learning disability,stroke survivors,volunteers'.split(
    ',',
  )
export const WHAT =
  'befriending,lunch club,gardening group,exercise class,walking group,singing for pleasure,memory café,debt advice,peer support,shopping help,lifts to hospital,bereavement group,craft table,computer help,respite sitting,dog walking,home repairs,benefits advice,swimming session,chair yoga,counselling,English lessons,food bank,toy library,allotment'.split(
    ',',
  )
export const TOWNS =
  'Eastmarsh,Westmarsh,Ashcombe,Bramley Cross,Coldwell,Dunmere,Elmstead,Fernhurst Green,Gorsley,Hollins,Inglebrook,Kingsmead,Larkfield,Millthorpe,Netherby,Oakhanger,Penrose,Quarrington,Ravensdale,Stonebridge'.split(
    ',',
  )
export const DAYS = 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday'.split(',')
const VENUES =
  'village hall,church rooms,community centre,library,leisure centre,health centre,youth club,day centre'.split(',')
const ADJECTIVES = 'friendly,free,weekly,local,small,long-standing,gentle,informal,confidential,volunteer-led'.split(
  ',',
)
const OPENINGS = [
  'We are a {adjective} {what} for {who} in {town}.',
  'The {what} offers {adjective} company and practical support to {who}.',
  'Come to our {what} at the {venue} in {town} and meet other {who}.',
  'Run by volunteers, this {what} has welcomed {who} since {year}.',
]
const SENTENCES = [
  'We meet every {day} from {hour}am to {hour}.30am at the {venue}, {town}.',
  'Sessions are on {day} and {day}, {hour}pm to {hour}.45pm, in term time only.',
  'There is no charge, but a donation towards tea and biscuits is welcome.',
  'It costs £{pounds}.50 a session and the first one is free.',
  'Please telephone 01632 960{three} before you come for the first time.',
  'The {venue} has level access, an accessible toilet and a hearing loop.',
  'Transport can be arranged for {who} who cannot get here by themselves.',
  'You can refer yourself, or ask your doctor, social worker or link worker to refer you.',
  'Our volunteers are trained and have been checked, and you will see the same face each time.',
  'We also run a newsletter and an occasional outing for {who}.',
  'Your companion is welcome to stay, to have an hour to themselves or to join in.',
  'Many of those who come first came for {what} and stayed for the company.',
  'Staff can tell you about benefits, housing, help at home and what else there is in {town}.',
  'Parking is behind the {venue}, and the number {pounds} bus from {town} stops outside.',
  'Children are welcome when somebody who looks after them stays in the building.',
  'If you are not sure whether this is for you, ring and ask; nobody will press you.',
  'We are open all year except bank holidays and the week between Christmas and New Year.',
  'Everything you need is provided, but wear something warm and comfortable shoes.',
  'Numbers are limited to {hour} at a time, so there may be a short waiting list.',
  'The group is named after {name} {name}, who began it with {name} Parish Council.',
  'Ask for {name} or {name} at the desk, or leave word with {name} & {name}.',
  'There is always somebody to talk to over a cup of tea.',
  'Something hot is served at noon, with a vegetarian choice, for £{pounds}.',
]

/** What one entry is about: of each list one or two, so that a word stands in about as many entries as in real ones. */
export type Subject = Readonly<Record<'who' | 'what' | 'town' | 'venue', readonly string[]>>

/** Something for an entry to be about. */
export function subject(rng: Rng): Subject {
  const oneOrTwo = (list: readonly string[]) => (rng.next() < 0.7 ? [rng.pick(list)] : [rng.pick(list), rng.pick(list)])
  return { who: oneOrTwo(WHO), what: oneOrTwo(WHAT), town: oneOrTwo(TOWNS), venue: [rng.pick(VENUES)] }
}

/** Fills a sentence's gaps. */
function filled(rng: Rng, sentence: string, about: Subject): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, gap: string) => {
    if (gap === 'name') return madeUpName(rng)
    if (gap === 'year') return String(1965 + rng.int(55))
    if (gap === 'hour') return String(9 + rng.int(3))
    if (gap === 'pounds') return String(1 + rng.int(9))
    if (gap === 'three') return String(rng.int(1000)).padStart(3, '0')
    if (gap === 'day') return rng.pick(DAYS)
    if (gap === 'adjective') return rng.pick(ADJECTIVES)
    return rng.pick(about[gap as keyof Subject])
  })
}

/** A name that stands in few entries: real directories have thousands of such words, and an index must hold them. */
function madeUpName(rng: Rng): string {
  const syllables = Array.from({ length: 2 + rng.int(2) }, () => rng.pick(SYLLABLES)).join('')
  return syllables.charAt(0).toUpperCase() + syllables.slice(1)
}
const SYLLABLES =
  'ar,bel,cor,dun,el,fin,gar,hol,in,kel,lan,mor,nor,ot,pen,ros,sal,tan,ul,ver,wes,wick,by,ton,ham,ley'.split(',')

/** About so many characters of plain sentences, whole ones, on one subject. */
export function prose(rng: Rng, characters: number, about: Subject = subject(rng)): string[] {
  const sentences = [filled(rng, rng.pick(OPENINGS), about)]
  for (let length = sentences[0]?.length ?? 0; length < characters;) {
    const next = filled(rng, rng.pick(SENTENCES), about)
    sentences.push(next)
    length += next.length + 1
  }
  return sentences
}

/** A name such as services have. */
export const serviceName = (rng: Rng, { who, what, town }: Subject): string => {
  const name = `${rng.pick(town)} ${rng.pick(what)}`
  return rng.next() < 0.3 ? `${name} for ${rng.pick(who)}` : name
}

/** A number around 0 with spread 1 (Box and Muller). */
export const normal = (rng: Rng): number =>
  Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next())
