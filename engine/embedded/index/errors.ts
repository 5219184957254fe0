/** What can go wrong with an index, beside faults of the program. */
export type IndexErrorCode =
  | 'damaged' // a checksum, a length or the format does not hold
  | 'locked' // another writer holds the index
  | 'missing' // no generation has been published
  | 'unknown' // no such generation
  | 'empty' // an empty generation may not be published
  | 'storage'; // the file system refused (disk full, no permission)

/** An error of the index; `message` says which file and, where known, which part of it. */
export class IndexError extends Error {
  readonly code: IndexErrorCode;

  constructor(code: IndexErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'IndexError';
    this.code = code;
  }
}
