import { vocabularyOf } from './option-syntax.js';

/** Splits a text of options by white space: one row per option, its spellings joined by `|`. */
function rows(text: string): [string, ...string[]][] {
  return text
    .trim()
    .split(/\s+/)
    .map((spellings) => spellings.split('|') as [string, ...string[]]);
}

/**
 * The options of pytest 9.2 and, after the blank line, of forty plugins that many projects use, as their parsers declare
 * them. An option that is not here reaches pytest all the same; the list only says which ones take the next word.
 */
export const pytestVocabulary = vocabularyOf({
  flag: rows(`
    --markers --exitfirst|-x --strict-config --strict-markers --strict --collect-only|--collectonly|--co
    --pyargs --noconftest --keep-duplicates|--keepduplicates --collect-in-virtualenv
    --continue-on-collection-errors --fixtures|--funcargs --fixtures-per-test --version|-V --help|-h
    --disable-plugin-autoload --trace-config|--traceconfig --verbose|-v --no-header --no-summary
    --no-fold-skipped --force-short-summary --quiet|-q --disable-warnings|--disable-pytest-warnings
    --showlocals|-l --no-showlocals --xfail-tb --full-trace|--fulltrace --pdb --trace -s --runxfail
    --doctest-modules --doctest-ignore-import-errors --doctest-continue-on-failure
    --setup-only|--setuponly --setup-show|--setupshow --setup-plan|--setupplan --last-failed|--lf
    --failed-first|--ff --new-first|--nf --cache-clear --stepwise|--sw --stepwise-skip|--sw-skip
    --stepwise-reset|--sw-reset

    --allow-unix-socket --allure-no-capture --asyncio-debug --benchmark-autosave --benchmark-disable
    --benchmark-disable-gc --benchmark-enable --benchmark-only --benchmark-quiet --benchmark-save-data
    --benchmark-skip --benchmark-verbose --block-network --clean-alluredir --clean-durations
    --cov-append --cov-branch --cov-reset --create-db --current-env --disable-recording --disable-socket
    --error-on-failed-ordering --fail-all-on-failed-ordering --fail-on-flaky --fail-on-increase
    --fail-on-template-vars --force-enable-socket --force-flaky --force-regen --force-sugar
    --full-page-screenshot --generate-missing --gherkin-terminal-reporter --headed --hide-memray-summary
    --hypothesis-explain --hypothesis-show-statistics --indulgent-ordering --instafail --json-report
    --json-report-summary --live-server-clean-stop --loadscope-reorder --looponfail|-f --memray
    --migrations --mpl --mpl-baseline-relative --mpl-deterministic --mpl-no-deterministic
    --mpl-results-always --mpl-use-full-test-name --mypy --mypy-ignore-missing-imports
    --mypy-no-status-check --mypy-xfail --native --nbdime --nbval --nbval-current-env --nbval-lax
    --no-cov --no-cov-on-fail --no-flaky-report --no-live-server-clean-stop --no-loadscope-reorder
    --no-migrations|--nomigrations --no-start-live-server --no-success-flaky-report --no-testmon
    --old-summary --order-after-ff --order-dependencies --pytest-env-verbose --random-order
    --randomly-dont-reorganize --randomly-dont-reset-seed --regen-all
    --report-log-exclude-logs-on-passed-tests --rerun-show-tracebacks --reuse-db --ruff --ruff-format
    --self-contained-html --snapshot-declaration-order --snapshot-details --snapshot-disable-unused
    --snapshot-no-cleanup --snapshot-no-colors --snapshot-patch-pycharm-diff --snapshot-update
    --snapshot-update-new-only --snapshot-warn-unused --sparse-ordering --start-live-server
    --store-durations --sugar-no-trace --testmon --testmon-forceselect --testmon-nocollect
    --testmon-noselect --timeout-disable-debugger-detection --tmnet --trace-python-allocators
    --with-test-class-names -d --tap-combined
  `),
  value: rows(`
    -k -m --maxfail --pythonwarnings|-W --max-warnings --ignore --ignore-glob --deselect --confcutdir
    --import-mode --config-file|-c --rootdir --basetemp --durations --durations-min -p --override-ini|-o
    --verbosity --report-chars|-r --tb --show-capture --color --code-highlight --pdbcls --capture
    --pastebin --assert --junitxml|--junit-xml --junit-prefix|--junitprefix --doctest-report
    --doctest-glob --log-level --log-format --log-date-format --log-cli-level --log-cli-format
    --log-cli-date-format --log-file --log-file-mode --log-file-level --log-file-format
    --log-file-date-format --log-auto-indent --log-disable --last-failed-no-failures|--lfnf

    --csv --ctrf --excelreport --md-report-output --nunit-xml --tap-outdir
    --allow-hosts --allowed-hosts --allure-epics --allure-features --allure-ids --allure-label
    --allure-link-pattern --allure-severities --allure-stories --alluredir --asyncio-mode --base-url
    --benchmark-calibration-precision --benchmark-columns --benchmark-compare-fail
    --benchmark-confidence --benchmark-cprofile --benchmark-cprofile-loops --benchmark-cprofile-top
    --benchmark-group-by --benchmark-json --benchmark-max-time --benchmark-min-rounds
    --benchmark-min-time --benchmark-name --benchmark-precision --benchmark-save --benchmark-sort
    --benchmark-storage --benchmark-time-unit --benchmark-timer --benchmark-warmup-iterations --browser
    --browser-channel --count --cov-config --cov-context --cov-fail-under --cov-precision --cov-report
    --css --cucumber-json|--cucumberjson --cumulative-timing --dc --device --dist --ds --durations-path
    --envfile --feature --force-reruns --group --html --hypothesis-profile --hypothesis-seed
    --hypothesis-verbosity --inline-snapshot --inversion --json-report-file --json-report-indent
    --json-report-verbosity --live-server-host --live-server-port --live-server-wait --liveserver
    --max-runs --max-suite-reruns --max-worker-restart --maxprocesses --maxschedchunk --memray-bin-path
    --memray-bin-prefix --metadata-from-json --metadata-from-json-file --min-passes --mode
    --most-allocations --mpl-baseline-path --mpl-default-backend --mpl-default-style
    --mpl-default-tolerance --mpl-generate-hash-library --mpl-generate-path --mpl-generate-summary
    --mpl-hash-library --mpl-results-path --mypy-config-file --mypy-report-style --nbval-cell-timeout
    --nbval-kernel-name --nbval-kernel-startup-timeout --nbval-sanitize-with --num-shards
    --numprocesses|-n --only-rerun --order-group-scope --order-marker-prefix --order-scope
    --order-scope-level --output --parent-branch --playwright-debug --px --random-order-bucket
    --random-order-seed --randomly-seed --record-mode --repeat-scope --report-log --rerun-except
    --rerun-exclude-path --reruns --reruns-delay --reruns-delay-backoff-factor --reruns-mode --retries
    --retry-delay --retry-outcome --rsyncdir --rsyncignore --ruff-config --sanitize-with --screenshot
    --session-timeout --shard-id --slowmo --snapshot-default-extension --snapshot-diff-mode
    --snapshot-dirname --snapshot-file-lock-timeout --snapshot-ignore-file-extensions --splits
    --splitting-algorithm --stacks --sugar-trace-dir --testmon-env --testrunuid --timeout
    --timeout-method --timeout_method --tracing --tx --video
  `),
  'optional-value': rows(`
    --debug --cache-show

    --benchmark-compare --benchmark-cprofile-dump --benchmark-histogram --benchmark-netrc
    --benchmark-warmup --cov --picked
  `),
});
