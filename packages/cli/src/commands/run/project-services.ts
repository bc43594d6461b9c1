import { delimiter, dirname } from 'node:path';
import { type Extension, requirementsOf, servicesExtension, type TestFile } from '@steadfast/core';
import { type Environment, shallower } from '@steadfast/pytest';
import { readServices } from '../../options/services/read-services.js';
import type { ProjectRequest, ProjectSetup } from '../read-project.js';

/** What the services and commands of set-up of a project mean for its run. */
export interface ProjectServices {
  readonly extensions: readonly Extension[];
  /** Sees to it that files get what services export before any module of theirs is imported. */
  readonly withIsolation: <File extends TestFile>(files: readonly File[]) => readonly File[];
}

/** The deepest rung at which no module of the project is imported before an attempt has its environment. */
const DEEPEST = 'packages';

/** @throws {UsageError} for declarations that cannot be understood. */
export function projectServices(
  { table }: Pick<ProjectRequest, 'table'>,
  { environment, interpreter }: ProjectSetup,
): ProjectServices {
  const declared = readServices(table);
  if (declared === undefined) return { extensions: [], withIsolation: (files) => files };
  const { requirements } = declared;
  return {
    extensions: [
      servicesExtension({
        ...declared,
        environment: withTools(environment, dirname(interpreter.executable)),
      }),
    ],
    withIsolation: (files) =>
      files.map((file) =>
        requirementsOf(file, requirements).length === 0
          ? file
          : { ...file, isolation: shallower(file.isolation ?? 'auto', DEEPEST) },
      ),
  };
}

/** An environment in whose PATH the tools of a virtual environment come first. */
function withTools(environment: Environment, folder: string): Environment {
  const name = Object.keys(environment).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (environment[name] ?? '').split(delimiter);
  return folders.includes(folder)
    ? environment
    : { ...environment, [name]: [folder, ...folders].join(delimiter) };
}
