import { seededRng, type Rng } from '../../../api/kernel/index.ts'
import { normal, prose, serviceName, subject, TOWNS, type Subject } from './words.ts'

const SERVICES = 819
const ORGANISATIONS = 594

/**
 * A feed as a council's live directory gives it, about as heavy as a real one (819 services, 2.2 MB, one description of
 * 145,000 characters because a picture is embedded in it) and with its defects about as often: flat, HTML with an
 * editor's litter, empty fields, ids of odd bits, one id twice, addresses without a scheme. Everything in it is made up.
 */
export function councilFeed(seed = 1): string {
  const rng = seededRng(seed)
  const organisations = Array.from({ length: ORGANISATIONS }, (_, i) => ({
    id: oddId(rng),
    name: `${rng.pick(TOWNS)} ${rng.pick(['Trust', 'Neighbours', 'Association', 'Charity', 'Action'])} ${i}`,
    description: rng.next() < 0.27 ? '' : prose(rng, 330).join(' '),
    url: 'https://charity.example.org/about-us',
    logo: '',
    uri: '',
  }))
  const services = Array.from({ length: SERVICES }, (_, i) => service(rng, i, organisations[i % ORGANISATIONS]))
  // What there is once or a few times.
  Object.assign(services[17] ?? {}, { id: services[16]?.['id'] })
  Object.assign(services[40] ?? {}, {
    description: `<p>We paint.</p><img alt="our hall" src="data:image/png;base64,${'iVBORw0KGgoAAAANSUhEUg'.repeat(6600)}">`,
  })
  for (let i = 100; i < 107; i++) delete services[i]?.['organization']
  Object.assign(services[100] ?? {}, { name: '', description: '<p><br></p>' })
  for (let i = 200; i < 214; i++) Object.assign(services[i] ?? {}, { name: services[i + 100]?.['name'] })
  return JSON.stringify(services, null, 1)
}

function service(rng: Rng, i: number, organization: object | undefined): Record<string, unknown> {
  const created = `20${10 + rng.int(12)}-0${1 + rng.int(9)}-1${rng.int(10)}`
  const assured = i % 55 === 3 ? '' : `202${rng.int(5)}-0${1 + rng.int(9)}-1${rng.int(10)}`
  const about = subject(rng)
  const isWebless = rng.next() < 0.09
  return {
    id: rng.next() < 0.55 ? oddId(rng) : oddId(rng, true),
    name: `${serviceName(rng, about)} ${i}`,
    description: description(rng, about),
    url: isWebless ? '' : rng.next() < 0.07 ? 'www.service.example.org/visit' : 'https://service.example.org/visit',
    email: rng.next() < 0.27 ? '' : `service-${i}@example.org`,
    status: 'active',
    fees: '',
    accreditations: '',
    deliverable_type: rng.next() < 0.03 ? 'Advice' : '',
    attending_type: rng.next() < 0.03 ? 'Venue' : '',
    attending_access: rng.next() < 0.03 ? 'Self referral' : '',
    pc_attendingAccess_additionalInfo: '',
    assured_date: assured,
    organization,
    pc_metadata: {
      date_created: created,
      date_modified: assured || created,
      date_assured: assured,
      assured_by: `contact-${i}@example.org`,
    },
    pc_targetAudience:
      rng.next() < 0.27
        ? [
            { id: 'Bereaved', audienceType: 'Bereaved' },
            { id: '22538', audienceType: '22538' },
          ]
        : [],
  }
}

/** Half are shorter than 780 characters, a few are twenty times as long. */
function description(rng: Rng, about: Subject): string {
  const length = Math.min(60_000, 770 * Math.exp(1.02 * normal(rng)))
  const sentences = prose(rng, length, about)
  if (rng.next() < 0.06) return sentences.join(' ')
  const litter = rng.next() < 0.3
  const invisible = rng.next() < 0.06
  const entities = rng.next() < 0.68
  const paragraphs: string[] = []
  for (let at = 0; at < sentences.length; at += 3) {
    const text = sentences.slice(at, at + 3).join(entities ? '&nbsp; ' : ' ')
    const attributes = litter ? ' data-cke-saved-name="x" style="color:rgb(0,0,0)"' : ''
    paragraphs.push(`<p${attributes}>${invisible ? '\u200b' : ''}${text}</p>`)
  }
  return paragraphs.join('\n')
}

/** Shaped like a UUID; with the bits of RFC 4122 where asked. */
function oddId(rng: Rng, isProper = false): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => rng.int(16).toString(16)).join('')
  return isProper
    ? `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
    : `${hex(8)}-${hex(4)}-d${hex(3)}-6${hex(3)}-${hex(12)}`
}
