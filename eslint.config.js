import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What each package may import of ours: nx -> cli -> pytest -> core, never back. */
const FLOORS = {
  core: [],
  pytest: ['core'],
  report: ['core'],
  queue: ['core'],
  cli: ['core', 'pytest', 'report', 'queue'],
  nx: ['cli'],
};

const floors = Object.entries(FLOORS).map(([name, allowed]) => ({
  files: [`packages/${name}/src/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^@steadfast/(?!(${[name, ...allowed].join('|')})(/|$))`,
            message: `@steadfast/${name} stands on ${allowed.join(', ') || 'nothing of ours'}.`,
          },
          { regex: '(^|/)\\.\\./.*packages/', message: 'Import another package by its name.' },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/out-tsc/**',
      '**/node_modules/**',
      '**/generated/**',
      '.nx/**',
      '**/.venv*/**',
      'tmp/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, ignoreUsingDeclarations: true },
      ],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }],
    },
  },
  ...floors,
  {
    files: ['**/*.config.ts', '**/*.config.js'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
