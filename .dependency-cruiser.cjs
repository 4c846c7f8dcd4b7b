// One rule a line of the import table (README, ARCHITECTURE). tests/architecture plants one bad import a rule.
const own = '^(electron|renderer|shared|tests)/'
/** Files under `from` may import, of our own code, only what matches one of `allowed`. */
const only = (name, from, allowed) => ({ name, severity: 'error', from: { path: from }, to: { path: own, pathNot: allowed } })
/** Files under `from` may use, of packages and Node, only what matches one of `allowed`. */
const packages = (name, from, allowed) => ({
  name, severity: 'error', from: { path: from },
  to: { pathNot: ['^(electron|renderer|shared|tests)/', ...allowed] },
})
const electronPackage = 'node_modules/electron/'
const nodeModules = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'npm-bundled']

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: ['^#build/', '^#imports$', '^virtual:'] } },
    { name: 'product-not-tests', severity: 'error', from: { path: '^(electron|renderer|shared)/' }, to: { path: '^tests/' } },
    { name: 'electron-only-in-its-host', severity: 'error', from: { path: own, pathNot: ['^electron/hosts/electron/', '^tests/e2e/', '^tests/support/', '^tests/security/'] }, to: { path: electronPackage } },
    only('shared-imports', '^shared/', ['^shared/']),
    packages('shared-packages', '^shared/', ['node_modules/zod/']),
    only('core-imports', '^electron/core/', ['^electron/core/', '^shared/']),
    packages('core-packages', '^electron/core/', ['node_modules/zod/', '^node:crypto$', '^crypto$']),
    only('rpc-imports', '^electron/rpc/', ['^electron/(core|rpc)/', '^shared/']),
    only('jobs-imports', '^electron/jobs/', ['^electron/(core|jobs|adapters)/', '^shared/']),
    only('main-imports', '^electron/main\\.ts$', ['^electron/hosts/[^/]+/host\\.ts$', '^electron/arguments\\.ts$']),
    { name: 'adapters-imports', severity: 'error', from: { path: '^electron/adapters/([^/]+)/' }, to: { path: own, pathNot: ['^electron/adapters/$1/', '^electron/core/ports\\.ts$', '^shared/'] } },
    only('static-imports', '^electron/static/', ['^electron/static/']),
    { name: 'sqlite-has-one-home', severity: 'error', from: { path: own, pathNot: ['^electron/adapters/sqlite/', '^tests/'] }, to: { path: 'node_modules/better-sqlite3/' } },
    { name: 'axios-has-one-home', severity: 'error', from: { path: own, pathNot: ['^electron/adapters/portal/', '^tests/'] }, to: { path: 'node_modules/axios/' } },
    { name: 'hosts-know-no-other-host', severity: 'error', from: { path: '^electron/hosts/([^/]+)/' }, to: { path: '^electron/hosts/[^/]+/', pathNot: '^electron/hosts/$1/' } },
    { name: 'hosts-only-from-main', severity: 'error', from: { path: own, pathNot: ['^electron/hosts/', '^electron/main\\.ts$', '^tests/'] }, to: { path: '^electron/hosts/' } },
    only('preload-imports', '^electron/hosts/electron/preload/', ['^electron/hosts/electron/preload/', '^shared/contract/']),
    packages('preload-packages', '^electron/hosts/electron/preload/', ['(^|node_modules/)electron($|/)']),
    only('demo-portal-imports', '^electron/demo-portal/', ['^electron/demo-portal/']),
    { name: 'demo-portal-packages', severity: 'error', from: { path: '^electron/demo-portal/' }, to: { dependencyTypes: nodeModules } },
    only('renderer-imports', '^renderer/', ['^renderer/', '^shared/']),
    { name: 'renderer-no-node', severity: 'error', from: { path: '^renderer/' }, to: { dependencyTypes: ['core'] } },
    { name: 'renderer-no-node-packages', severity: 'error', from: { path: '^renderer/' }, to: { path: 'node_modules/(better-sqlite3|axios|pino|open|yaml)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^renderer/node_modules/|^out/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.vue', '.js', '.mjs', '.json'], conditionNames: ['import', 'types', 'node', 'default'], exportsFields: ['exports'] },
  },
}
