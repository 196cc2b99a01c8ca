import type { Position, Rng } from '../../../api/kernel/index.ts'

// Nobody: names put together by chance, in streets that are not there.
export const GIVEN =
  'Aled Alice Amina Anwen Arthur Beth Bob Bronwen Callum Carys Cerys Chloe Daniel Daphne Dilys Dylan Edith Eira Elin Emrys Esther Faisal Farah Fiona Gareth George Gita Gwen Hana Harold Hasan Helen Huw Idris Imran Iris Ivy Jack Joan Joyce Kwame Leah Lowri Mair Malcolm Maryam Megan Mohan Nadia Nerys Nia Olive Omar Owen Padma Pat Peter Rhian Rhys Rosa Ruth Samir Sian Sioned Stan Tariq Tomos Una Vera Wendy Winston Yusuf Zara'.split(
    ' ',
  )
export const FAMILY =
  'Abbott Achebe Adams Ahmed Allsop Archer Bakewell Banerjee Barlow Beddow Bevan Bishop Booth Bowen Brook Carver Chandra Clough Coles Craddock Davies Dawes Dhillon Drury Ellis Evans Farrow Fenn Fletcher Garside Gill Goddard Griffiths Hale Harker Hewitt Hughes Hussain Iqbal James Jarvis Jones Kaur Keane Kendall Khan Lacey Lewis Lloyd Marsh Mistry Morgan Nash Newbold Okafor Osei Owen Parry Patel Pugh Quigley Rahman Rees Roper Sanders Shah Shaw Singh Sharpe Tanner Thomas Tiwari Underhill Vaughan Walsh Watkins Whitlock Yates Young'.split(
    ' ',
  )
export const STREETS =
  'Alder Lane,Back Street,Chapel Row,Dairy Close,East Terrace,Fold Lane,Green Road,Hill View,Inn Lane'.split(',')

/** The middle of the made-up town, in open country; everybody lives within some kilometres of it. */
export const TOWN = { name: 'Eastmarsh', lat: 51.0, lon: -0.74 } as const

/** A place so many kilometres from the town at most, every spot as likely. */
export function somewhere(rng: Rng, withinKm: number): Position {
  const away = withinKm * Math.sqrt(rng.next())
  const angle = 2 * Math.PI * rng.next()
  const degree = 111.2
  return {
    lat: round(TOWN.lat + (away * Math.cos(angle)) / degree),
    lon: round(TOWN.lon + (away * Math.sin(angle)) / (degree * Math.cos((TOWN.lat * Math.PI) / 180))),
  }
}
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** A number of the range kept for fiction. */
export const fictionalPhone = (rng: Rng): string => `01632 960${String(rng.int(1000)).padStart(3, '0')}`

/** A person's row, without its id. `postcode` is of the area ZE3, where no post is delivered. */
export function somebody(
  rng: Rng,
  { bornFrom, bornTo, withinKm }: { bornFrom: number; bornTo: number; withinKm: number },
) {
  const { lat, lon } = somewhere(rng, withinKm)
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    given_name: rng.pick(GIVEN),
    family_name: rng.pick(FAMILY),
    date_of_birth: `${bornFrom + rng.int(bornTo - bornFrom)}-${two(1 + rng.int(12))}-${two(1 + rng.int(28))}`,
    address_lines: [`${1 + rng.int(120)} ${rng.pick(STREETS)}`],
    town: TOWN.name,
    postcode: `ZE3 ${rng.int(10)}${rng.pick(LETTERS)}${rng.pick(LETTERS)}`,
    latitude: lat,
    longitude: lon,
    phones: [fictionalPhone(rng)],
    languages: rng.next() < 0.15 ? ['en', 'cy'] : rng.next() < 0.1 ? ['en', rng.pick(['pa', 'ur', 'pl'])] : ['en'],
    nhs_number_status: '07',
    version: 1,
    contact_preference: 'PHONE',
  }
}
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'.split('')
