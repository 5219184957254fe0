import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ItemClocks } from './item-clocks.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that goes on until it is told to end, and whether it has been. */
function endless(clocks: ItemClocks): { readonly ended: () => boolean } {
  let ended = false;
  clocks
    .run((signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })))
    .then(
      () => (ended = true),
      () => undefined,
    );
  return { ended: () => ended };
}

test('the time of an item begins when a thread takes it up', async () => {
  const clocks = new ItemClocks(2, 1_000);
  const items = [endless(clocks), endless(clocks), endless(clocks)];
  await vi.advanceTimersByTimeAsync(999);
  expect(items.map(({ ended }) => ended())).toEqual([false, false, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect(items.map(({ ended }) => ended())).toEqual([true, true, false]);
  await vi.advanceTimersByTimeAsync(999);
  expect(items[2]!.ended()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(items[2]!.ended()).toBe(true);
});

test('work that ends or fails in time stops its clock, and the next one begins', async () => {
  const clocks = new ItemClocks(1, 1_000);
  const failing = clocks.run(() => Promise.reject(new Error('broken')));
  const next = endless(clocks);
  await expect(failing).rejects.toThrow('broken');
  expect(await clocks.run(() => Promise.resolve(3))).toBe(3);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(next.ended()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
