import {
  type Clock,
  type EventListener,
  type FileRecord,
  isGreen,
  type ReportResult,
  type RunEvent,
  type RunWideEvent,
  stopText,
  type ServiceChange,
  systemClock,
} from '@steadfast/core';
import { DEFAULT_DISPLAY, type DisplayOptions, type SlowestTestsRequest } from '@steadfast/pytest';
import isUnicodeSupported from 'is-unicode-supported';
import { attemptOutput } from './attempt-output.js';
import { FailureLog, type FailureOutput } from './failure-log.js';
import { failureTexts } from './failure-text.js';
import type { Fence } from './fence.js';
import { fileLine } from './file-line.js';
import { wrapped } from './line-width.js';
import { type Interaction, listenForQuestions, NO_INTERACTION } from './live/interaction.js';
import { liveFrame } from './live/live-frame.js';
import { LiveProgress } from './live/live-progress.js';
import { LiveScreen, type TerminalStream } from './live/live-screen.js';
import { runningText } from './live/running-text.js';
import { printable } from './printable.js';
import type { ProgressMode } from './progress-mode.js';
import { RerunCommand } from './rerun-command.js';
import { RunDigest } from './run-digest.js';
import { passTexts } from './pass-text.js';
import { plainScreen, type Screen } from './screen.js';
import { serviceLines } from './service-lines.js';
import { startLine } from './start-line.js';
import { summaryText } from './summary.js';
import { testLine } from './test-line.js';
import { ToldTests } from './told-tests.js';
import { type TextStyle, textStyle } from './text-style.js';
import { ToldCauses } from './told-causes.js';
import { ToldChanges } from './told-changes.js';

export interface TerminalReporterOptions {
  readonly stream: TerminalStream;
  readonly mode: ProgressMode;
  readonly color: boolean;
  /** Whether all that attempts write is shown, also where they passed. */
  readonly showOutput?: boolean;
  /** Keeps text of tests from being taken for commands of a CI system. */
  readonly fence?: Fence;
  /** Writes commands that run something again; `steadfast ID` when absent. */
  readonly rerun?: RerunCommand;
  /** What pytest's options say of the output. */
  readonly display?: DisplayOptions;
  /** When failures are shown; `auto` shows them again at the end where they would have to be searched for. */
  readonly failureOutput?: FailureOutput | 'auto';
  /** Which of the slowest tests the summary has; none when absent. */
  readonly durations?: SlowestTestsRequest;
  /** How a person can ask what runs now; nobody can when absent. */
  readonly interaction?: Interaction;
  readonly clock?: Clock;
}

/** Tells a person what happens, as it happens, and at the end what came of it. */
export interface TerminalReporter {
  readonly listen: EventListener;
  /** Prints the summary, with what became of the reports. */
  finish(fates: readonly ReportResult[]): void;
}

export function createTerminalReporter(options: TerminalReporterOptions): TerminalReporter {
  return new Terminal(options);
}

class Terminal implements TerminalReporter {
  readonly #digest: RunDigest;
  readonly #progress = new LiveProgress();
  readonly #style: TextStyle;
  readonly #clock: Clock;
  readonly #told = new ToldCauses();
  readonly #display: DisplayOptions;
  readonly #rerun: RerunCommand;
  readonly #failures: FailureLog;
  #screen: Screen;
  #stopListening = (): void => undefined;
  #root = '';
  readonly #tests = new ToldTests();
  readonly #changes = new ToldChanges();
  #finished: Extract<RunEvent, { type: 'run-finished' }> | undefined;

  constructor(private readonly options: TerminalReporterOptions) {
    const { failureOutput = 'auto' } = options;
    this.#display = options.display ?? DEFAULT_DISPLAY;
    this.#rerun = options.rerun ?? new RerunCommand({ prefix: 'steadfast', options: [], paths: [] });
    // On a terminal a person was there when they happened.
    this.#failures = new FailureLog(
      failureOutput === 'auto' && this.#columns !== undefined ? 'now' : failureOutput,
    );
    this.#digest = new RunDigest(options.durations, this.#display.reportChars);
    this.#style = textStyle(options.color);
    this.#clock = options.clock ?? systemClock;
    this.#screen = plainScreen(options.stream, options.fence);
  }

  readonly listen: EventListener = (event, file) => {
    this.#progress.add(event);
    const test = this.#tests.add(event);
    if (test && this.#display.verbosity > 0 && this.#showsProgress) this.#print(testLine(test, this.#style));
    if (!('file' in event)) this.#tell(event);
    if (event.type === 'attempt-finished' && this.options.showOutput === true) this.#showOutput(event);
    if (file === undefined) return;
    this.#digest.add(file);
    this.#closeFile(file);
  };

  finish(fates: readonly ReportResult[]): void {
    this.#stopListening();
    this.#screen.close();
    if (this.#finished === undefined) return;
    const again = this.#failures.final;
    if (again.length > 0) this.#print(`\n${this.#style.strong('Failures, as shown above')}`);
    for (const text of again) this.#print(`${text}\n`);
    const { counts, durationMs, exitCode, notRun } = this.#finished;
    const summary = summaryText({
      ...{ digest: this.#digest, counts, durationMs, notRun, reports: fates, root: this.#root },
      ...{ isGreen: exitCode === 0, rerun: this.#rerun.failures() },
      ...{ style: this.#style, display: this.#display, columns: this.#columns },
    });
    this.#print(`\n${summary}`);
  }

  /** Where it is known: of a terminal, and of nothing else. */
  get #columns(): number | undefined {
    return this.options.stream.columns;
  }

  #print(text: string): void {
    this.#failures.printed(text);
    this.#screen.print(text);
  }

  #tell(event: RunWideEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#start(event);
        break;
      case 'notice': {
        const look = event.level === 'error' ? this.#style.bad : this.#style.odd;
        const label = event.level === 'info' ? '' : `${event.level}: `;
        const [first = '', ...rest] = wrapped(label + printable(event.message, false), this.#columns, '  ');
        this.#print([look(label) + first.slice(label.length), ...rest].join('\n'));
        break;
      }
      case 'tree-changed':
        this.#warn(this.#changes.add(event.change));
        break;
      case 'service-changed':
        this.#tellService(event.change);
        break;
      case 'run-cancelled':
        this.#tellStop(event);
        break;
      case 'run-finished':
        this.#finished = event;
        // What others have to say at the end comes where the live lines were.
        this.#screen.close();
        break;
    }
  }

  #tellStop(event: Extract<RunEvent, { type: 'run-cancelled' }>): void {
    const { mode } = this.options;
    const hint =
      event.interrupted && mode === 'bar' ? ': waiting for running tests to end; once more kills them' : '';
    this.#print(this.#style.odd(printable(stopText(event), false) + hint));
  }

  #warn(text: string | undefined): void {
    if (text !== undefined) this.#print(`${this.#style.odd('warning: ')}${printable(text, false)}`);
  }

  #tellService(change: ServiceChange): void {
    const look = { style: this.#style, quiet: !this.#showsProgress || this.#display.verbosity < 0 };
    for (const line of serviceLines(change, this.#told, this.#digest, look)) this.#print(line);
  }

  #start(event: Extract<RunEvent, { type: 'run-started' }>): void {
    this.#root = event.root;
    const { mode, stream, interaction = NO_INTERACTION } = this.options;
    const { header, verbosity } = this.#display;
    if (this.#showsProgress && header && verbosity >= 0)
      for (const line of wrapped(startLine(event), this.#columns, '  ')) this.#print(this.#style.faint(line));
    if (mode === 'bar') {
      const look = { style: this.#style, unicode: isUnicodeSupported() };
      this.#screen = new LiveScreen({
        stream,
        shared: interaction.sharedStreams,
        frame: (size) => liveFrame(this.#progress, this.#clock.now(), { ...look, ...size }),
      });
    }
    this.#stopListening = listenForQuestions(interaction, mode === 'bar', {
      answer: () => {
        this.#screen.print(runningText(this.#progress, this.#clock.now(), interaction.lastLines));
      },
      pause: () => {
        this.#screen.pause();
      },
      resume: () => {
        this.#screen.resume();
      },
    });
  }

  #showOutput(event: Extract<RunEvent, { type: 'attempt-finished' }>): void {
    const text = attemptOutput(event, this.#style);
    if (text !== undefined) this.#screen.print(text);
  }

  #closeFile(file: FileRecord): void {
    this.#progress.close(file);
    const { verdict } = file;
    if (verdict === undefined || verdict === 'cancelled') return;
    const { mode } = this.options;
    const look = { style: this.#style, columns: this.#columns };
    // In the live view, and with -q, only what needs a person stays on the screen.
    const isTold = verdict !== 'passed' || (mode === 'lines' && this.#display.verbosity >= 0);
    if (this.#showsProgress && isTold)
      this.#print(fileLine(file, verdict, this.#progress, look.style, look.columns));
    if (mode === 'summary') return;
    for (const text of passTexts(file, this.#display, look)) this.#print(`${text}\n`);
    if (isGreen(verdict)) return;
    const context = { ...look, display: this.#display, root: this.#root, rerun: this.#rerun };
    for (const text of failureTexts(file, { ...context, told: this.#told })) {
      // A failure that takes one line belongs to its neighbours.
      if (this.#failures.showsAtOnce) this.#screen.print(text.includes('\n') ? `${text}\n` : text);
      this.#failures.add(text);
    }
  }

  get #showsProgress(): boolean {
    return this.options.mode === 'bar' || this.options.mode === 'lines';
  }
}
