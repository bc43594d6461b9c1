import { availableCpus, EXIT_CODE, type ExitCode } from '@steadfast/core';
import { availableParallelism } from 'node:os';
import { relative, sep } from 'node:path';
import { chooseWorkerIds, listPlugins, type ListingWay, takeOver, UsageError } from '@steadfast/pytest';
import { longName, type OptionValues } from '../../options/option-table.js';
import { findFiles, type ProjectSetup, type ProjectRequest, readProject } from '../read-project.js';
import { wrapped } from '../../terminal/line-width.js';
import type { CommandContext } from '../command-context.js';
import { workerIdsText } from '../run/worker-ids-text.js';
import { VERSION } from '../version.js';
import { judgeRun } from './judge-run.js';
import { ignoredSettings, nestedSettings, refusals, versionHints } from './examine.js';

/** What the doctor found. */
interface Diagnosis {
  /** Label and text, in order. */
  readonly facts: (readonly [label: string, text: string])[];
  /** What keeps a run from starting, or from being green. */
  readonly problems: string[];
  /** What is as it should be, and may still surprise. */
  readonly hints: string[];
}

/** `steadfast doctor`: tells what a run would find, and what would go wrong. Fails when something would. */
export async function doctorCommand(request: ProjectRequest, context: CommandContext): Promise<ExitCode> {
  const [record, ...more] = request.given.paths;
  if (record !== undefined && more.length === 0 && /\.(json|ndjson)$/.test(record))
    return judgeRun(record, request, context);
  if (request.options.baseline !== undefined || request.options.failSlower !== undefined)
    throw new UsageError(
      '--baseline and --fail-slower need a record: steadfast doctor RECORD --baseline RECORD',
    );
  const diagnosis: Diagnosis = { facts: [], problems: [], hints: [] };
  diagnosis.facts.push([
    'Steadfast',
    `${VERSION}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  ]);
  try {
    await examineProject(request, context, diagnosis);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    diagnosis.problems.push(...error.message.split('\n'));
  }
  examineMachine(request, diagnosis);
  context.stdout.write(textOf(diagnosis, context.stdout.columns));
  return diagnosis.problems.length > 0 ? EXIT_CODE.failed : EXIT_CODE.passed;
}

async function examineProject(
  request: ProjectRequest,
  context: CommandContext,
  { facts, problems, hints }: Diagnosis,
): Promise<void> {
  const { directory } = context;
  const project = await readProject(request, context);
  const { interpreter, configuration, environment } = project;
  facts.push(['Interpreter', `${interpreter.executable} (${interpreter.origin})`]);
  facts.push(['Python', interpreter.pythonVersion], ['pytest', interpreter.pytestVersion]);
  const plugins = await listPlugins(interpreter.executable, directory, environment);
  const names = Object.entries(plugins).map(([name, version]) => `${name} ${version}`);
  facts.push(['Plugins', names.sort().join(', ') || 'none']);
  const workerIds = chooseWorkerIds(request.options.workerIds, interpreter.plugins);
  facts.push(['Worker ids', workerIdsText(workerIds)]);
  facts.push(...configurationFacts(project, request, directory));
  problems.push(...refusals(configuration, interpreter, plugins));
  hints.push(...versionHints(interpreter));

  const wholeRun = takeOver({ directory, configuration, given: request.given, options: request.options });
  hints.push(...wholeRun.notices);
  const { files, notices, problems: hidden, way } = await findFiles(request, project, directory);
  facts.push(['Test files', String(files.length)], ['', wayText(way)]);
  if (files.length === 0) problems.push('no test file was found, and a run without tests exits with 5');
  problems.push(...hidden);
  hints.push(
    ...notices,
    ...ignoredSettings(configuration),
    ...nestedSettings(configuration, files, directory),
  );
}

/** How the list of files was made. */
function wayText(way: ListingWay): string {
  switch (way.kind) {
    case 'names':
      return 'found by their names';
    case 'asked':
      return `listed by pytest${way.cached ? ', some time ago' : ''}, because ${way.because} may collect files of other kinds`;
    case 'refused':
      return 'found by their names, because pytest could not list them';
  }
}

function configurationFacts(
  { configuration }: ProjectSetup,
  { table, origins }: ProjectRequest,
  directory: string,
): readonly (readonly [string, string])[] {
  const { file, rootDirectory } = configuration;
  const settings = file === undefined ? 'none' : relative(directory, file) || file;
  const given = [...origins].map(
    ([name, { place, text }]) => `${longName(name)} = ${text} (${shortPlace(place, directory)})`,
  );
  return [
    ['pytest settings', settings],
    ['rootdir', rootDirectory],
    ['Own settings', table === undefined ? 'none' : `[tool.steadfast] in ${relative(directory, table.file)}`],
    ...given.map((text) => ['', text] as const),
  ];
}

/** Where an option was given, without the long way to the project. */
function shortPlace(place: string, directory: string): string {
  return place.replace(`${directory}${sep}`, '');
}

function examineMachine({ options }: ProjectRequest, { facts }: Diagnosis): void {
  const cpus = availableCpus();
  const limit = cpus < availableParallelism() ? `, ${String(availableParallelism())} without the quota` : '';
  facts.push(['CPUs', `${String(cpus)}${limit}`]);
  facts.push(['Slots', `at most ${String(options.jobs === 'auto' ? cpus : options.jobs)}`]);
  facts.push(['Isolation', isolationText(options.isolation)]);
}

function isolationText(isolation: OptionValues['isolation']): string {
  if (isolation === 'spawn') return 'spawn, as asked for';
  return process.platform === 'linux'
    ? `${isolation}: attempts are forks of a prepared process, as far as that is found safe`
    : `spawn, because forking is not safe on ${process.platform}`;
}

/** @param columns Of the terminal; lines stay whole in files and pipes. */
function textOf({ facts, problems, hints }: Diagnosis, columns: number | undefined): string {
  const width = Math.max(...facts.map(([label]) => label.length)) + 2;
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.flatMap((line) => wrapped(`  ${line}`, columns, '  '))];
  return [
    ...facts.flatMap(([label, text]) => {
      const [first = '', ...rest] = wrapped(text, columns && columns - width);
      return [label.padEnd(width) + first, ...rest.map((line) => ' '.repeat(width) + line)];
    }),
    ...section('What would go wrong', problems),
    ...section('Good to know', hints),
    ...(problems.length === 0 ? ['', 'Nothing stands in the way of a run.'] : []),
    '',
  ].join('\n');
}
