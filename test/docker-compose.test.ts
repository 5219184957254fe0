import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';

interface ComposeService {
  readonly image: string;
  readonly build?: string;
  readonly pull_policy?: string;
  readonly profiles: readonly string[];
  readonly restart?: string;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly volumes: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly [limit: string]: unknown;
}

const ENGINES = ['meilisearch', 'opensearch', 'embedded'];
const { services } = load(readFileSync('docker-compose.yml', 'utf8')) as {
  readonly services: Readonly<Record<string, ComposeService>>;
};
const all = Object.entries(services);
const servers = all.filter(([, { restart }]) => restart === 'unless-stopped');

test('an image that two services share is built by one of them, and never pulled: two builds of one name at once can fail', () => {
  for (const profile of ENGINES) {
    const ours = all.filter(([, { image, profiles }]) => image.startsWith('dateline:') && profiles.includes(profile));
    expect(ours.map(([name, { build }]) => [name, build])).toEqual([
      ['keys', undefined],
      [`dateline-${profile}`, '.'],
    ]);
    expect(ours.map(([, service]) => service.pull_policy)).toEqual(['never', 'never']);
  }
});

test('only the service has a published port, on the loopback address; an engine has no way out', () => {
  const published = all.filter(([, { ports = [] }]) => ports.length > 0);
  expect(published.map(([name]) => name)).toEqual(['dateline-meilisearch', 'dateline-opensearch', 'dateline-embedded']);
  expect(published.every(([, { ports }]) => ports!.every((port) => port.startsWith('127.0.0.1:')))).toBe(true);
  for (const name of ['meilisearch', 'meilisearch-next', 'opensearch']) {
    const networks = services[name]!.networks!;
    expect(Array.isArray(networks) ? networks : Object.keys(networks), name).toEqual(['engine']);
  }
});

test('a secret is named as a file of the volume of secrets', () => {
  const secret = /(?<!PER_)(KEY|PASSWORD)(_FILE)?$/; // DATELINE_RATE_PER_KEY is none
  const named = all
    .flatMap(([, { environment = {} }]) => Object.entries(environment))
    .filter(([name]) => secret.test(name));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(([name, value]) => !name.endsWith('_FILE') || !value.startsWith('/secrets/'))).toEqual([]);
});

test('every setting that operating.md tells of reaches the service, or is fixed by the image', () => {
  const rows = readFileSync('docs/operating.md', 'utf8').match(/^\| `[A-Z].*$/gm)!;
  const settings = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([A-Z_]{4,})`/g)].map(([, name]) => name!));
  expect(settings).toContain('DATELINE_KEEP_GENERATIONS');
  const fixed = ['PORT', 'HOST', 'CORPUS_DIR', 'DATA_DIR']; // the port outside, and the folder of articles, are mapped
  for (const engine of ENGINES) {
    const { environment } = services[`dateline-${engine}`]!;
    const given = Object.keys(environment!).map((name) => name.replace(/(KEY|PASSWORD)_FILE$/, '$1'));
    expect(settings.filter((name) => !given.includes(name) && !fixed.includes(name))).toEqual([]);
    for (const [name, value] of Object.entries(environment!))
      if (value.startsWith('${')) expect(value).toBe(`\${${name}:-}`);
  }
});

test('the service waits until its engine is well, the engine until there are keys', () => {
  for (const engine of ['meilisearch', 'opensearch']) {
    expect(services[`dateline-${engine}`]!.depends_on![engine]!.condition).toBe('service_healthy');
    expect(services[engine]!.depends_on!['keys']!.condition).toBe('service_completed_successfully');
    expect(services[engine]!['healthcheck']).toBeDefined();
  }
});

test('what runs on has limits and logs that rotate, and an image of one version', () => {
  expect(servers.length).toBe(6);
  for (const [name, service] of servers) {
    for (const limit of ['mem_limit', 'cpus', 'pids_limit']) expect(service[limit], `${name} ${limit}`).toBeDefined();
    expect(service['logging'], name).toEqual({ driver: 'local' });
    expect(service.image, name).toMatch(/:(\d+\.\d+\.\d+|\$\{MEILI_(NEXT_)?VERSION(:-none)?\})$/);
  }
  expect(readFileSync('.env', 'utf8')).toMatch(/^MEILI_VERSION=v\d+\.\d+\.\d+$/m);
});

test('what does not handle SIGTERM is not the first process of its container, where it would ignore it', () => {
  for (const name of ['meilisearch', 'meilisearch-next', ...ENGINES.map((engine) => `dateline-${engine}`), 'migrate'])
    expect(services[name]!['init'], name).toBe(true);
});

test('OpenSearch is started by bash: other shells lose variables with a dot in their name, which are its settings', () => {
  const { entrypoint, environment } = services['opensearch']!;
  expect(Object.keys(environment!).filter((name) => name.includes('.'))).toContain('discovery.type');
  expect(entrypoint![0]).toBe('bash');
});

test('a move reaches every engine from the one that .env names', () => {
  const { environment, volumes, networks } = services['migrate']!;
  for (const engine of ENGINES) {
    const { environment: served } = services[`dateline-${engine}`]!;
    expect(environment).toEqual({ ...served, DATELINE_ENGINE: '${COMPOSE_PROFILES}' });
  }
  expect(volumes.map((volume) => volume.split(':')[0])).toEqual(['secrets', 'opensearch-config', 'dateline-data']);
  expect(networks).toEqual(['engine']);
});
