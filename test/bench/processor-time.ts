import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second here, whatever its kernel's own clock. */
const TICK = 10

/**
 * Milliseconds of processor time that a process and all that came of it (PostgreSQL's processes too) have used so far,
 * ended ones included. Unlike times on the clock it says little about who else is at work on the machine. Undefined where
 * there is no `/proc`.
 */
export function processorTime(pid: number): number | undefined {
  const processes = new Map<number, { parent: number; ticks: number }>()
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue
      const found = readProcess(name)
      if (found) processes.set(Number(name), found)
    }
  } catch {
    return undefined
  }
  if (!processes.has(pid)) return undefined
  let ticks = 0
  for (const [each, { ticks: own }] of processes) {
    let at: number | undefined = each
    while (at !== undefined && at !== pid) at = processes.get(at)?.parent
    if (at === pid) ticks += own
  }
  return ticks * TICK
}

function readProcess(name: string): { parent: number; ticks: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    // After the program's name, which may hold anything, in brackets: state, parent, and from the twelfth on the times
    // of its own (user, system) and of its ended children (user, system). See proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) }
  } catch {
    return undefined // it has just ended
  }
}
