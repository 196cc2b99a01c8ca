import { Show, splitProps, type JSX } from 'solid-js'

export type ButtonKind = 'primary' | 'secondary' | 'warning' | 'reverse'
const kindClass: Record<ButtonKind, string> = {
  primary: '',
  secondary: ' nhsuk-button--secondary',
  warning: ' nhsuk-button--warning',
  reverse: ' nhsuk-button--reverse',
}

interface Looks {
  /** One primary button a screen; row actions are secondary. */
  kind?: ButtonKind
  small?: boolean
  class?: string
}

const looks = (props: Looks) =>
  `nhsuk-button${kindClass[props.kind ?? 'primary']}${props.small ? ' nhsuk-button--small' : ''}${props.class ? ` ${props.class}` : ''}`

/** A button. `busy` keeps it focusable and says that it is working, rather than disabling it under someone's finger. */
export function Button(
  props: Looks & { busy?: boolean } & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'classList'>,
) {
  const [own, rest] = splitProps(props, ['kind', 'small', 'class', 'busy', 'children', 'type'])
  return (
    <button class={looks(own)} type={own.type ?? 'button'} aria-busy={own.busy ? 'true' : undefined} {...rest}>
      {own.children}
    </button>
  )
}

/** A link that looks like a button, for going somewhere. */
export function ButtonLink(props: Looks & Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, 'class' | 'classList'>) {
  const [own, rest] = splitProps(props, ['kind', 'small', 'class', 'children'])
  return (
    <a class={looks(own)} draggable={false} {...rest}>
      {own.children}
    </a>
  )
}

/** A button that reads as a link, for small actions in a row. */
export function LinkButton(props: Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'classList'>) {
  const [own, rest] = splitProps(props, ['class', 'children', 'type'])
  return (
    <button class={`al-link-button${own.class ? ` ${own.class}` : ''}`} type={own.type ?? 'button'} {...rest}>
      {own.children}
    </button>
  )
}

/** Prints the page as it stands. It has no use without a script, so the server leaves it out. */
export function PrintButton(props: { children: JSX.Element; what?: () => void }) {
  return (
    <Button kind="secondary" small class="al-no-print" onClick={() => (props.what ? props.what() : window.print())}>
      {props.children}
    </Button>
  )
}

/** Text that only a screen reader says. */
export function Hidden(props: { children: JSX.Element }) {
  return <span class="nhsuk-u-visually-hidden">{props.children}</span>
}

export type TagColour =
  | 'white' | 'grey' | 'green' | 'aqua-green' | 'blue' | 'purple' | 'pink' | 'red' | 'orange' | 'yellow' // prettier-ignore

/** A word that says what state a thing is in. The colour says nothing that the word does not. */
export function Tag(props: { colour?: TagColour; children: JSX.Element }) {
  return <strong class={`nhsuk-tag${props.colour ? ` nhsuk-tag--${props.colour}` : ''}`}>{props.children}</strong>
}

/** Content inside a lightly bordered box, with a heading where one is given. */
export function Card(props: { heading?: JSX.Element; level?: 2 | 3; children: JSX.Element; class?: string }) {
  return (
    <div class={`nhsuk-card${props.class ? ` ${props.class}` : ''}`}>
      <div class="nhsuk-card__content">
        <Show when={props.heading}>
          {(heading) => (
            <Show when={props.level === 3} fallback={<h2 class="nhsuk-card__heading nhsuk-heading-m">{heading()}</h2>}>
              <h3 class="nhsuk-card__heading nhsuk-heading-s">{heading()}</h3>
            </Show>
          )}
        </Show>
        {props.children}
      </div>
    </div>
  )
}

/** More for those who want it. */
export function Details(props: { summary: JSX.Element; open?: boolean; children: JSX.Element; onOpen?: () => void }) {
  return (
    <details
      class="nhsuk-details"
      open={props.open}
      onToggle={(event) => {
        if (event.currentTarget.open) props.onOpen?.()
      }}
    >
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{props.summary}</span>
      </summary>
      <div class="nhsuk-details__text">{props.children}</div>
    </details>
  )
}

/** Something that happened and that the person should know, announced to screen readers. */
export function Banner(props: { title: JSX.Element; success?: boolean; children: JSX.Element }) {
  return (
    <div
      class={`nhsuk-notification-banner${props.success ? ' nhsuk-notification-banner--success' : ''}`}
      role={props.success ? 'alert' : 'region'}
      aria-labelledby="banner-title"
    >
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id="banner-title">
          {props.title}
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">{props.children}</div>
    </div>
  )
}

/** A list of what is known about one thing: a name and its value, row by row, with an action where there is one. */
export function Facts(props: { children: JSX.Element }) {
  return <dl class="nhsuk-summary-list">{props.children}</dl>
}

/** One row of `Facts`. */
export function Fact(props: { name: JSX.Element; children: JSX.Element; action?: JSX.Element }) {
  return (
    <div class="nhsuk-summary-list__row">
      <dt class="nhsuk-summary-list__key">{props.name}</dt>
      <dd class="nhsuk-summary-list__value">{props.children}</dd>
      <Show when={props.action}>{(action) => <dd class="nhsuk-summary-list__actions">{action()}</dd>}</Show>
    </div>
  )
}

/** A line at the edge, for what must be read before going on. */
export function Inset(props: { children: JSX.Element }) {
  return <div class="nhsuk-inset-text">{props.children}</div>
}

/** A table with real headings, in a box of its own that scrolls sideways where the page must not. */
export function Table(props: {
  caption: JSX.Element
  hideCaption?: boolean
  head: JSX.Element
  children: JSX.Element
}) {
  return (
    <div
      class="al-scroll"
      tabindex="0"
      role="region"
      aria-label={typeof props.caption === 'string' ? props.caption : undefined}
    >
      <table class="nhsuk-table">
        <caption class={props.hideCaption ? 'nhsuk-u-visually-hidden' : 'nhsuk-table__caption'}>
          {props.caption}
        </caption>
        <thead class="nhsuk-table__head">{props.head}</thead>
        <tbody class="nhsuk-table__body">{props.children}</tbody>
      </table>
    </div>
  )
}
