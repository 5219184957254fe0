import { afterAll, beforeAll, describe, test } from 'vitest';
import type { SearchReader, Supports } from '../port.ts';
import { publish } from './build.ts';
import type { Case, Open, OpenedEngine, ReadCase, WriteCase } from './case.ts';
import { dating } from './dating.ts';
import { faceting } from './faceting.ts';
import { failing } from './failing.ts';
import { filtering } from './filtering.ts';
import { embargoes, scoping } from './hiding.ts';
import { highlighting } from './highlighting.ts';
import { lookingUp } from './looking-up.ts';
import { matching } from './matching.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from './newsroom.ts';
import { paging } from './paging.ts';
import { rebuilding } from './rebuilding.ts';
import { relaxing } from './relaxing.ts';
import { supporting } from './supporting.ts';
import { switching } from './switching.ts';
import { updating } from './updating.ts';

/** The cases that only read, by capability, in reading order. */
export const READ_CASES: Readonly<Record<string, readonly ReadCase[]>> = {
  matching,
  relaxing,
  supporting,
  filtering,
  faceting,
  dating,
  paging,
  highlighting,
  'looking up': lookingUp,
  scoping,
};

/** The cases that write; each is given an engine of its own. */
export const WRITE_CASES: Readonly<Record<string, readonly WriteCase[]>> = {
  rebuilding,
  switching,
  updating,
  embargoes,
  failing,
};

export interface ConformanceOptions {
  readonly name: string;
  readonly open: Open;
  /** Why this engine cannot be tried here. The suite is skipped with this reason, or fails with it when `required`. */
  readonly absent?: string | undefined;
  /** `isRequired(name)` of `test/engines/required.ts`. */
  readonly required?: boolean;
  /** Milliseconds for a case that writes. */
  readonly timeoutMs?: number;
}

/** Registers the whole suite for one engine. */
export function engineConformance({
  name,
  open,
  absent,
  required = false,
  timeoutMs = 20_000,
}: ConformanceOptions): void {
  if (absent !== undefined) {
    test(`${name} is not here: ${absent}`, (context) => {
      if (required) throw new Error(`${name} is required, and is not here: ${absent}`);
      context.skip(absent);
    });
    return;
  }
  describe(`${name} conforms`, () => {
    let opened: OpenedEngine;
    beforeAll(async () => {
      opened = await open({ settings: NEWSROOM_SETTINGS });
      await publish(opened.engine, NEWSROOM);
    }, 60_000);
    afterAll(() => opened.cleanUp());
    readConformance(() => ({ reader: opened.engine, supports: opened.engine.supports }));

    for (const [capability, cases] of Object.entries(WRITE_CASES)) {
      describe(capability, () => {
        for (const { title, run } of cases) test(title, () => runAlone({ title, run }, open), timeoutMs);
      });
    }
  });
}

/** Registers the reading cases for whatever answers like an engine that holds the newsroom's articles. */
export function readConformance(subject: () => { readonly reader: SearchReader; readonly supports: Supports }): void {
  for (const [capability, cases] of Object.entries(READ_CASES)) {
    describe(capability, () => {
      for (const { title, run } of cases) {
        test(title, async (context) => {
          try {
            await run({ ...subject(), documents: NEWSROOM });
          } catch (error) {
            if (!(error instanceof CannotAsk)) throw error;
            context.skip(error.message);
          }
        });
      }
    });
  }
}

/** Thrown by a reader that has no way to ask this (the HTTP API turns typos never off): the case is skipped, with the reason. */
export class CannotAsk extends Error {}

/** Runs one writing case on fresh engines, and sweeps them whatever happens. */
export async function runAlone(one: Case<Parameters<WriteCase['run']>[0]>, open: Open): Promise<void> {
  const opened: OpenedEngine[] = [];
  try {
    await one.run({
      open: async (options) => {
        const engine = await open({ settings: { synonyms: [] }, ...options });
        opened.push(engine);
        return engine;
      },
    });
  } finally {
    for (const engine of opened) await engine.cleanUp();
  }
}
