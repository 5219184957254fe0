import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DatelineProblem } from '../../client/dateline-client.ts';
import { createHiddenAddress } from './address.ts';
import type { SearchAnswer } from './answer.ts';
import { withQuery } from './changes.ts';
import { SearchSession } from './session.ts';
import { EMPTY_STATE } from './state.ts';
import type { Transport } from './transport.ts';

const unavailable = (retryAfterSeconds?: number): DatelineProblem =>
  new DatelineProblem(
    { type: 'about:blank', title: '', status: 503, detail: '', code: 'engine_unavailable', requestId: '' },
    retryAfterSeconds,
  );

/** A session at a service that answers as `answer` says; `asked` are the searches it was sent. */
function open(answer: (q: string) => Promise<SearchAnswer>) {
  const asked: string[] = [];
  const search: Transport['search'] = ({ q }) => {
    asked.push(q);
    return answer(q);
  };
  const session = new SearchSession({
    transport: { search } as Transport,
    address: createHiddenAddress(),
    locale: 'en',
  });
  return { session, asked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('back at what is on the page, nothing is said of the search that failed', async () => {
  const { session } = open((q) => (q === '' ? Promise.resolve({} as SearchAnswer) : Promise.reject(unavailable())));
  session.start();
  await vi.advanceTimersByTimeAsync(0);
  session.update(withQuery(EMPTY_STATE, 'nato'));
  await vi.advanceTimersByTimeAsync(0);
  expect(session.failure).not.toBeNull();
  session.update(EMPTY_STATE);
  expect([session.failure, session.busy]).toEqual([null, false]);
});

test.each([
  [0, 1],
  [-5, 1],
  [30, 30],
  [3_000_000_000, 300],
  [undefined, 5],
])('a service that says to come back in %s s is asked again in %i s', async (stated, seconds) => {
  const { session, asked } = open(() => Promise.reject(unavailable(stated)));
  session.start();
  await vi.advanceTimersByTimeAsync(seconds * 1_000 - 1);
  expect(asked).toHaveLength(1);
  expect(session.failure).toMatchObject({ kind: 'service', retryInSeconds: seconds });
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(2);
  session.close();
});

test('a service that says nothing is given up after half a minute, and asked again', async () => {
  const { session, asked } = open(() => new Promise(() => undefined));
  session.start();
  await vi.advanceTimersByTimeAsync(29_999);
  expect([session.busy, session.failure]).toEqual([true, null]);
  await vi.advanceTimersByTimeAsync(1);
  expect([session.busy, session.failure?.kind]).toEqual([false, 'service']);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toHaveLength(2);
  session.close();
});

test('a search that another replaced is not missed', async () => {
  const { session } = open((q) => (q === '' ? new Promise(() => undefined) : Promise.resolve({} as SearchAnswer)));
  session.start();
  session.update(withQuery(EMPTY_STATE, 'nato'));
  await vi.advanceTimersByTimeAsync(31_000);
  expect([session.busy, session.failure]).toEqual([false, null]);
  session.close();
});
