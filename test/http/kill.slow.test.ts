import { test } from 'vitest';
import { KILLS, killService } from '../support/kill-service.ts';

test(`${KILLS} kills at random points: what was acknowledged is there, the rest is one state or the other`, () =>
  killService());
