import { createSignal, onMount } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { common } from '../ui/words/common.words.ts'
import { useWords } from '../ui/words/use-words.tsx'

/** A single-use link, shown once: to be copied and handed over. */
export function CopyLink(props: { title: string; intro: string; url: string }) {
  return <CopyOnce title={props.title} intro={props.intro} text={new URL(props.url, window.location.origin).href} />
}

/** Something secret, shown once: to be copied. */
export function CopyOnce(props: { title: string; intro: string; text: string }) {
  const c = useWords(common)
  const [copied, setCopied] = createSignal('')
  let title: HTMLHeadingElement | undefined
  // It is shown once: whoever made it is brought to it.
  onMount(() => title?.focus())
  const copy = async () => {
    await navigator.clipboard.writeText(props.text)
    setCopied(c().copied)
  }
  return (
    <div class="al-panel" role="region" aria-label={props.title}>
      <h3 tabindex="-1" ref={title}>
        {props.title}
      </h3>
      <p>{props.intro}</p>
      <p class="al-slip__link">{props.text}</p>
      <div class="al-row">
        <Button kind="secondary" small onClick={() => void copy()}>
          {c().copy}
        </Button>
        <span role="status">{copied()}</span>
      </div>
    </div>
  )
}
