import { expect, test } from 'vitest';
import { openBruteForceEngine } from './brute-force-engine.ts';
import { publish } from './build.ts';
import type { Open, ReadContext } from './case.ts';
import { READ_CASES, WRITE_CASES, runAlone } from './conformance.ts';
import type { Mutant } from './mutants.ts';
import { MUTANTS } from './mutants.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from './newsroom.ts';

const openMutant =
  ({ spoil }: Mutant): Open =>
  (options) => {
    const engine = spoil(openBruteForceEngine(options));
    return Promise.resolve({ engine, reopen: () => Promise.resolve(engine), cleanUp: () => Promise.resolve() });
  };

/** Titles of the cases of a capability that fail for a mutant. */
async function failuresOf(mutant: Mutant): Promise<string[]> {
  const failures: string[] = [];
  const attempt = (title: string, run: Promise<void>): Promise<void> =>
    run.catch((error: unknown) => void failures.push(`${title}: ${String(error)}`));
  const base = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  await publish(base, NEWSROOM);
  const engine = mutant.spoil(base);
  const context: ReadContext = { reader: engine, supports: engine.supports, documents: NEWSROOM };
  for (const { title, run } of READ_CASES[mutant.noticedBy] ?? []) await attempt(title, run(context));
  for (const one of WRITE_CASES[mutant.noticedBy] ?? []) await attempt(one.title, runAlone(one, openMutant(mutant)));
  return failures;
}

test.each(MUTANTS)('an engine that $bug is found out by the cases on $noticedBy', async (mutant) => {
  expect(await failuresOf(mutant)).not.toEqual([]);
});

test('an engine without a bug fails none of those cases', async () => {
  const spoil: Mutant['spoil'] = (engine) => engine;
  for (const noticedBy of new Set(MUTANTS.map((mutant) => mutant.noticedBy))) {
    expect(await failuresOf({ noticedBy, bug: 'has none', spoil })).toEqual([]);
  }
});
