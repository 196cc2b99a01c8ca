import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mendEmail, mendUrl } from '../../api/interop/core/contact-points.ts'
import { plainLine, safeHtml } from '../../api/interop/core/html.ts'

/** What may come out: our tags without attributes, links to the web or to mail, and characters that are no markup. */
function isSafe(html: string): boolean {
  const open: string[] = []
  const rest = html.replace(
    /<(\/?)(p|br|ul|ol|li|strong|em|a)( href="(?:https?:\/\/|mailto:)[^"<>]*")?>/g,
    (_, end, tag) => {
      if (tag === 'br') return ''
      if (end) return open.pop() === tag ? '' : '<'
      if (tag === 'p' && open.length) return '<'
      open.push(String(tag))
      return ''
    },
  )
  return open.length === 0 && !/[<>]/.test(rest)
}

test.each([
  ['Tea & cake', '<p>Tea &amp; cake</p>', 'Tea & cake'],
  ['One\n\nTwo\nthree', '<p>One</p><p>Two<br>three</p>', 'One\n\nTwo\nthree'],
  ['<div>a<div>b</div>c</div>', '<p>a</p><p>b</p><p>c</p>', 'a\n\nb\n\nc'],
  ['<strong><p>a</p></strong>', '<p>a</p>', 'a'],
  ['<p>a <b>b</b> c<i> d</i></p>', '<p>a <strong>b</strong> c<em> d</em></p>', 'a b c d'],
  ['<ul><li>a<ul><li>b</li></ul></li><li></li></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>', '- a\n- b'],
  ['<li>loose</li>', '<ul><li>loose</li></ul>', '- loose'],
  ['<table><tr><td>Mon</td><td>10am</td></tr></table>', '<p>Mon<br>10am</p>', 'Mon\n10am'],
  ['<a href="mailto:a@example.org?subject=x">write</a>', '<p><a href="mailto:a@example.org">write</a></p>', 'write'],
  ['<a href="&#106;avascript:alert(1)">x</a>', '<p>x</p>', 'x'],
  ['<p>1 &lt; 2 &amp;lt; 3</p>', '<p>1 &lt; 2 &amp;lt; 3</p>', '1 < 2 &lt; 3'],
  ['<p>&nbsp;</p><p><br></p>', '', ''],
  ['<math><mi//xlink:href="data:x,<script>alert(4)</script>">', '', ''],
])('%s', (raw, html, text) => {
  expect(safeHtml(raw)).toMatchObject({ html, text })
})

test('whatever comes in, only the small list comes out, balanced, and once cleaned it stays as it is', () => {
  const markup = `<p> </p> <b> </b> <ul> </ul> <li> </li> <br> </a> <script> </script> <style> <!-- --> <![CDATA[ &lt; &#0;
    " ' < > <div <textarea> <noscript> <h2> </em> <svg/onload=x>`
  const piece = fc.constantFrom(
    ...markup.split(/\s+/),
    '<a href="https://x.example.org">',
    '<a href="javascript:x">',
    ' onclick="x"',
    '\0',
    '\ud800',
    'word ',
    ' ',
    '\n',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const { html, text } = safeHtml(pieces.join(''))
      expect(html).toSatisfy(isSafe)
      expect(text).not.toContain('\0')
      const again = safeHtml(html)
      expect(again.html).toBe(html)
    }),
    { numRuns: 2000, seed: 3 },
  )
})

test('a description longer than we keep is cut, and stays balanced', () => {
  const { html, text, removed } = safeHtml(`<ul>${'<li>a word or two</li>'.repeat(5000)}</ul>`)
  expect(html).toSatisfy(isSafe)
  expect(text.length).toBeLessThanOrEqual(20_010)
  expect(removed).toContain('tooLong')
})

test('one-line fields lose entities and tags', () => {
  expect(plainLine('Fish &amp; chips')).toBe('Fish & chips')
  expect(plainLine('<b>Bold</b> name')).toBe('Bold name')
  expect(plainLine('AT&T 1 < 2')).toBe('AT&T 1 < 2')
})

test.each([
  ['a@example.org', 'a@example.org', false],
  [' a@example.org. ', 'a@example.org', true],
  ['mailto:a@example.org', 'a@example.org', true],
  ['Ann <a@example.org>', 'a@example.org', true],
  ['a @ example . org', 'a@example.org', true],
  ['a@example.org or b@example.org', 'a@example.org', true],
  ['a@example', null, false],
  ['a@@example.org', null, false],
  ['Hall, Main Street', null, false],
  ['a@example.org\r\nBcc: x@example.org', 'a@example.org', true],
])('e-mail %j', (given, value, mended) => expect(mendEmail(given)).toEqual({ value, mended }))

test.each([
  ['https://x.example.org/a?b=c#d', 'https://x.example.org/a?b=c#d', false],
  ['HTTP://X.example.org', 'http://X.example.org', true],
  ['www.x.example.org.', 'https://www.x.example.org', true],
  ['http:www.x.example.org', 'http://www.x.example.org', true],
  ['https:/x.example.org', 'https://x.example.org', true],
  ['http//x.example.org', 'http://x.example.org', true],
  ['http://https://x.example.org', 'http://x.example.org', true],
  ['https://x.example.org/our day', 'https://x.example.org/our%20day', true],
  ['www.x.example.org and www.y.example.org', 'https://www.x.example.org', true],
  ['Village Hall', null, false],
  ['a@example.org', null, false],
  ['https://user:pass@x.example.org', null, false],
  ['javascript:alert(1)', null, false],
  ['data:text/html,x', null, false],
  ['http://localhost/', null, false],
  ['TBC', null, false],
])('web address %j', (given, value, mended) => expect(mendUrl(given)).toEqual({ value, mended }))
