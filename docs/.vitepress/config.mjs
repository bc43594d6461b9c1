import { defineConfig } from 'vitepress';

/** Links of pages to files of the repository that are no pages. */
const REPOSITORY = 'https://github.com/steadfast/steadfast/blob/main/';

// VitePress wants a default export.
export default defineConfig({
  title: 'Steadfast',
  description: 'Runs pytest suites one test file per process, in parallel',
  lastUpdated: false,
  cleanUrls: true,
  srcExclude: ['node_modules/**'],
  markdown: {
    config: (md) => {
      const normalize = md.normalizeLink.bind(md);
      // Pages are read on GitHub, too, where they may link to what is not below docs/.
      md.normalizeLink = (url) =>
        normalize(
          url.startsWith('../') && !url.startsWith('../docs') ? url.replace(/^(\.\.\/)+/, REPOSITORY) : url,
        );
    },
  },
  ignoreDeadLinks: [/^ci\/.*\.yml$/, /\.\.\//, /ci\/.*\.yml/],
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/plain' },
      { text: 'By task', link: '/tasks' },
      { text: 'Options', link: '/options' },
    ],
    sidebar: [
      {
        text: 'Start',
        items: [
          { text: 'Try it on your suite', link: '/try' },
          { text: 'In a Python repository', link: '/plain' },
          { text: 'In an Nx workspace', link: '/nx' },
          { text: 'In a Turborepo package', link: '/turborepo' },
          { text: 'In a moon workspace', link: '/moon' },
          { text: 'In a Lerna workspace', link: '/lerna' },
          { text: 'In npm workspaces', link: '/npm-workspaces' },
          { text: 'In a uv workspace', link: '/uv' },
          { text: 'With make, Pants, a script', link: '/make' },
          { text: 'By task', link: '/tasks' },
          { text: 'Troubleshooting', link: '/troubleshooting' },
        ],
      },
      {
        text: 'Coming from',
        items: [
          { text: 'pytest-xdist', link: '/migrate/xdist' },
          { text: 'pytest-split', link: '/migrate/pytest-split' },
          { text: 'pytest-rerunfailures, flaky', link: '/migrate/reruns' },
          { text: 'pytest-forked, pytest-isolate', link: '/migrate/forked' },
          { text: 'A runner of your own', link: '/migrate/own-runner' },
          { text: '@nxlv/python', link: '/migrate/nxlv-python' },
        ],
      },
      {
        text: 'Features',
        items: [
          { text: 'Isolation', link: '/isolation' },
          { text: 'Databases', link: '/databases' },
          { text: 'Retries', link: '/retry' },
          { text: 'Vanished files', link: '/vanished-files' },
          { text: 'Crashes and hangs', link: '/crashes' },
          { text: 'Signals', link: '/signals' },
          { text: 'Plans and shards', link: '/planning' },
          { text: 'History for all jobs', link: '/history' },
          { text: 'Only what changed', link: '/changed' },
          { text: 'Judging a run', link: '/judge' },
          { text: 'The terminal', link: '/terminal' },
          { text: 'Reports', link: '/reports' },
          { text: 'The report in the browser', link: '/report' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'Options', link: '/options' },
          { text: 'Command line and configuration', link: '/configuration' },
          { text: 'Services and set-up', link: '/services' },
          { text: 'Environment variables', link: '/environment' },
          { text: "pytest's options", link: '/pytest-options' },
          { text: 'Discovery', link: '/discovery' },
          { text: 'CI', link: '/ci' },
          { text: 'Comparison', link: '/comparison' },
          { text: 'Security', link: '/security' },
          { text: 'Stability and versions', link: '/stability' },
          { text: 'Writing an adapter', link: '/adapter' },
          { text: 'Words', link: '/words' },
          { text: 'How we write', link: '/style' },
        ],
      },
    ],
  },
});
