/**
 * What people ask for, and the words that services use for it. Read from left to right: a search for one of the words
 * before the colon also finds services that use those after it, a little lower. Two words with a blank between are
 * found standing together. English and Welsh in one list, since a listing may be in either.
 */
const table = `
company, companion, companionship, cwmni: befriending, companionship, social, loneliness, cyfeillio
befriending, befriend, befriender: companionship, friendship, loneliness, cyfeillio
cyfeillio, cyfeillgarwch: befriending, companionship, loneliness
lonely, loneliness, alone, isolated, isolation: befriending, loneliness, isolation, social, cyfeillio
unig, unigrwydd: loneliness, isolation, befriending, cyfeillio
chat, talk, listen, listening: listening, helpline, befriending, telephone
friend, friends, friendship: befriending, social, companionship
sitting, sitter, sit: respite, short break, short breaks, seibiant
respite, seibiant, breather: respite, short break, short breaks, sitting service, carers break, seibiant
break, breaks, holiday: respite, short break, short breaks, carers break, seibiant
carer, carers, caring, caregiver, gofalwr, gofalwyr: carer, carers support, gofalwyr
grief, grieving, widow, widowed, widower, died, death, loss, profedigaeth, galar: bereavement, bereaved, grief, profedigaeth
bereavement, bereaved: grief, loss, profedigaeth
dying, terminal, hospice, palliative: end of life, hospice, palliative
memory, forgetful, confused, confusion, cof: dementia, memory, alzheimer
dementia: alzheimer, memory
alzheimer, alzheimers: dementia, memory
money, bills, finances, financial, arian: debt, benefits, budgeting, money advice, welfare rights, finances
debt, debts, dyled, dyledion: money, money advice, budgeting
benefits, benefit, pip, budd-daliadau: welfare rights, welfare benefits, attendance allowance
heating, cold, boiler, energy, gwres: fuel poverty, energy, warm, heating
food, hungry, bwyd: food bank, foodbank, pantry, meals
foodbank, food bank, banc bwyd: food bank, foodbank, pantry
meals, meal, lunch, dinner, cinio: lunch club, meals, luncheon, community meals
transport, lift, lifts, driver, driving, cludiant: transport, community transport, minibus, car scheme, dial a ride, cludiant
hospital: hospital transport, discharge
shopping, groceries, siopa: shopping, groceries, siopa
garden, gardening, gardener, garddio: gardening, allotment, horticultural, garddio
exercise, exercises, fit, fitness, keep fit, ymarfer: exercise, activity, walking, gym, keep fit
falls, fall, falling, fallen, balance, cwympo: falls, falls prevention, strength, balance
walk, walking, walks, cerdded: walking, health walks, cerdded
swim, swimming, nofio: swimming, pool
sing, singing, choir, canu: singing, choir, canu
dance, dancing, dawnsio: dance
art, arts, painting, craft, crafts, crefftau: art, craft, creative
music, cerddoriaeth: music, singing
hearing, deaf, deafness, byddar: deaf, hearing loss, hearing, lip reading
sight, blind, blindness, eyesight, dall: blind, sight loss, visual impairment, visually impaired
feet, foot, toenail, toenails: podiatry, foot care, chiropody, nail cutting
wash, washing, bath, bathing, dressing: personal care
home care, homecare, domiciliary, gofal cartref: home care, domiciliary care, personal care
depression, depressed, sad, low mood, iselder: depression, mental health, counselling, wellbeing
anxiety, anxious, worried, panic, pryder: anxiety, mental health, counselling, wellbeing
mental health, iechyd meddwl: mental health, wellbeing, iechyd meddwl
suicide, suicidal, self harm: suicide, crisis, self harm, helpline
counsellor, counselling, counseling, therapy, therapist, cwnsela: counselling, therapy, cwnsela
stress: wellbeing, mindfulness, anxiety
alcohol, drinking, drink, drugs, drug, addiction, alcoholic: alcohol, addiction, substance misuse, recovery, drugs
smoking, smoke, ysmygu: stop smoking, smoking cessation
weight, obesity, diet, pwysau: weight, healthy eating, nutrition
abuse, violence, violent, camdriniaeth: domestic abuse, domestic violence, abuse
housing, homeless, homelessness, eviction, rent, landlord, tai, digartref: housing, homelessness, accommodation, tenancy
handyman, diy, repairs, repair, adaptations: handyperson, home improvement, repairs, adaptations, grab rails
cleaning, cleaner, housework, glanhau: cleaning, domestic help, housework
computer, computers, internet, online, ipad, tablet, digital, cyfrifiadur: digital, computer, online skills, digital inclusion
advice, cyngor: advice, information, advocacy, cyngor
advocacy, advocate, eiriolaeth: advocacy, advocate
rights: advice, advocacy
legal, solicitor, law, will, wills: legal advice, legal, law
work, job, jobs, employment, unemployed, gwaith: employment, jobs, work club, careers
volunteer, volunteering, gwirfoddoli, gwirfoddolwyr: volunteering, volunteers
refugee, refugees, asylum, ffoaduriaid: refugee, asylum seekers, asylum
english classes, esol: esol, english language
wheelchair, cadair olwyn: wheelchair, mobility
mobility, scooter: mobility, shopmobility, mobility scooters
disabled, disability, disabilities, anabledd: disability, disabled, impairment
learning disability, learning disabilities, learning difficulties, anabledd dysgu: learning disability, learning disabilities, learning difficulties
autism, autistic, asd, asperger, awtistiaeth: autism, autistic, neurodivergent
adhd: adhd, neurodivergent
stroke, strôc: stroke, aphasia
parkinson, parkinsons: parkinson
cancer, canser: cancer, macmillan
diabetes, diabetic: diabetes
breathing, breathless, copd, lung, lungs: copd, breathe easy, respiratory, lung
heart, cardiac, calon: heart, cardiac
pain: chronic pain, pain management
baby, babies, newborn, pregnant, pregnancy, babi: baby, postnatal, antenatal, perinatal, parent
parent, parents, parenting, rhieni: parenting, parent, family support
toddler, toddlers, playgroup: toddler group, stay and play, playgroup
children, child, kids, plant: children, family
teenager, teenagers, teen, youth, young, ifanc, ieuenctid: young people, youth
elderly, older, old, senior, seniors, pensioner, pensioners, henoed, hŷn: older people, over 50s, elderly, retired
men, man, male, dynion: men, mens shed, men's
women, woman, female, menywod, merched: women
lgbt, lgbtq, gay, lesbian, trans, transgender: lgbt, lgbtq, trans
pet, pets, dog, cat: pet, dog
church, faith, eglwys: church, faith
cafe, coffee, tea, caffi, coffi: cafe, coffee morning, caffi
group, groups, club, clubs, grŵp, clwb: group, club
drop in, dropin: drop in
day centre, day care, daycare, canolfan ddydd: day centre, day care, day opportunities
home visit, home visits, visit, visits, visiting: home visits, visiting, befriending
alarm, pendant, lifeline, telecare: telecare, lifeline, community alarm, pendant alarm
equipment, aids, commode: equipment, aids, disability aids
`

/** Words that say that something is wanted and not what: left out, unless there are no others. */
const empty = new Set(
  `a about all am an and any anybody anyone anything are around as at be been but by can could do does
  doesn don find for from get gets getting give go going got had has have having he her hers him his how i if in into is it its just know
  let like live lives living looking look me might my near nearby need needed needs no not of on one or our out please she should
  so some somebody someone something somewhere that the their them there these they thing things this to too up us want wanted wants was we
  what when where which who whom why will with would you your yn y yr i am ac a ar at o gan gyda sy mae dwi angen eisiau rhywun rhywbeth fy ei eu
  help helps helping helpu cymorth`.split(/\s+/),
)

/** Words of who it is for or that fit half of the directory: they count, but little. */
const weak = new Set(
  `husband wife mum mam mother dad father son daughter partner gran granny grandad grandmother grandfather nan nana aunt uncle
  sister brother neighbour person people pobl lady gentleman family teulu local community cymuned cymunedol service services gwasanaeth gwasanaethau support
  supporting cefnogaeth group groups grŵp club activity activities free session sessions centre team project scheme area home house
  weekly day week morning afternoon evening today tomorrow am time open`.split(/\s+/),
)

/** What is one word in a search and two where it stands, or the other way round. */
export interface AskedWord {
  /** Which of the things asked this belongs to, from 0. */
  readonly term: number
  readonly word: string
  /** ASKED: the person's own word. RELATED: another for the same. TOGETHER: two of theirs that stand together. */
  readonly how: 'ASKED' | 'RELATED' | 'TOGETHER'
  /** How much this counts against the person's own word, 0 to 1. */
  readonly factor: number
  /** How much the thing counts among those asked. */
  readonly weight: number
  /** Whether it is one of the things asked, or only a reason to stand higher. */
  readonly base: boolean
}

const key = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

const related = new Map<string, readonly string[]>()
for (const line of table.trim().split('\n')) {
  const [asked = '', also = ''] = line.split(':')
  const words = also.split(',').map((word) => word.trim().replaceAll("'", ''))
  for (const one of asked.split(',').map((word) => key(word.trim().replaceAll("'", ''))))
    related.set(one, [...new Set([...(related.get(one) ?? []), ...words])])
}

/** A search has at most so many things asked; the database counts their words in the bits of one number. */
const mostTerms = 10
const mostWords = 56

/**
 * What to look for, of the words a person typed: their own, those related to them, and pairs that stand together.
 * Empty when there is no word in it.
 *
 * @param text as typed, at most a line
 */
export function askedWords(text: string): AskedWord[] {
  const tokens = (
    text
      .toLowerCase()
      .replaceAll(/['’]s?\b/g, (s) => (s.length > 1 ? ' ' : ''))
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).filter((token) => token.length <= 40)
  const isSaying = (token: string) => !empty.has(token) && (token.length > 1 || /\p{N}/u.test(token))
  const any = tokens.some((token) => isSaying(token) && !weak.has(token))
  const takes = (token: string) => isSaying(token) || (!any && !tokens.some(isSaying))
  const found: AskedWord[] = []
  const seen = new Set<string>()
  let term = 0
  for (let at = 0; at < tokens.length && term < mostTerms; at++) {
    const token = tokens[at]!
    const next = tokens[at + 1]
    const pair = next === undefined ? undefined : `${token} ${next}`
    // "Mental health" is one thing; so is what the table knows as two words.
    const asPair = pair !== undefined && related.has(key(pair)) ? related.get(key(pair)) : undefined
    if (takes(token) && !seen.has(token)) {
      seen.add(token)
      const weight = any && weak.has(token) ? 0.2 : 1
      found.push({ term, word: token, how: 'ASKED', factor: 1, weight, base: true })
      for (const word of related.get(key(token)) ?? [])
        if (key(word) !== key(token)) found.push({ term, word, how: 'RELATED', factor: 0.55, weight, base: true })
      term++
    }
    if (pair !== undefined && isSaying(token) && next !== undefined && isSaying(next) && term < mostTerms) {
      found.push({ term, word: pair, how: 'TOGETHER', factor: 1, weight: 0.7, base: false })
      term++
    }
    if (asPair && term < mostTerms) {
      for (const word of asPair) found.push({ term, word, how: 'RELATED', factor: 0.8, weight: 0.9, base: true })
      term++
    }
  }
  return found.slice(0, mostWords)
}
