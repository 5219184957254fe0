import { expect, onTestFinished, test, vi } from 'vitest';
import { createPageAddress } from './address.ts';
import { EMPTY_STATE } from './state.ts';

test('of the page’s address only what is ours changes', () => {
  const written: string[] = [];
  const pushState = (_state: unknown, _title: string, address: string): void => void written.push(address);
  vi.stubGlobal('location', { pathname: '/p', search: '?q=theirs&news-q=old', hash: '#/archive' });
  vi.stubGlobal('history', { state: null, pushState });
  onTestFinished(() => void vi.unstubAllGlobals());
  const address = createPageAddress('news-');
  expect(address.read().q).toBe('old');
  address.write({ ...EMPTY_STATE, q: 'old' }, 'push');
  expect(written).toEqual([]);
  address.write({ ...EMPTY_STATE, q: 'new' }, 'push');
  address.write(EMPTY_STATE, 'push');
  expect(written).toEqual(['/p?q=theirs&news-q=new#/archive', '/p?q=theirs#/archive']);
});
