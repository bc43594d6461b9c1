import {
  type Clock,
  type EventListener,
  type FileRecord,
  isGreen,
  type ReportResult,
  type RunEvent,
  type RunWideEvent,
  systemClock,
  type TreeChange,
} from '@steadfast/core';
import type { SlowestTestsRequest } from '@steadfast/pytest';
import isUnicodeSupported from 'is-unicode-supported';
import { attemptOutput } from './attempt-output.js';
import { plural } from './counts-text.js';
import { ToldCauses } from './common-causes.js';
import { failureTexts } from './failure-text.js';
import type { Fence } from './fence.js';
import { fileLine } from './file-line.js';
import { type Interaction, listenForQuestions, NO_INTERACTION } from './live/interaction.js';
import { liveFrame } from './live/live-frame.js';
import { LiveProgress } from './live/live-progress.js';
import { LiveScreen, type TerminalStream } from './live/live-screen.js';
import { runningText } from './live/running-text.js';
import { printable } from './printable.js';
import type { ProgressMode } from './progress-mode.js';
import { RunDigest } from './run-digest.js';
import { plainScreen, type Screen } from './screen.js';
import { summaryText } from './summary.js';
import { type TextStyle, textStyle } from './text-style.js';
import { treeChangeText } from './tree-change-text.js';

export interface TerminalReporterOptions {
  readonly stream: TerminalStream;
  readonly mode: ProgressMode;
  readonly color: boolean;
  /** Whether all that attempts write is shown, also where they passed. */
  readonly showOutput?: boolean;
  /** Keeps text of tests from being taken for commands of a CI system. */
  readonly fence?: Fence;
  /** The words before an id in a command that runs a test again; `steadfast` when absent. */
  readonly command?: string;
  /** Whether warnings are listed in the summary; true when absent. */
  readonly showsWarnings?: boolean;
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

/** Columns where the width of the terminal is not known, as in pytest. */
const DEFAULT_COLUMNS = 80;

/** How many changes of the tree under test are told one by one. */
const MOST_TREE_CHANGES = 5;

export function createTerminalReporter(options: TerminalReporterOptions): TerminalReporter {
  return new Terminal(options);
}

class Terminal implements TerminalReporter {
  readonly #digest: RunDigest;
  readonly #progress = new LiveProgress();
  readonly #style: TextStyle;
  readonly #clock: Clock;
  readonly #toldEvidence = new Map<string, string>();
  readonly #toldCauses = new ToldCauses();
  #screen: Screen;
  #stopListening = (): void => undefined;
  #root = '';
  #treeChanges = 0;
  #finished: Extract<RunEvent, { type: 'run-finished' }> | undefined;

  constructor(private readonly options: TerminalReporterOptions) {
    this.#digest = new RunDigest(options.durations);
    this.#style = textStyle(options.color);
    this.#clock = options.clock ?? systemClock;
    this.#screen = plainScreen(options.stream, options.fence);
  }

  readonly listen: EventListener = (event, file) => {
    this.#progress.add(event);
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
    const summary = summaryText({
      ...{ digest: this.#digest, finished: this.#finished, fates, root: this.#root, style: this.#style },
      showsWarnings: this.options.showsWarnings ?? true,
    });
    this.#screen.print(`\n${summary}`);
  }

  #tell(event: RunWideEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#start(event);
        break;
      case 'notice': {
        const look = event.level === 'error' ? this.#style.bad : this.#style.odd;
        const label = event.level === 'info' ? '' : `${event.level}: `;
        this.#screen.print(`${look(label)}${printable(event.message, false)}`);
        break;
      }
      case 'tree-changed':
        this.#tellChange(event.change);
        break;
      case 'run-cancelled':
        this.#screen.print(this.#style.odd(`Stopping: ${printable(event.reason, false)}`));
        break;
      case 'run-finished':
        this.#finished = event;
        // What others have to say at the end comes where the live lines were.
        this.#screen.close();
        break;
    }
  }

  /** One `git checkout` changes many files, and each of them tells the same. */
  #tellChange(change: TreeChange): void {
    const count = ++this.#treeChanges;
    if (count > MOST_TREE_CHANGES + 1) return;
    const text =
      count > MOST_TREE_CHANGES
        ? 'More files have vanished or changed; events and record name them all'
        : treeChangeText(change);
    this.#screen.print(`${this.#style.odd('warning: ')}${printable(text, false)}`);
  }

  #start(event: Extract<RunEvent, { type: 'run-started' }>): void {
    this.#root = event.root;
    const { mode, stream, interaction = NO_INTERACTION } = this.options;
    if (mode === 'bar' || mode === 'lines') this.#screen.print(this.#style.faint(startLine(event)));
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
    const { mode, command = 'steadfast', stream } = this.options;
    const style = this.#style;
    // In the live view only what needs a person stays on the screen.
    if (mode === 'lines' || (mode === 'bar' && verdict !== 'passed')) {
      this.#screen.print(fileLine(file, verdict, this.#progress, style));
    }
    if (isGreen(verdict) || mode === 'summary') return;
    const width = stream.columns ?? DEFAULT_COLUMNS;
    const context = { style, width, command, toldEvidence: this.#toldEvidence, toldCauses: this.#toldCauses };
    for (const text of failureTexts(file, context)) this.#screen.print(`${text}\n`);
  }
}

/** `300 files, 8 slots, shard 2/4, pytest 8.4.1, python 3.12.3` */
function startLine({ files, slots, shard, tools }: Extract<RunEvent, { type: 'run-started' }>): string {
  const versions = Object.entries(tools).map(([tool, version]) => `${tool} ${version}`);
  const part = shard === undefined ? [] : [`shard ${shard.index}/${shard.total} of plan ${shard.planDigest}`];
  return printable(
    [plural(files.length, 'file'), plural(slots, 'slot'), ...part, ...versions].join(', '),
    false,
  );
}
