import type { KindedLine } from './line-kind.ts';

/** `14:32`, `4.15pm GMT`, `9h05 – The mayor speaks`: the time in front of an entry, alone or before its headline. */
const ENTRY = /^(?<hours>\d{1,2})[:.h](?<minutes>[0-5]\d)(?! ?%)(?: ?(?<half>[ap])\.?m\.?)?(?= |$|[:–-])/iu;
/** What such a page calls itself. */
const LIVE =
  /(?<![\p{L}\p{M}])(?:live|live-?blog|live-?ticker|ticker|as it happened|minute by minute|en direct|en vivo|em direto|in diretta|canlı|онлайн|مباشر|لحظة بلحظة)(?![\p{L}\p{M}])/iu;
const FEWEST = 3;

/**
 * The lines with the time of an entry of a live blog: a page that says that it is live, and gives times that only rise or only
 * fall. Its entries are one article, however much they look like headlines with their texts.
 */
export function liveEntries(lines: readonly KindedLine[]): ReadonlySet<number> {
  const entries: { readonly at: number; readonly time: number }[] = [];
  for (const [at, { kind, text }] of lines.entries()) {
    const time = kind === 'head' ? timeOf(text) : null;
    if (time !== null) entries.push({ at, time });
  }
  if (entries.length < FEWEST) return new Set();
  const above = lines.slice(0, entries[0]!.at);
  if (!above.some(({ kind, text }) => kind !== 'prose' && LIVE.test(text))) return new Set();
  const steps = entries.slice(1).map(({ time }, index) => Math.sign(time - entries[index]!.time));
  const isOneWay = !steps.includes(1) || !steps.includes(-1);
  return new Set(isOneWay ? entries.map(({ at }) => at) : []);
}

/** Minutes since midnight. */
function timeOf(text: string): number | null {
  const { hours, minutes, half } = ENTRY.exec(text)?.groups ?? {};
  if (hours === undefined || Number(hours) > 24) return null;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return hour * 60 + Number(minutes);
}
