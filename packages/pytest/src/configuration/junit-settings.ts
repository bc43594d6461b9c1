import type { SettingsReader } from './pytest-settings.js';

/** pytest's settings for its own JUnit report: https://docs.pytest.org/en/stable/reference/reference.html#configuration-options */
export interface JunitSettings {
  readonly suiteName: string;
  readonly logging: (typeof LOGGING)[number];
  readonly logPassingTests: boolean;
  readonly family: (typeof FAMILIES)[number];
}

const LOGGING = ['no', 'log', 'system-out', 'system-err', 'out-err', 'all'] as const;
const FAMILIES = ['xunit2', 'xunit1', 'legacy'] as const;

/** pytest's defaults. */
export const DEFAULT_JUNIT_SETTINGS: JunitSettings = {
  suiteName: 'pytest',
  logging: 'no',
  logPassingTests: true,
  family: 'xunit2',
};

/** @throws {ConfigurationError} when a setting is not what it must be. */
export function readJunitSettings(reader: SettingsReader): JunitSettings {
  return {
    suiteName: reader.text('junit_suite_name') ?? DEFAULT_JUNIT_SETTINGS.suiteName,
    logging: reader.word('junit_logging', LOGGING) ?? DEFAULT_JUNIT_SETTINGS.logging,
    logPassingTests: reader.truth('junit_log_passing_tests') ?? DEFAULT_JUNIT_SETTINGS.logPassingTests,
    family: reader.word('junit_family', FAMILIES) ?? DEFAULT_JUNIT_SETTINGS.family,
  };
}
