import { For } from 'solid-js'
import { useWords } from '../ui/words/use-words.tsx'
import { words } from './match.words.ts'

const kmPerMile = 1.609344
const rings = [2, 5, 10, 20]

/** How far away each candidate lives: rings round the area, a number for each of the list. It says nothing that the list
 *  does not say in words, so a screen reader passes it by. */
export function DistancePicture(props: { people: readonly { rank: number; km: number }[] }) {
  const t = useWords(words)
  const furthest = () => Math.max(...props.people.map((person) => person.km / kmPerMile), 1)
  const outer = () => rings.find((ring) => ring >= furthest()) ?? Math.ceil(furthest() / 10) * 10
  const shown = () => rings.filter((ring) => ring < outer()).slice(-2)
  // Square-root scale: the near ones, who matter most, are not all in one heap.
  const radius = (miles: number) => Math.sqrt(Math.min(miles, outer()) / outer()) * 92
  const at = (person: { rank: number; km: number }) => {
    // The golden angle keeps neighbours in the list apart; which way somebody lives is not shown.
    const angle = person.rank * 2.399963 - Math.PI / 2
    const r = Math.max(14, radius(person.km / kmPerMile))
    return { x: 100 + r * Math.cos(angle), y: 100 + r * Math.sin(angle) }
  }
  return (
    <figure class="al-rings">
      <svg viewBox="0 0 200 214" aria-hidden="true">
        <For each={[...shown(), outer()]}>
          {(ring) => (
            <>
              <circle cx="100" cy="100" r={radius(ring)} class="al-rings__ring" />
              <text x="100" y={100 + radius(ring) + 11} class="al-rings__label">
                {t().miles(ring)}
              </text>
            </>
          )}
        </For>
        <rect x="95" y="95" width="10" height="10" class="al-rings__place" />
        <For each={props.people}>
          {(person) => (
            <g>
              <circle cx={at(person).x} cy={at(person).y} r="9" class="al-rings__person" />
              <text x={at(person).x} y={at(person).y + 4} class="al-rings__rank">
                {person.rank}
              </text>
            </g>
          )}
        </For>
      </svg>
      <figcaption class="al-quiet">{t().whereNote}</figcaption>
    </figure>
  )
}
