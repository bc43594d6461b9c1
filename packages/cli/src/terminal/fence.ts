import { randomUUID } from 'node:crypto';

/** Makes text from tests harmless for a program that reads the output and obeys to what looks like its commands. */
export type Fence = (text: string) => string;

const OPEN: Fence = (text) => text;

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether something reads the output and obeys to it. */
export function obeysOutput(environment: Environment): boolean {
  return fenceFor(environment) !== OPEN;
}

/** The fence for the CI system that the environment tells of; text stays as it is where nobody reads commands. */
export function fenceFor(environment: Environment, token: () => string = randomUUID): Fence {
  if (environment['GITHUB_ACTIONS'] === 'true') return githubFence(token);
  if (environment['TF_BUILD'] !== undefined) return azureFence;
  if (environment['TEAMCITY_VERSION'] !== undefined) return teamcityFence;
  if (environment['GITLAB_CI'] !== undefined) return gitlabFence;
  return OPEN;
}

/**
 * GitHub obeys to nothing until it reads a token that no test can know:
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands
 */
function githubFence(token: () => string): Fence {
  return (text) => {
    // The older form is obeyed to in the middle of a line, too.
    if (!text.includes('::') && !text.includes('##[')) return text;
    const end = token();
    return `::stop-commands::${end}\n${text}\n::${end}::`;
  };
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands */
const azureFence: Fence = (text) => text.replaceAll(/##(?=\[|vso\[)/gi, '# #');

/** https://www.jetbrains.com/help/teamcity/service-messages.html */
const teamcityFence: Fence = (text) => text.replaceAll(/##(?=teamcity\[)/gi, '# #');

/** https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections */
const gitlabFence: Fence = (text) => text.replaceAll(/section_(?=(start|end):)/g, 'section-');
