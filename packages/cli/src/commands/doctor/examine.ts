import { basename, dirname, relative } from 'node:path';
import type { TestFile } from '@steadfast/core';
import {
  ignoredConfigurations,
  type Interpreter,
  isNewerThanTested,
  lastValue,
  locateConfiguration,
  type PytestConfiguration,
  testedPytest,
} from '@steadfast/pytest';

/** Plugins and their versions, by distribution. */
export type Plugins = Readonly<Record<string, string>>;

/** Settings that pytest itself would refuse to start with. */
export function refusals(
  { settings }: PytestConfiguration,
  { pytestVersion }: Interpreter,
  plugins: Plugins,
): readonly string[] {
  const { minversion, requiredPlugins } = settings;
  const problems: string[] = [];
  if (minversion !== undefined && isOlder(pytestVersion, minversion)) {
    problems.push(`minversion is ${minversion}, and pytest is ${pytestVersion}: pytest will refuse to start`);
  }
  const installed = new Set(Object.keys(plugins).map(normalName));
  const missing = requiredPlugins.filter((requirement) => !installed.has(normalName(requirement)));
  if (missing.length > 0) {
    problems.push(`required_plugins names what is not installed: ${missing.join(', ')}`);
  }
  return problems;
}

/** Told once, here: a run goes on with what it finds, and says what has changed. */
export function versionHints({ pytestVersion }: Interpreter): readonly string[] {
  return isNewerThanTested(pytestVersion)
    ? [`pytest ${pytestVersion} is newer than ${testedPytest().newest}, the last one that was tested with`]
    : [];
}

/** Settings beside those that count: pytest reads the first file of a folder, and says nothing of the others. */
export function ignoredSettings({ file }: PytestConfiguration): readonly string[] {
  if (file === undefined) return [];
  return ignoredConfigurations(file).map(
    (path) =>
      `${basename(path)} has settings for pytest, too; pytest ignores them, because ${basename(file)} comes first`,
  );
}

/** Settings below the rootdir, which a run of that folder alone would have, and this one has not. */
export function nestedSettings(
  { file, rootDirectory, arguments: given }: PytestConfiguration,
  files: readonly TestFile[],
  directory: string,
): readonly string[] {
  if (lastValue(given, '--config-file') !== undefined) return [];
  const folders = new Set(files.map(({ absolutePath }) => dirname(absolutePath)));
  const nearest = [...folders].flatMap((folder) => {
    const located = locateConfiguration({
      directory,
      paths: [folder],
      configurationFile: undefined,
      rootDirectory: undefined,
      dialect: { nativeToml: true },
    });
    return located.file !== undefined && located.file.path !== file ? [located.file.path] : [];
  });
  return [...new Set(nearest)].map(
    (path) =>
      `the settings in ${relative(rootDirectory, path)} are not used: as with pytest, all files of a run have those of its root directory`,
  );
}

/** `pytest-cov` for `pytest_cov>=4`. */
function normalName(requirement: string): string {
  return (/^[\w.-]+/.exec(requirement.trim())?.[0] ?? '').toLowerCase().replace(/[-_.]+/g, '-');
}

function isOlder(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, 'en', { numeric: true }) < 0;
}
