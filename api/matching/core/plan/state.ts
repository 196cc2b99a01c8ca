import { compatible, overTargetCost, type Problem } from './problem.ts'

/**
 * A plan while it is being made: never breaks a hard rule, knows what it is worth, and can go back to a mark. A task with
 * several places holds all of them or none. Worth is by `arcGuide`, so that keeping what was planned before counts.
 */
export class State {
  readonly p: Problem
  /** Task t's arcs are held[heldFrom[t]] and on, one a place; -1 where the task is not covered. */
  readonly held: Int32Array
  readonly heldFrom: Int32Array
  /** Arcs by volunteer. */
  readonly diary: number[][]
  readonly minutes: Float64Array
  readonly pairCount: Int32Array
  readonly faces: Int32Array
  /** Tasks that have arcs and are not covered, and where each stands in the list (-1: covered). */
  readonly open: number[] = []
  readonly openAt: Int32Array
  /** Points, with the tasks' values; required tasks are counted beside. */
  worth = 0
  requiredCovered = 0
  /** Arcs put in (a) and taken out (~a) since the last mark. */
  private readonly journal: number[] = []

  constructor(p: Problem) {
    this.p = p
    this.heldFrom = new Int32Array(p.tasks + 1)
    for (let t = 0; t < p.tasks; t++) this.heldFrom[t + 1] = (this.heldFrom[t] as number) + (p.places[t] as number)
    this.held = new Int32Array(this.heldFrom[p.tasks] as number).fill(-1)
    this.diary = Array.from({ length: p.volunteers }, () => [])
    this.minutes = new Float64Array(p.volunteers)
    this.pairCount = new Int32Array(p.pairs)
    this.faces = new Int32Array(p.persons)
    this.openAt = new Int32Array(p.tasks).fill(-1)
    for (let t = 0; t < p.tasks; t++) if (p.taskFrom[t] !== p.taskFrom[t + 1]) this.setOpen(t)
  }

  isCovered(t: number): boolean {
    return (this.held[this.heldFrom[t] as number] as number) >= 0
  }

  /** Whether the volunteer of arc `a` has the time and the hours for it now. */
  fits(a: number): boolean {
    const { p } = this
    const v = p.arcVolunteer[a] as number
    const diary = this.diary[v] as number[]
    if ((this.minutes[v] as number) + (p.arcMinutes[a] as number) > (p.maxMinutes[v] as number)) return false
    if (diary.length >= (p.maxVisits[v] as number)) return false
    if ((p.arcStart[a] as number) < 0) return true
    for (let i = 0; i < diary.length; i++) if (!compatible(p, a, diary[i] as number)) return false
    return true
  }

  /** What putting arc `a` in would add, the task's own value aside. */
  gain(a: number): number {
    const { p } = this
    const v = p.arcVolunteer[a] as number
    let gain = p.arcGuide[a] as number
    if ((p.target[v] as number) >= 0) {
      const before = this.minutes[v] as number
      gain -= overTargetCost(p, v, before + (p.arcMinutes[a] as number)) - overTargetCost(p, v, before)
    }
    const pair = p.arcPair[a] as number
    if (pair >= 0 && this.pairCount[pair] === 0 && (this.faces[p.pairPerson[pair] as number] as number) > 0)
      gain -= p.facePenalty
    return gain
  }

  /** Puts one arc in. The caller sees to it that it fits, and that all places of its task follow. */
  private put(a: number): void {
    const { p } = this
    const v = p.arcVolunteer[a] as number
    const t = p.arcTask[a] as number
    this.worth += this.gain(a)
    ;(this.diary[v] as number[]).push(a)
    this.minutes[v] = (this.minutes[v] as number) + (p.arcMinutes[a] as number)
    const pair = p.arcPair[a] as number
    if (pair >= 0) {
      const n = this.pairCount[pair] as number
      this.pairCount[pair] = n + 1
      if (n === 0) {
        const person = p.pairPerson[pair] as number
        this.faces[person] = (this.faces[person] as number) + 1
      }
    }
    let slot = this.heldFrom[t] as number
    while ((this.held[slot] as number) >= 0) slot++
    this.held[slot] = a
    if (slot + 1 === this.heldFrom[t + 1]) {
      this.worth += p.value[t] as number
      if (p.required[t] === 1) this.requiredCovered++
      this.setCovered(t)
    }
    this.journal.push(a)
  }

  private take(a: number): void {
    const { p } = this
    const v = p.arcVolunteer[a] as number
    const t = p.arcTask[a] as number
    const diary = this.diary[v] as number[]
    const at = diary.indexOf(a)
    const last = diary.pop() as number
    if (at < diary.length) diary[at] = last
    this.minutes[v] = (this.minutes[v] as number) - (p.arcMinutes[a] as number)
    const pair = p.arcPair[a] as number
    if (pair >= 0) {
      const n = (this.pairCount[pair] as number) - 1
      this.pairCount[pair] = n
      if (n === 0) {
        const person = p.pairPerson[pair] as number
        this.faces[person] = (this.faces[person] as number) - 1
      }
    }
    const to = (this.heldFrom[t + 1] as number) - 1
    if ((this.held[to] as number) >= 0) {
      this.worth -= p.value[t] as number
      if (p.required[t] === 1) this.requiredCovered--
      this.setOpen(t)
    }
    let slot = this.heldFrom[t] as number
    while (this.held[slot] !== a) slot++
    for (; slot < to; slot++) this.held[slot] = this.held[slot + 1] as number
    this.held[to] = -1
    this.worth -= this.gain(a)
    this.journal.push(~a)
  }

  /** Covers a task by these arcs, one a place, all at one start and each fitting. */
  cover(arcs: readonly number[]): void {
    for (const a of arcs) this.put(a)
  }
  coverBy(a: number): void {
    this.put(a)
  }

  /** Takes one place's arc out again, where not all places are wanted yet. */
  uncoverBy(a: number): void {
    this.take(a)
  }

  /** Takes a task out of the plan altogether. */
  uncover(t: number): void {
    const from = this.heldFrom[t] as number
    for (let slot = (this.heldFrom[t + 1] as number) - 1; slot >= from; slot--) this.take(this.held[slot] as number)
  }

  /** From here on `back()` undoes. */
  mark(): void {
    this.journal.length = 0
  }
  /** Undoes everything since the mark. */
  back(): void {
    const done = this.journal.slice().reverse()
    for (const entry of done)
      if (entry >= 0) this.take(entry)
      else this.put(~entry)
    this.journal.length = 0
  }
  /** Tasks touched since the mark, each maybe several times. */
  touched(each: (task: number) => void): void {
    for (const entry of this.journal) each(this.p.arcTask[entry >= 0 ? entry : ~entry] as number)
  }

  private setOpen(t: number): void {
    this.openAt[t] = this.open.length
    this.open.push(t)
  }
  private setCovered(t: number): void {
    const at = this.openAt[t] as number
    const last = this.open.pop() as number
    if (last !== t) {
      this.open[at] = last
      this.openAt[last] = at
    }
    this.openAt[t] = -1
  }

  /** All arcs of the plan, by task. */
  arcs(): number[] {
    return Array.from(this.held).filter((a) => a >= 0)
  }
}
