// Ways are a volunteer's: `visits` reckons with them too, when it places a visit within its window.
export {
  isKnown,
  tripBetween,
  USUAL_MODES,
  type ModeOfTravel,
  type Modes,
  type Trip,
} from '../../volunteers/core/travel.rules.ts'
