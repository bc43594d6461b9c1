import { stripVTControlCharacters } from 'node:util';
import { isAbsolute, relative, sep } from 'node:path';

/** What is known of the attempt that wrote. */
export interface OutputContext {
  /** Absolute path of the project. */
  readonly root: string;
  /** Path of the test file, relative to the root. */
  readonly path: string;
}

/**
 * What a person needs to see of the output of a pytest that ended early: without pytest's header and its line of dots, the
 * stack of the thread that ran the tests first, and frames of pytest itself folded to a count.
 */
export function readableOutput(text: string, context: OutputContext): string {
  const lines = text.split(/\r?\n/);
  const words = withoutHeader(lines).flatMap((line) => withoutProgress(line, context.path));
  return currentThreadFirst(words)
    .flatMap((block) => shortened(block, context.root))
    .join('\n');
}

const SESSION_STARTS = /^=+ test session starts =+$/;

/** From the title to the number of collected tests; of a session that got no further, the lines that every session has. */
function withoutHeader(lines: readonly string[]): readonly string[] {
  const plain = lines.map((line) => stripVTControlCharacters(line));
  const first = plain.findIndex((line) => SESSION_STARTS.test(line));
  if (first < 0) return lines;
  const collected = plain.findIndex((line, index) => index > first && /(^|\s)collected \d+ item/.test(line));
  let after = collected >= 0 ? collected + 1 : first + 1;
  while (collected < 0 && HEADER_LINE.test(plain[after] ?? '')) after++;
  while (plain[after] === '') after++;
  return [...lines.slice(0, first), ...lines.slice(after)];
}

const HEADER_LINE = /^(platform |cachedir: |rootdir: |configfile: |testpaths: |plugins: |collecting )/;

/** `tests/test_a.py ..F`, or with `-v` `tests/test_a.py::test_b `, which what follows may be glued to. */
function withoutProgress(line: string, path: string): readonly string[] {
  const plain = stripVTControlCharacters(line);
  if (plain !== path && !plain.startsWith(`${path} `) && !plain.startsWith(`${path}::`)) return [line];
  const text = plain
    .slice(path.length)
    .replace(
      /^(::\S+ (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)?| ?[.FEsxX]*?(?=Fatal Python error|Current|Thread|\s|$))/,
      '',
    )
    .replace(/^\s*(\[ *\d+%\])?\s*/, '');
  return text === '' ? [] : [text];
}

const THREAD = /^(Current thread|Thread) 0x[0-9a-f]+( \[.*\])? \(most recent call first\):$/;
const FRAME = /^ {2}File "(.+)", line (\d+) in (.+)$/;

/** Parts of a text: each stack of a thread is one. */
type Block = readonly string[];

/** The thread that runs tests comes last in what faulthandler writes, and is what a person looks for. */
function currentThreadFirst(lines: readonly string[]): readonly Block[] {
  const blocks = blocksOf(lines);
  const isStack = (block: Block): boolean => THREAD.test(block[0] ?? '');
  const first = blocks.findIndex(isStack);
  const current = blocks.findIndex(
    (block) => block[0]?.startsWith('Current thread') === true && isStack(block),
  );
  const moved = blocks[current];
  if (moved === undefined || current === first) return blocks;
  const others = blocks.filter((block) => block !== moved);
  return [...others.slice(0, first), moved, ...others.slice(first)];
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: string[][] = [[]];
  let inStack = false;
  for (const line of lines) {
    const begins = THREAD.test(line);
    if (begins || (inStack && !FRAME.test(line))) blocks.push([]);
    inStack = begins || (inStack && FRAME.test(line));
    blocks.at(-1)?.push(line);
  }
  return blocks;
}

/** Folds what belongs to pytest and Steadfast; a thread that has nothing else is none of the user's. */
function shortened(block: Block, root: string): Block {
  const [title = '', ...frames] = block;
  const thread = THREAD.exec(title);
  if (thread === null) return block;
  const parsed = frames.map((line) => FRAME.exec(line)?.[1] ?? '');
  if (parsed.every(isOwn) && thread[1] === 'Thread') return [];
  const head = `${thread[1] ?? ''}${thread[2] ?? ''} (most recent call first):`;
  return [head, ...foldedFrames(frames, parsed, root)];
}

function foldedFrames(frames: readonly string[], files: readonly string[], root: string): readonly string[] {
  const folded: string[] = [];
  let own = 0;
  const fold = (): void => {
    if (own > 0) folded.push(`  ... ${own} ${own === 1 ? 'frame' : 'frames'} of pytest`);
    own = 0;
  };
  frames.forEach((frame, index) => {
    const file = files[index] ?? '';
    if (isOwn(file)) {
      own++;
      return;
    }
    fold();
    folded.push(frame.replace(file, shortPath(file, root)));
  });
  fold();
  return folded;
}

function isOwn(file: string): boolean {
  return /[\\/](_pytest|pluggy|steadfast_pytest)[\\/]|[\\/]pytest[\\/]__(main|init)__\.py$|^<frozen runpy>$|[\\/]runpy\.py$/.test(
    file,
  );
}

function shortPath(path: string, root: string): string {
  const short = relative(root, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short.replaceAll(sep, '/');
}
