import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const SCRIPT = resolve('scripts/upgrade-meilisearch.sh');
const OLD_VOLUME = 'dateline_meili-data-v1.50.0';
/** Writes down how it is called, and says what `migrate` says; the call of the number in FAILS_AT fails. */
const DOCKER = `#!/bin/sh
echo "$*" >>calls
case "$*" in *migrate*) printf '2 of 2 articles\\nSet MEILI_URL\\n' >&2 ;; esac
[ "$(wc -l <calls)" -ne "\${FAILS_AT:-0}" ]
`;

interface Upgrade {
  readonly status: number | null;
  readonly calls: readonly string[];
  readonly version: string | undefined;
  readonly said: string;
}

function upgrade(failsAt?: number): Upgrade {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, '.env'), 'COMPOSE_PROFILES=meilisearch\nMEILI_VERSION=v1.50.0\n');
  writeFileSync(join(folder, 'docker'), DOCKER);
  chmodSync(join(folder, 'docker'), 0o755);
  const { status, stdout, stderr } = spawnSync('bash', [SCRIPT, 'v1.51.0'], {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env['PATH']}`, DATELINE_FOLDER: folder, FAILS_AT: String(failsAt ?? 0) },
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  const version = /^MEILI_VERSION=(.*)$/m.exec(readFileSync(join(folder, '.env'), 'utf8'))?.[1];
  return { status, calls, version, said: stdout + stderr };
}

test('the new version is named only after the archive has been copied to it, with the service stopped', () => {
  const { status, calls, version, said } = upgrade();
  expect([status, version]).toEqual([0, 'v1.51.0']);
  expect(said).toContain('2 of 2 articles');
  expect(said).not.toMatch(/^Set /m);
  const at = (part: string): number => calls.findIndex((call) => call.includes(part));
  expect(
    at('meilisearch-next') >= 0 && at('stop dateline-meilisearch') > at('up --detach --wait meilisearch-next'),
  ).toBe(true);
  expect(at('migrate')).toBeGreaterThan(at('stop dateline-meilisearch'));
  expect(at('doctor')).toBeGreaterThan(at('migrate'));
  expect(calls.join('\n')).not.toContain(OLD_VOLUME);
});

test('whatever fails, the old volume stays, and the old version goes on unless the new one answers', () => {
  const { calls: whole } = upgrade();
  for (let failsAt = 1; failsAt <= whole.length; failsAt++) {
    const { status, calls, version } = upgrade(failsAt);
    expect(status, whole[failsAt - 1]).not.toBe(0);
    expect(version, whole[failsAt - 1]).toBe('v1.50.0');
    expect(calls.join('\n')).not.toContain(OLD_VOLUME);
    const stopped = calls.findIndex((call) => call.includes('stop dateline-meilisearch'));
    if (stopped >= 0)
      expect(calls.findLastIndex((call) => call === 'compose up --detach --wait')).toBeGreaterThan(stopped);
  }
});

test('anything but a version is refused before anything is done', () => {
  for (const given of [[], ['latest'], ['v1.50.0;ls']]) {
    expect(() => execFileSync('bash', [SCRIPT, ...given], { stdio: 'ignore' })).toThrow();
  }
});
