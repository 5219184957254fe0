/** Bounds on what is read, so that one hostile file costs one message. */
export const READ_LIMITS = {
  /** A page, feed or Markdown file, after unpacking. */
  pageBytes: 32 * 1024 * 1024,
  /** One line of a JSON Lines file. */
  recordBytes: 16 * 1024 * 1024,
  /** A whole JSON Lines file, after unpacking: far beyond any archive, short of filling a disk. */
  streamBytes: 64 * 1024 * 1024 * 1024,
  /** Unpacked bytes per packed byte; text rarely passes 20, a bomb reaches 1,000. */
  unpackRatio: 200,
  /** Items of one feed. */
  feedItems: 10_000,
} as const;
