/**
 * What people ask for, and the words that services use for it. Read from left to right: a search for one of the words
 * before the colon also finds services that use those after it, a little lower. Two words with a blank between are
 * found standing together. A word after ~ mostly means something else, so it counts for little itself. English and Welsh
 * in one list, since a listing may be in either.
 */
export const relatedWords = `
~company, companion, companionship, cwmni: befriending, companionship, social group, social club, loneliness, cyfeillio
befriending, befriend, befriender: companionship, friendship, loneliness, cyfeillio
cyfeillio, cyfeillgarwch: befriending, companionship, loneliness
lonely, loneliness, alone, isolated, isolation: befriending, loneliness, isolation, companionship, social group, cyfeillio
unig, unigrwydd: loneliness, isolation, befriending, cyfeillio
chat, talk, listen, listening: listening, helpline, befriending, telephone
friend, friends, friendship: befriending, social group, companionship
sitting, sitter, sit: respite, short break, short breaks, seibiant
respite, seibiant, breather: respite, short break, short breaks, sitting service, carers break, seibiant
~break, ~breaks, holiday: respite, short break, short breaks, carers break, seibiant
carer, carers, caring, caregiver, gofalwr, gofalwyr: carer, carers support, gofalwyr
grief, grieving, widow, widowed, widower, died, death, ~loss, profedigaeth, galar: bereavement, bereaved, grief, profedigaeth
bereavement, bereaved: grief, loss, profedigaeth
dying, terminal, hospice, palliative: end of life, hospice, palliative
memory, forgetful, confused, confusion, cof: dementia, memory, alzheimer
dementia: alzheimer, memory
alzheimer, alzheimers: dementia, memory
money, ~bills, finances, financial, arian: debt, benefits, budgeting, money advice, welfare rights, finances
debt, debts, dyled, dyledion: money, money advice, budgeting
benefits, benefit, pip, budd-daliadau: welfare rights, welfare benefits, attendance allowance
heating, ~cold, boiler, energy, gwres: fuel poverty, energy, warm, heating
food, hungry, bwyd: food bank, foodbank, pantry, meals
foodbank, food bank, banc bwyd: food bank, foodbank, pantry
meals, meal, lunch, dinner, cinio: lunch club, meals, luncheon, community meals
transport, ~lift, ~lifts, driver, driving, cludiant: transport, community transport, minibus, car scheme, dial a ride, cludiant
hospital: hospital transport, discharge
shopping, groceries, siopa: shopping, groceries, siopa
garden, gardening, gardener, garddio: gardening, allotment, horticultural, garddio
exercise, exercises, ~fit, fitness, keep fit, ymarfer: exercise, activity, walking, gym, keep fit
falls, ~fall, falling, fallen, ~balance, cwympo: falls, falls prevention, strength, balance
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
counsellor, counselling, counseling, counciling, councelling, councilling, counsiling, therapy, therapist, cwnsela: counselling, therapy, cwnsela
stress: wellbeing, mindfulness, anxiety
alcohol, drinking, drink, drugs, drug, addiction, alcoholic: alcohol, addiction, substance misuse, recovery, drugs
smoking, smoke, ysmygu: stop smoking, smoking cessation
weight, obesity, diet, pwysau: weight, healthy eating, nutrition
abuse, violence, violent, camdriniaeth: domestic abuse, domestic violence, abuse
housing, homeless, homelessness, eviction, rent, landlord, tai, digartref: housing, homelessness, accommodation, tenancy
handyman, diy, repairs, repair, adaptations: handyperson, home improvement, repairs, adaptations, grab rails
cleaning, cleaner, housework, glanhau: cleaning, domestic help, housework
computer, computers, internet, online, ipad, ~tablet, digital, cyfrifiadur: digital, computer, online skills, digital inclusion
advice, cyngor: advice, information, advocacy, cyngor
advocacy, advocate, eiriolaeth: advocacy, advocate
rights: advice, advocacy
legal, solicitor, law, ~will, wills: legal advice, legal, law
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
home visit, home visits, ~visit, ~visits, visiting: home visits, visiting, befriending
alarm, pendant, lifeline, telecare: telecare, lifeline, community alarm, pendant alarm
equipment, ~aids, commode: equipment, aids, disability aids
`

/** Words that say that something is wanted and not what. */
export const emptyWords = `
a about all am an and any anybody anyone anything are around as at be been but by can cannot come comes coming could do
does doesn don down during each every feel feeling feels felt find for from get gets getting give go going got had has
have having he help helped helping helps her hers him his how i if in into is it its just keep keeping keeps kept know let
like live lives living look looking made make makes making me might more most much my near nearby need needed needing
needs no not of off on one or other our out over please really she should so some somebody someone something sometimes
somewhere struggle struggles struggling take takes taking than that the their them there these they thing things this to
too unable under up us use used using very want wanted wants was we were what when where which while who whom why with
without would you your
ac am angen ar at cymorth dwi ei eisiau eu fi fy gan gen gyda helpu i mae mi nhw o oes rhywbeth rhywun sy sydd y yn yng yr`

/** Words of who it is for, or that fit half of the directory: they count, but little. */
export const weakWords = `
activities activity adult adults afternoon area aunt brother centre club community dad daughter day elderly evening family
father free gentleman gran grandad grandfather grandmother granny group groups home hour hours house husband lady local
man men month morning mother mum mam nan nana neighbour nephew niece old older open partner people person project
scheme service services session sessions sister son supporting support team time today tomorrow uncle week weekly wife
woman women year years
canolfan cefnogaeth clwb cymuned cymunedol dydd gŵr gwraig grŵp gwasanaeth gwasanaethau lleol mam merch pobl tad teulu wythnos`
