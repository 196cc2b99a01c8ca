import type { KnownSkill } from './core/index.ts'

/** Words that co-ordinators write in a column of skills, by our code; the first is how an error names it. */
const words: Readonly<Record<string, string>> = {
  DEMENTIA: 'Dementia|dementia friend|dementia friends|dementia aware|alzheimers',
  END_OF_LIFE: 'End of life|palliative|palliative care|hospice',
  DRIVING: 'Driving|drives|driver|car|car driver|lifts|transport|driving (own car)|own car',
  MOVING: 'Moving people safely|moving and handling|manual handling|wheelchairs|wheelchair',
  LISTENING: 'Listening|befriending|befriender|companionship|chatting|company|visiting',
  BEREAVEMENT: 'Bereavement|bereavement support|bereavement visitor',
  GARDENING: 'Gardening|garden|gardens|gardener',
  DIY: 'Small repairs|diy|repairs|handyman|handyperson|odd jobs|decorating',
  DIGITAL: 'Phones and computers|computers|computer|it|digital|digital skills|tech|technology|internet',
  FORMS: 'Forms and letters|forms|form filling|letters|paperwork|benefits forms',
  DOGS: 'Dogs|dog walking|dog walker|good with dogs|pets',
  COOKING: 'Cooking|cook|cooks|meals|baking',
}

/** The network's skills with the words they are written as: its own names in both languages, and common ones. */
export function knownSkills(
  skills: readonly { readonly code: string; readonly name: string; readonly nameCy: string }[],
): KnownSkill[] {
  return skills.map(({ code, name, nameCy }) => ({
    code,
    names: [...(words[code]?.split('|') ?? []), name, nameCy],
  }))
}

/** Names of skills for the example sheet. */
export const exampleSkills = ['Listening, Driving', 'Gardening', 'Dementia'] as const
