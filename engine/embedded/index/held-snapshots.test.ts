import { afterEach, expect, test } from 'vitest';
import { HeldSnapshots } from './held-snapshots.ts';
import type { Snapshot } from './snapshot.ts';

const held = new HeldSnapshots();
afterEach(() => held.close());

/** A state that counts who uses it. */
class State {
  users = 0;
  readonly manifest: { readonly generation: string; readonly revision: number };
  constructor(revision: number) {
    this.manifest = { generation: 'g', revision };
  }
  retain(): this {
    this.users++;
    return this;
  }
  release(): void {
    this.users--;
  }
}

test('of too many states the one that was read from longest ago is let go', () => {
  const states = Array.from({ length: 9 }, (_, revision) => new State(revision));
  const hold = (state: State): void => held.hold(state as unknown as Snapshot);
  for (const state of states.slice(0, 8)) hold(state);
  hold(states[0]!);
  hold(states[8]!);
  expect(states.map(({ users }) => users)).toEqual([1, 0, 1, 1, 1, 1, 1, 1, 1]);
  expect(held.find('g', 1)).toBeNull();
  held.close();
  expect(states.every(({ users }) => users === 0)).toBe(true);
});
