import { type FileRecord, isGreen, type ReportFate, type RunEvent, type RunWideEvent } from '@steadfast/core';
import { plural } from './counts-text.js';
import { failureTexts } from './failure-text.js';
import { fileLine } from './file-line.js';
import { printable } from './printable.js';
import type { ProgressMode } from './progress-mode.js';
import { RunDigest } from './run-digest.js';
import { plainScreen, type Screen } from './screen.js';
import { summaryText } from './summary.js';
import { type TextStyle, textStyle } from './text-style.js';
import { treeChangeText } from './tree-change-text.js';

export interface TerminalReporterOptions {
  readonly stream: Pick<NodeJS.WritableStream, 'write'>;
  readonly mode: ProgressMode;
  readonly color: boolean;
  /** Columns of the terminal, for rules across it; lines are not cut. */
  readonly width?: number;
  /** The words before an id in a command that runs a test again; `steadfast` when absent. */
  readonly command?: string;
}

/** Tells a person what happens, as it happens, and at the end what came of it. */
export interface TerminalReporter {
  readonly listen: (event: RunEvent) => void;
  /** Prints the summary, with what became of the reports. */
  finish(fates: readonly ReportFate[]): void;
}

export function createTerminalReporter(options: TerminalReporterOptions): TerminalReporter {
  return new LinesReporter(plainScreen(options.stream), options);
}

class LinesReporter implements TerminalReporter {
  readonly #digest = new RunDigest();
  readonly #style: TextStyle;
  #total = 0;
  #finished: Extract<RunEvent, { type: 'run-finished' }> | undefined;

  constructor(
    private readonly screen: Screen,
    private readonly options: TerminalReporterOptions,
  ) {
    this.#style = textStyle(options.color);
  }

  readonly listen = (event: RunEvent): void => {
    if ('file' in event) {
      const file = this.#digest.addToFile(event);
      if (file !== undefined) this.#printFile(file);
    } else {
      this.#printRunEvent(event);
    }
  };

  finish(fates: readonly ReportFate[]): void {
    this.screen.close();
    if (this.#finished === undefined) return;
    this.screen.print(`\n${summaryText(this.#digest, this.#finished, fates, this.#style)}`);
  }

  #printFile(file: FileRecord): void {
    const { verdict } = file;
    if (verdict === undefined || verdict === 'cancelled') return;
    const position = { done: this.#digest.done, total: this.#total };
    if (this.options.mode === 'lines') this.screen.print(fileLine(file, verdict, position, this.#style));
    if (isGreen(verdict)) return;
    const { width = 80, command = 'steadfast' } = this.options;
    for (const text of failureTexts(file, { style: this.#style, width, command }))
      this.screen.print(`${text}\n`);
  }

  #printRunEvent(event: RunWideEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#total = event.files.length;
        if (this.options.mode !== 'none') this.screen.print(this.#style.faint(startLine(event)));
        break;
      case 'notice': {
        const look = event.level === 'error' ? this.#style.bad : this.#style.odd;
        const label = event.level === 'info' ? '' : `${event.level}: `;
        this.screen.print(`${look(label)}${printable(event.message, false)}`);
        break;
      }
      case 'tree-changed':
        this.screen.print(`${this.#style.odd('warning: ')}${printable(treeChangeText(event.change), false)}`);
        break;
      case 'run-cancelled':
        this.screen.print(this.#style.odd(`Stopping: ${printable(event.reason, false)}`));
        break;
      case 'run-finished':
        this.#finished = event;
        break;
    }
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
