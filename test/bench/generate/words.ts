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
  'We also run a {what}, a {what} and an occasional outing for {who}.',
  'Carers are welcome to stay, to have an hour to themselves or to join in.',
  'Many of those who come first came for {what} and stayed for the company.',
  'The group is named after {name} {name}, who began it with {name} Parish Council.',
  'Ask for {name} or {name} at the desk, or leave word with {name} & {name}.',
  'A simple lunch is served at noon and there is always somebody to talk to.',
  'Staff can give advice about benefits, housing, care at home and what else there is in {town}.',
]

/** Fills a sentence's gaps. */
export function filled(rng: Rng, sentence: string): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, gap: string) => {
    if (gap === 'name') return madeUpName(rng)
    if (gap === 'year') return String(1965 + rng.int(55))
    if (gap === 'hour') return String(9 + rng.int(3))
    if (gap === 'pounds') return String(1 + rng.int(9))
    if (gap === 'three') return String(rng.int(1000)).padStart(3, '0')
    return rng.pick(GAPS[gap] ?? [''])
  })
}
const GAPS: Readonly<Record<string, readonly string[]>> = {
  who: WHO,
  what: WHAT,
  town: TOWNS,
  day: DAYS,
  venue: VENUES,
  adjective: ADJECTIVES,
}

/** A name that stands in few entries: real directories have thousands of such words, and an index must hold them. */
function madeUpName(rng: Rng): string {
  const syllables = Array.from({ length: 2 + rng.int(2) }, () => rng.pick(SYLLABLES)).join('')
  return syllables.charAt(0).toUpperCase() + syllables.slice(1)
}
const SYLLABLES =
  'ar,bel,cor,dun,el,fin,gar,hol,in,kel,lan,mor,nor,ot,pen,ros,sal,tan,ul,ver,wes,wick,by,ton,ham,ley'.split(',')

/** About so many characters of plain sentences, whole ones. */
export function prose(rng: Rng, characters: number): string[] {
  const sentences = [filled(rng, rng.pick(OPENINGS))]
  for (let length = sentences[0]?.length ?? 0; length < characters;) {
    const next = filled(rng, rng.pick(SENTENCES))
    sentences.push(next)
    length += next.length + 1
  }
  return sentences
}

/** A name such as services have. */
export const serviceName = (rng: Rng): string => {
  const what = rng.pick(WHAT)
  const name = `${rng.pick(TOWNS)} ${what}`
  return rng.next() < 0.3 ? `${name} for ${rng.pick(WHO)}` : name
}

/** A number around 0 with spread 1 (Box and Muller). */
export const normal = (rng: Rng): number =>
  Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next())
