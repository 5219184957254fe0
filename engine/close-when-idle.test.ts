import { expect, test } from 'vitest';
import { closeWhenIdle } from './close-when-idle.ts';
import { openBruteForceEngine } from './conformance/brute-force-engine.ts';
import { article, publish, query } from './conformance/build.ts';
import { NO_SETTINGS } from './settings.ts';

test('closing waits for calls of several steps, and lets no new one in', async () => {
  const engine = openBruteForceEngine({ settings: NO_SETTINGS });
  await publish(engine, [article({ id: 'a' })]);
  const steps: string[] = [];
  let goOn!: () => void;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const closing = closeWhenIdle({
    ...engine,
    search: async (...call) => {
      await held;
      steps.push('second step');
      return engine.search(...call);
    },
    close: () => {
      steps.push('released');
      return engine.close();
    },
  });
  const searching = closing.search(query());
  const closed = closing.close();
  await expect(closing.search(query())).rejects.toMatchObject({ code: 'engine_unavailable' });
  goOn();
  expect((await searching).totalHits).toBe(1);
  await Promise.all([closed, closing.close()]);
  expect(steps).toEqual(['second step', 'released']);
});
