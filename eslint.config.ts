import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Calls that have one home (README, ARCHITECTURE): a rule a call, lifted only in that home. */
const oneHome = {
  openExternal: {
    selector: "CallExpression[callee.property.name='openExternal']",
    message: 'Links leave the app through hosts/electron/security/openExternalLink.ts only.',
  },
  browserWindow: {
    selector: "NewExpression[callee.name='BrowserWindow']",
    message: 'Windows are made in hosts/electron/window.ts only.',
  },
  ipcMain: {
    selector: "CallExpression[callee.object.name='ipcMain']",
    message: 'ipcMain is used in hosts/electron/ipcTransport.ts only.',
  },
  ipcRenderer: {
    selector: "CallExpression[callee.object.name='ipcRenderer']",
    message: 'ipcRenderer is used in the preload only.',
  },
  listen: {
    selector: "CallExpression[callee.property.name='listen'][arguments.length<2]",
    message: 'Name the host to listen on: 127.0.0.1 (architecture 6B-1).',
  },
  sqlTemplate: {
    selector: "CallExpression[callee.property.name=/^(prepare|exec)$/] > TemplateLiteral[expressions.length>0]",
    message: 'Bind values; never write them into SQL.',
  },
  certificates: {
    selector: "Property[key.name='rejectUnauthorized']",
    message: 'Certificates are always checked.',
  },
}
const restrict = (...except: readonly (keyof typeof oneHome)[]): ['error', ...{ selector: string; message: string }[]] => [
  'error',
  ...Object.entries(oneHome).filter(([name]) => !except.includes(name as keyof typeof oneHome)).map(([, rule]) => rule),
]

export default defineConfig(
  { ignores: ['**/*.cjs', '**/*.d.ts', 'out/**', 'dist/**', 'coverage/**', 'test-results/**', 'renderer/node_modules/**'] },
  { files: ['**/*.mjs'], rules: { 'no-unused-vars': 'error', 'no-undef': 'off' } },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.strictTypeChecked, vue.configs['flat/recommended']],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        project: ['./shared/tsconfig.json', './electron/tsconfig.json', './electron/hosts/electron/preload/tsconfig.json', './renderer/tsconfig.json', './tests/tsconfig.json'],
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-syntax': restrict(),
      'vue/max-attributes-per-line': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'always' } }],
      'vue/singleline-html-element-content-newline': 'off',
      'vue/no-v-html': 'error', // v-html passes under Trusted Types: this rule is the protection
      'vue/no-static-inline-styles': 'error', // blocked by the Content Security Policy
      'vue/multi-word-component-names': ['error', { ignores: ['App'] }],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['electron/hosts/electron/window.ts'], rules: { 'no-restricted-syntax': restrict('browserWindow') } },
  { files: ['electron/hosts/electron/ipcTransport.ts'], rules: { 'no-restricted-syntax': restrict('ipcMain') } },
  { files: ['electron/hosts/electron/preload/**'], rules: { 'no-restricted-syntax': restrict('ipcRenderer') } },
  { files: ['electron/hosts/electron/security/openExternalLink.ts'], rules: { 'no-restricted-syntax': restrict('openExternal') } },
  {
    files: ['electron/{core,adapters,rpc,jobs,static,demo-portal}/**', 'electron/hosts/{browser,cli}/**', 'shared/**', 'renderer/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [{ name: 'electron', message: 'Only hosts/electron knows Electron.' }] }] },
  },
  // vue-i18n's functions are made to be taken out of useI18n().
  { files: ['renderer/**'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  {
    files: ['tests/**'],
    rules: { '@typescript-eslint/unbound-method': 'off', '@typescript-eslint/no-non-null-assertion': 'off', 'no-restricted-syntax': 'off', '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
)
