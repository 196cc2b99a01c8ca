import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { faultOf } from '../../api/matching/no-json.ts'
import { planCommand } from '../../api/matching/plan.cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'plan-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `npm run plan` on a file of this content: its exit code, and what it writes to either output. */
async function ran(content: string | Buffer | undefined, ...args: string[]) {
  const file = join(folder, 'file.json')
  if (content !== undefined) writeFileSync(file, content)
  const out: string[] = []
  const errors: string[] = []
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0)
  try {
    const code = await planCommand([...(content === undefined ? [] : [file]), ...args], (line) => out.push(line))
    return { code, out: out.join('\n'), error: errors.join('').replaceAll(folder, '') }
  } finally {
    spy.mockRestore()
  }
}

const arc = (task: string, start: number | null, more = {}) => ({
  volunteer: 'v1',
  task,
  start,
  minutes: 60,
  points: 1,
  ...more,
})
const file = {
  format: 'alongside-arcs/1',
  volunteers: [{ id: 'v1', maxMinutes: 100 }],
  tasks: ['t1', 't2'].map((id) => ({ id, value: 100 })),
  arcs: [arc('t1', 0), arc('t2', 30)],
}
const json = (more: object) => JSON.stringify({ ...file, ...more })
const pin = (task: string, start: number) => ({ volunteer: 'v1', task, start })

describe('npm run plan: what cannot be planned is said, naming the record', () => {
  test.each([
    ['empty', '', 'the file is empty'],
    ['blank', ' \n', 'the file is empty'],
    ['binary', Buffer.from([0, 255, 7, 200]), 'is no JSON (line 1, column 1)'],
    ['UTF-16', Buffer.from(json({}), 'utf16le'), 'is no JSON (line 1, column 2)'],
    ['truncated', json({}).slice(0, 120), 'is no JSON (line 1, column 118, in tasks[1].id)'],
    ['NaN', json({}).replace('"points":1', '"points":NaN'), 'in arcs[0].points)'],
    ['infinite', json({}).replace('"points":1', '"points":1e999'), 'arcs[0].points: must be a number'],
    ['nested without end', '['.repeat(300_000), 'is no JSON (line 1, column 300001, in [0][0]'],
    ['nested', `${'['.repeat(300_000)}${']'.repeat(300_000)}`, 'format: must be'],
    ['another format', '{"format":"alongside-plan/1"}', 'format: must be'],
    ['no object', '42', 'format: must be'],
    ['duplicate volunteer', json({ volunteers: [{ id: 'v1' }, { id: 'v1' }] }), 'volunteers[1].id: "v1" is the id of'],
    ['duplicate task', json({ tasks: [...file.tasks, file.tasks[0]] }), 'tasks[2].id: "t1" is the id of tasks[0]'],
    ['duplicate arc', json({ arcs: [arc('t1', 0), arc('t1', 0)] }), 'arcs[1]: the same'],
    ['unknown task', json({ arcs: [arc('t9', 0)] }), 'arcs[0].task: there is no task'],
    [
      'unknown volunteer',
      json({ arcs: [arc('t1', 0, { volunteer: 'x' })] }),
      'arcs[0].volunteer: there is no volunteer',
    ],
    ['negative minutes', json({ arcs: [arc('t1', 0, { minutes: -5 })] }), 'arcs[0].minutes: must be a whole number'],
    ['overlapping pins', json({ pins: [pin('t1', 0), pin('t2', 30)] }), 'pins[1]: overlaps pins[0]'],
    ['a pin of no arc', json({ pins: [pin('t1', 7)] }), 'pins[0]: names no arc'],
    ['no list', json({ volunteers: { length: 5 } }), 'volunteers: must be a list'],
  ])('%s', async (_, content, message) => {
    const { code, out, error } = await ran(content, '--iterations', '100')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(error).toContain(message)
    expect(error.length).toBeLessThan(400)
  })

  test('no file, no such file, no such folder for the plan, options that make no sense', async () => {
    expect((await ran(undefined)).error).toContain('Say one file')
    expect((await ran(undefined, join(folder, 'none.json'))).error).toContain('cannot be read (ENOENT)')
    expect((await ran(json({}), '--out', join(folder, 'none/plan.json'))).error).toContain('cannot be written (ENOENT)')
    expect((await ran(json({}), '--iterations', 'NaN')).error).toContain('--iterations must be a whole number')
    expect((await ran(json({}), '--seconds', '1', '--iterations', '9')).error).toContain('not both')
  })
})

describe('npm run plan: what nobody can do is no error', () => {
  test.each([
    ['nothing at all', { volunteers: [], tasks: [], arcs: [] }, []],
    ['no arcs', { arcs: [] }, ['t1', 't2']],
    ['no feasible arc', { volunteers: [{ id: 'v1', maxMinutes: 10 }] }, ['t1', 't2']],
    ['more places than people', { tasks: file.tasks.map((t) => ({ ...t, places: 1_000_000 })) }, ['t1', 't2']],
  ])('%s: an empty plan', async (_, more, unfilled) => {
    const { code, out, error } = await ran(json(more), '--iterations', '100')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ assignments: [], value: 0, unfilled: unfilled.map((task) => ({ task })) })
    expect(error).toContain('checked by the evaluator: 0 violations')
  })
})

test.each(['week', 'arcs'])('npm run plan: the %s example is planned alike twice, byte for byte', async (format) => {
  const { out: example } = await ran(undefined, '--example', format)
  const one = await ran(example, '--iterations', '3000', '--seed', '5')
  expect(one.error).toContain('gap')
  const path = join(folder, 'plan.json')
  const two = await ran(example, '--iterations', '3000', '--seed', '5', '--out', path)
  expect(two).toMatchObject({ code: 0, out: '' })
  expect(readFileSync(path, 'utf8')).toBe(`${one.out}\n`)
})

test('the place of a fault is found wherever JSON.parse finds one, and nowhere else', () => {
  const good = '{"a":[1,-2.5e+3,{"b":"x\\u00e9\\n"},[],{}],"c":null,"d":true} '
  expect(faultOf(good)).toBeUndefined()
  for (let i = 0; i < good.length - 1; i++)
    for (const broken of [
      good.slice(0, i),
      `${good.slice(0, i)}${good.slice(i + 1)}`,
      `${good.slice(0, i)}#${good.slice(i)}`,
    ]) {
      let isJson = true
      try {
        JSON.parse(broken)
      } catch {
        isJson = false
      }
      expect([broken, faultOf(broken) === undefined]).toEqual([broken, isJson])
    }
})
