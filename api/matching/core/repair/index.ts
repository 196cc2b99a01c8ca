export { repairOptions, type Away, type Moved, type RepairOption } from './repair.ts'
export { shortagesOf, type Shortage } from './shortage.ts'
