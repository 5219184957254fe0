import { afterAll, beforeAll, describe } from 'vitest';
import type { Open, OpenedEngine } from '../../engine/conformance/case.ts';
import { publish } from '../../engine/conformance/build.ts';
import { readConformance } from '../../engine/conformance/conformance.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import type { SearchReader } from '../../engine/port.ts';
import { httpReader } from '../http/http-reader.ts';
import { serveEngine } from './serve-engine.ts';

/** Registers the reading cases a second time, asked through the HTTP app; what the API cannot ask is skipped, with the reason. */
export function httpConformance(name: string, open: Open): void {
  describe(`${name} conforms through the HTTP app`, () => {
    let opened: OpenedEngine;
    let reader: SearchReader;
    let close: () => Promise<void>;
    beforeAll(async () => {
      opened = await open({ settings: NEWSROOM_SETTINGS });
      await publish(opened.engine, NEWSROOM);
      const served = await serveEngine(opened.engine);
      reader = httpReader(served.url);
      close = served.close;
    }, 60_000);
    afterAll(async () => {
      await close();
      await opened.cleanUp();
    });
    readConformance(() => ({ reader, supports: opened.engine.supports }));
  });
}
