import { describe, expect, it } from 'vitest';
import { ciBuild } from './ci-build.js';

const github = { GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '77', GITHUB_JOB: 'test', GITHUB_RUN_ATTEMPT: '1' };
const gitlab = { GITLAB_CI: 'true', CI_PIPELINE_ID: '123', CI_JOB_NAME: 'test 2/4', CI_JOB_ID: '9001' };
const buildkite = {
  ...{ BUILDKITE: 'true', BUILDKITE_BUILD_ID: '0191-ab', BUILDKITE_STEP_ID: '0191-cd' },
  ...{ BUILDKITE_PARALLEL_JOB: '0', BUILDKITE_RETRY_COUNT: '0' },
};
const circle = {
  ...{
    CIRCLECI: 'true',
    CIRCLE_WORKFLOW_ID: 'wf-1',
    CIRCLE_WORKFLOW_WORKSPACE_ID: 'ws-1',
    CIRCLE_JOB: 'test',
  },
};
const jenkins = { JENKINS_URL: 'https://ci/', BUILD_TAG: 'jenkins-shop-main-12' };

describe('the build of a CI service', () => {
  it.each([
    ['GitHub Actions', github, { id: '77-test', attempt: 1 }],
    ['GitLab CI', gitlab, { id: '123-test' }],
    ['Buildkite', buildkite, { id: '0191-ab-0191-cd' }],
    ['CircleCI', circle, { id: 'ws-1-test' }],
    ['Jenkins', jenkins, { id: 'jenkins-shop-main-12' }],
  ])('%s', (service, environment, build) => {
    expect(ciBuild(environment)).toEqual({ service, ...build });
  });

  it('is none at home', () => {
    expect(ciBuild({ CI_PIPELINE_ID: '1', BUILD_TAG: 'x' })).toBeUndefined();
  });
});

describe('a rerun', () => {
  it('of failed jobs, or of all, is the next attempt of the same build on GitHub', () => {
    expect(ciBuild({ ...github, GITHUB_RUN_ATTEMPT: '2' })).toMatchObject({ id: '77-test', attempt: 2 });
  });

  it('of a job is the same build on GitLab and Buildkite', () => {
    expect(ciBuild({ ...gitlab, CI_JOB_ID: '9002' })).toEqual(ciBuild(gitlab));
    expect(ciBuild({ ...buildkite, BUILDKITE_RETRY_COUNT: '1' })).toEqual(ciBuild(buildkite));
  });

  it('from failed is the same build on CircleCI, although the workflow is a new one', () => {
    expect(ciBuild({ ...circle, CIRCLE_WORKFLOW_ID: 'wf-2' })).toEqual(ciBuild(circle));
  });

  it('is a new build on Jenkins', () => {
    expect(ciBuild({ ...jenkins, BUILD_TAG: 'jenkins-shop-main-13' })?.id).not.toBe(ciBuild(jenkins)?.id);
  });
});

it('the nodes of a parallel GitLab job are one build', () => {
  expect(ciBuild({ ...gitlab, CI_JOB_NAME: 'test 4/4' })).toEqual(ciBuild(gitlab));
});
