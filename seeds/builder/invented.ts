import { testNhsNumber, type Rng } from '../../api/kernel/index.ts'

/** Invented particulars. Nothing here belongs to anybody: phones of the range kept for drama (01632 960xxx), NHS
 *  numbers of the test range, postcodes with a unit that is not in use, lanes that do not exist. */

const women = [
  'Ann',
  'Mair',
  'Grace',
  'Joan',
  'Sheila',
  'Amina',
  'Priya',
  'Ruth',
  'Doreen',
  'Ines',
  'Wanda',
  'Beryl',
  'Olive',
  'Carys',
  'Farah',
  'Edith',
  'Nora',
  'Hazel',
]
const men = [
  'Brian',
  'Dewi',
  'Tom',
  'Alan',
  'Raj',
  'Stanley',
  'Ken',
  'Omar',
  'Huw',
  'Piotr',
  'Gordon',
  'Leslie',
  'Cyril',
  'Ravi',
  'Ernest',
  'Ivor',
  'Colin',
  'Des',
]
const families = [
  'Aldworth',
  'Barden',
  'Chilgrove',
  'Dunford',
  'Easebourne',
  'Fittle',
  'Graffham',
  'Heyshott',
  'Ingrams',
  'Lavant',
  'Marden',
  'Norwood',
  'Orfold',
  'Pallant',
  'Rogate',
  'Selham',
  'Tillington',
  'Upperton',
  'Westlake',
  'Yarrow',
  'Bepton',
  'Cocking',
  'Dumpford',
  'Elsted',
  'Farnley',
  'Harting',
]
const lanes = [
  'Rowan Lane',
  'Larch Close',
  'Old Tannery Row',
  'Ferny Bank',
  'Three Gate Road',
  'Quarry Rise',
  'Skylark Way',
  'Bramble Court',
]

/** A source of particulars, each once: give it the seed's own chance. */
export class Invented {
  #phones = 0
  #numbers = 0
  #names = new Set<string>()
  constructor(private readonly rng: Rng) {}

  /** `+441632960…`, a thousand of them. */
  phone(): string {
    if (this.#phones > 999) throw new RangeError('the drama range has a thousand numbers')
    return `+441632960${String(this.#phones++).padStart(3, '0')}`
  }
  nhsNumber(): string {
    return testNhsNumber(4242 + this.#numbers++)
  }
  /** A name nobody here has yet. */
  name(gender: 'FEMALE' | 'MALE'): { givenName: string; familyName: string } {
    for (let tries = 0; tries < 1000; tries++) {
      const givenName = this.rng.pick(gender === 'FEMALE' ? women : men)
      const familyName = this.rng.pick(families)
      if (this.#names.has(`${givenName} ${familyName}`)) continue
      this.#names.add(`${givenName} ${familyName}`)
      return { givenName, familyName }
    }
    throw new RangeError('no more names')
  }
  addressLines(): string[] {
    return [`${1 + this.rng.int(60)} ${this.rng.pick(lanes)}`]
  }
  /** `GU29 9ZB`: in the district, of a unit not in use. */
  postcode(outward: string): string {
    return `${outward} ${this.rng.int(10)}Z${this.rng.pick(['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N'])}`
  }
  /** Somewhere within so many kilometres of a place. */
  near(at: { latitude: number; longitude: number }, km: number): { latitude: number; longitude: number } {
    const angle = this.rng.next() * 2 * Math.PI
    const away = Math.sqrt(this.rng.next()) * km
    const latitude = at.latitude + (away * Math.sin(angle)) / 111.2
    const longitude = at.longitude + (away * Math.cos(angle)) / (111.2 * Math.cos((at.latitude * Math.PI) / 180))
    return { latitude: Number(latitude.toFixed(5)), longitude: Number(longitude.toFixed(5)) }
  }
}
