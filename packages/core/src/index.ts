export * from './adapter.js';
export * from './attempt-work.js';
export * from './clock.js';
export * from './events.js';
export { type Checked, checker, parseJson } from './foreign/check.js';
export * from './outcome.js';
export * from './policy.js';
export { checkPresence, type PresenceCheck, type PresenceContext } from './presence/check-presence.js';
export { errnoName, type FileStat, systemStat } from './presence/file-stat.js';
export { BoundedOutput } from './process/bounded-output.js';
export { type SpawnCommand, spawnAttempt } from './process/spawn-attempt.js';
export { askGit } from './tree/git.js';
export { type CancelCause, Cancellation } from './run/cancellation.js';
export { type Suspendable, Suspension } from './run/suspension.js';
export { availableCpus } from './schedule/available-cpus.js';
export { fairShare, type FairShare, partsOf } from './schedule/parts-of.js';
export { compareFiles } from './schedule/file-order.js';
export { run, type RunOptions, runProjects, type RunResult, type SingleRunOptions } from './run/run.js';
export * from './extension.js';
export * from './project.js';
export type { Claim, FileSource } from './schedule/file-source.js';
export { LimitedSlotPool } from './schedule/limited-slot-pool.js';
export { MachineSlotPool } from './schedule/machine/machine-slot-pool.js';
export { userPoolFolder } from './schedule/machine/pool-folder.js';
export { LocalSlotPool } from './schedule/local-slot-pool.js';
export { longestFirst } from './schedule/longest-first.js';
export { type Lease, type SlotPool, slotsOf } from './schedule/slot-pool.js';
export { faultOf, faultText } from './run/fault.js';
export { comparePaths } from './path-order.js';
export type { LiveAttempt } from './run/live-attempt.js';
export {
  type Declarations,
  type Requirement,
  requirementsOf,
  type Service,
  type Setup,
  type Teardown,
} from './services/declaration.js';
export type { ReadyCheck } from './services/ready-check.js';
export { servicesExtension } from './services/services-extension.js';
export * from './session-notes.js';
export { prepareStateFile } from './state-folder.js';
export * from './test-file.js';
export { isWithin } from './within.js';
export * from './test-result.js';
export * from './verdict.js';
export * from './exit-code.js';
export * from './record/count-run.js';
export type { FileEvent, RunWideEvent } from './record/file-record-builder.js';
export { checkMerge, type ExpectedPlan } from './record/merge/check-merge.js';
export { type MergeProblem, mergeProblemText } from './record/merge/merge-problem.js';
export { type MergedRun, mergeRecords } from './record/merge/merge-records.js';
export * from './record/read-events.js';
export { readRecord, UnreadableRecord } from './record/read-record.js';
export { EventReader, RecordBuilder, recordFromEvents } from './record/record-builder.js';
export { OpenFiles } from './record/open-files.js';
export * from './record/run-record.js';
export * from './record/counted-attempts.js';
export * from './record/stop-text.js';
export * from './record/service-text.js';
export * from './record/test-history.js';
export * from './reporters/events-log.js';
export * from './reporters/record-reports.js';
export { assertWritable, UnwritableReport, writeReport } from './reporters/report-file.js';
export * from './reporters/reporter.js';
export {
  type CapturedKind,
  DEFAULT_JUNIT_OPTIONS,
  type JunitOptions,
} from './reporters/junit/junit-options.js';
export { junitReport, junitXml } from './reporters/junit/junit-report.js';
export * from './record/failures.js';
export { githubReport, type GithubReportOptions } from './reporters/github/github-report.js';
export { type Estimate, type EstimateBasis, estimateFiles, type Knowledge } from './plan/estimate-files.js';
export { type GithubMatrix, githubMatrix } from './plan/github-matrix.js';
export * from './plan/plan.js';
export { parsePlan, planText, UnreadablePlan } from './plan/plan-file.js';
export { adviseShardCount, type ShardAdvice, type ShardTarget } from './plan/shard-count.js';
export * from './durations/durations.js';
export {
  readDurations,
  type ReadDurations,
  updateDurations,
  type UpdatedDurations,
} from './durations/durations-file.js';
export { durationsOfRecord } from './durations/durations-of-record.js';
export { type DurationsReport, reportDurations } from './durations/durations-reporter.js';
