/** Who may import whom. Each rule says why, and what to do instead; ARCHITECTURE.md draws the picture. */
const TEST = '\\.test\\.ts$|^test/|^engine/conformance/';

export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle has no first file to read. Move what both need into the module below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-stands-alone',
      comment: 'The domain is plain data and pure functions. Pass what it needs as an argument.',
      severity: 'error',
      from: { path: '^core/', pathNot: TEST },
      to: { pathNot: '^core/|node_modules/zod/' },
    },
    {
      name: 'port-knows-core-only',
      comment: 'The port is the contract, not an engine. An adapter depends on it, never the other way round.',
      severity: 'error',
      from: { path: '^engine/(port|settings)\\.ts$' },
      to: { pathNot: '^(core/|engine/(port|settings)\\.ts$)' },
    },
    {
      name: 'adapter-knows-port-only',
      comment:
        'Adapters must not lean on each other. What two of them need belongs into core/, engine/settings.ts or engine/close-when-idle.ts.',
      severity: 'error',
      from: { path: '^engine/(embedded|meilisearch|opensearch)/', pathNot: TEST },
      to: { path: '^(engine/(?!$1|port\\.ts|settings\\.ts|close-when-idle\\.ts)|archive/|indexer/|server/|web/|cli/)' },
    },
    {
      name: 'only-cli-picks-an-adapter',
      comment: 'Everything else works on the port. Take an engine as an argument.',
      severity: 'error',
      from: { pathNot: '^(cli/|engine/|bench/)|' + TEST },
      to: { path: '^engine/(create-engine|embedded|meilisearch|opensearch)' },
    },
    {
      name: 'archive-knows-core-and-port',
      comment: 'The archive orchestrates; the composition root hands it the documents and the engine.',
      severity: 'error',
      from: { path: '^archive/', pathNot: TEST },
      to: { path: '^(indexer|server|web|cli)/' },
    },
    {
      name: 'server-not-to-indexer',
      comment: 'The server answers requests; what it may start is handed to it by cli/.',
      severity: 'error',
      from: { path: '^server/', pathNot: TEST },
      to: { path: '^(indexer/|archive/|cli/|engine/(?!port\\.ts))' },
    },
    {
      name: 'indexer-not-to-server',
      comment: 'The indexer makes documents; who stores or serves them is not its business.',
      severity: 'error',
      from: { path: '^indexer/', pathNot: TEST },
      to: { path: '^(server|archive|web|cli|engine)/' },
    },
    {
      name: 'steps-are-pure',
      comment: 'A step touches no disk, no clock, no log: read data in indexer/gazetteer/ and pass it in.',
      severity: 'error',
      from: { path: '^indexer/steps/', pathNot: TEST },
      to: { path: '^(fs|node:fs|fs/promises|node:fs/promises|net|http|child_process|worker_threads)$|^indexer/read/' },
    },
    {
      name: 'web-takes-types-only',
      comment: 'The page talks to the HTTP API. It may share types, not code that was written for the server.',
      severity: 'error',
      from: { path: '^web/', pathNot: TEST },
      to: { path: '^(core|engine|archive|indexer|server|cli)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-stands-alone',
      comment: 'Integrators copy the client into code of their own. Write down what it needs in client/.',
      severity: 'error',
      from: { path: '^client/', pathNot: TEST },
      to: { pathNot: '^client/' },
    },
    {
      name: 'nothing-imports-cli',
      comment: 'The composition root sees everything and is seen by nothing.',
      severity: 'error',
      from: { pathNot: '^cli/|' + TEST },
      to: { path: '^cli/' },
    },
    {
      name: 'no-test-code-in-production',
      comment: 'The conformance suite and helpers are for tests.',
      severity: 'error',
      from: { pathNot: TEST + '|^bench/' },
      to: { path: TEST },
    },
    {
      name: 'one-client-per-adapter',
      comment: "An engine's client library is known in its folder alone.",
      severity: 'error',
      from: { pathNot: '^engine/(meilisearch|opensearch)/|' + TEST + '|^bench/' },
      to: { path: 'node_modules/(meilisearch|@opensearch-project)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
