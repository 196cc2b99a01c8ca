import type { JSX } from 'solid-js'
import { renderToString } from 'solid-js/web'
import { describe, expect, test } from 'vitest'
import { Button, ButtonLink, Tag, type ButtonKind, type TagColour } from '../../web/ui/button.tsx'
import {
  Checkboxes,
  DateFields,
  ErrorSummary,
  Radios,
  Select,
  TextArea,
  TextField,
  type Choice,
} from '../../web/ui/fields.tsx'
import { fixturesOf, plain, type Fixture, type Options, type Words } from './fixtures.ts'

// Our components against nhsuk-frontend's own examples: the same options must give the same HTML, or its style sheet
// no longer fits ours after an update.

const text = (words: Words | true | undefined): string | undefined =>
  typeof words === 'object' ? (words.text ?? words.heading) : words === true ? undefined : words
const render = (make: () => JSX.Element) => plain(renderToString(make))

const compare = (
  fixtures: readonly Fixture[],
  atLeast: number,
  make: (options: Options) => JSX.Element,
  allow = (html: string) => html,
) => {
  test(`has at least ${atLeast} examples`, () => expect(fixtures.length).toBeGreaterThanOrEqual(atLeast))
  for (const [index, fixture] of fixtures.entries())
    test(`${fixture.name} (${index + 1})`, () => {
      expect(allow(render(() => make(fixture.context)))).toBe(plain(fixture.html))
    })
}

describe('button', () => {
  const kind = (options: Options): ButtonKind =>
    options.variant === 'secondary'
      ? 'secondary'
      : options.variant === 'warning'
        ? 'warning'
        : options.variant === 'reverse'
          ? 'reverse'
          : 'primary'
  const fixtures = fixturesOf('button', ['text', 'small', 'variant', 'href']).filter(
    ({ context }) =>
      context.variant === undefined || ['secondary', 'warning', 'reverse'].includes(context.variant ?? ''),
  )
  compare(fixtures, 12, (options) =>
    options.href !== undefined ? (
      <ButtonLink kind={kind(options)} small={options.small === true} href={options.href ?? ''}>
        {text(options.text)}
      </ButtonLink>
    ) : (
      <Button kind={kind(options)} small={options.small === true} type="submit">
        {text(options.text)}
      </Button>
    ),
  )
})

describe('tag', () => {
  const fixtures = fixturesOf('tag', ['text', 'colour']).filter(({ html }) => !html.includes('no-colour'))
  compare(fixtures, 10, (options) => <Tag colour={options.colour as TagColour}>{text(options.text)}</Tag>)
})

describe('error summary', () => {
  const fixtures = fixturesOf('error-summary', ['heading', 'errorList']).filter(
    ({ context }) => text(context.heading) === 'There is a problem',
  )
  compare(
    fixtures,
    3,
    (options) => (
      <ErrorSummary
        problems={(options.errorList as ({ text?: string; href?: string } | undefined)[])
          .filter((each) => each !== undefined && each !== null && each.text !== undefined)
          .map((each) => ({ text: each?.text ?? '', field: (each?.href ?? '').replace('#', '') }))}
      />
    ),
    // Ours takes the focus itself; theirs is made focusable by its script.
    (html) => html.replace(' tabindex="-1"', ''),
  )
})

describe('text field', () => {
  const fixtures = fixturesOf('input', [
    'label',
    'name',
    'id',
    'hint',
    'errorMessage',
    'value',
    'type',
    'autocomplete',
    'inputmode',
    'spellcheck',
    'width',
  ]).filter(plainLabel)
  compare(fixtures, 4, (options) => (
    <TextField
      name={options.name ?? ''}
      {...(options.id ? { id: options.id } : {})}
      label={text(options.label)}
      hint={text(options.hint)}
      error={text(options.errorMessage)}
      value={options.value}
      {...(options.type ? { type: options.type as 'text' } : {})}
      {...(options.autocomplete ? { autocomplete: options.autocomplete as 'off' } : {})}
      {...(options.inputmode ? { inputmode: options.inputmode as 'numeric' } : {})}
      {...(options.width ? { width: options.width as 10 } : {})}
      {...(options.spellcheck !== undefined ? { spellcheck: options.spellcheck as boolean } : {})}
    />
  ))
})

describe('text area', () => {
  const fixtures = fixturesOf('textarea', ['label', 'name', 'id', 'hint', 'errorMessage', 'value', 'rows']).filter(
    plainLabel,
  )
  compare(fixtures, 3, (options) => (
    <TextArea
      name={options.name ?? ''}
      {...(options.id ? { id: options.id } : {})}
      label={text(options.label)}
      hint={text(options.hint)}
      error={text(options.errorMessage)}
      value={options.value}
      rows={Number(options.rows ?? 5)}
    />
  ))
})

const itemsOf = (options: Options) => (options.items ?? []).filter((item) => item !== null)
const simpleItems = ({ context }: Fixture) =>
  itemsOf(context).length === context.items?.length &&
  itemsOf(context).every(
    (item) => Object.keys(item).every((key) => ['value', 'text', 'hint'].includes(key)) && item.text !== undefined,
  )
const choices = (options: Options): Choice[] =>
  itemsOf(options).map((item) => ({
    value: String(item.value),
    text: item.text ?? '',
    ...(item.hint ? { hint: text(item.hint) } : {}),
  }))
const legendOf = (options: Options) => options.fieldset?.legend ?? {}
const isPlain = (words: Words | undefined) =>
  text(words) !== undefined &&
  (typeof words === 'string' || (words?.html === undefined && words?.classes === undefined))
function plainLabel({ context: { label } }: Fixture): boolean {
  return isPlain(label) && (typeof label === 'string' || label?.size === undefined)
}
const plainLegend = ({ context: { fieldset } }: Fixture) =>
  fieldset != null && Object.keys(fieldset).length === 1 && isPlain(fieldset.legend)

for (const [component, Component] of [
  ['radios', Radios],
  ['checkboxes', Checkboxes],
] as const)
  describe(component, () => {
    const fixtures = fixturesOf(component, [
      'fieldset',
      'name',
      'idPrefix',
      'items',
      'hint',
      'errorMessage',
      'small',
      'inline',
    ])
      .filter(plainLegend)
      .filter(simpleItems)
      .filter(({ context }) => component === 'radios' || context.inline === undefined)
      .filter(({ context }) => ['s', 'm', 'l', undefined].includes(legendOf(context).size))
    compare(fixtures, 4, (options) => {
      const size = legendOf(options).size
      return (
        <Component
          name={options.name ?? ''}
          {...(options.idPrefix ? { id: options.idPrefix } : {})}
          label={text(legendOf(options))}
          {...(size ? { size } : {})}
          hint={text(options.hint)}
          error={text(options.errorMessage)}
          small={options.small === true}
          inline={options.inline === true}
          choices={choices(options)}
        />
      )
    })
  })

describe('select', () => {
  const fixtures = fixturesOf('select', ['label', 'name', 'id', 'items', 'hint', 'errorMessage'])
    .filter(plainLabel)
    .filter(simpleItems)
  compare(fixtures, 1, (options) => (
    <Select
      name={options.name ?? ''}
      {...(options.id ? { id: options.id } : {})}
      label={text(options.label)}
      hint={text(options.hint)}
      error={text(options.errorMessage)}
      choices={choices(options)}
    />
  ))
})

describe('date', () => {
  const fixtures = fixturesOf('date-input', ['fieldset', 'id', 'hint', 'errorMessage'])
    .filter(plainLegend)
    .filter(({ context }) => ['s', 'm', 'l', undefined].includes(legendOf(context).size))
  compare(
    fixtures,
    1,
    (options) => {
      const size = legendOf(options).size
      return (
        <DateFields
          name={options.id ?? ''}
          label={text(legendOf(options))}
          {...(size ? { size } : {})}
          hint={text(options.hint)}
          error={text(options.errorMessage)}
        />
      )
    },
    // A page may hold two dates: our fields are named by theirs, the examples "day", "month" and "year".
    (html) => html.replaceAll(/name="[\w-]+-(day|month|year)"/g, 'name="$1"'),
  )
})
