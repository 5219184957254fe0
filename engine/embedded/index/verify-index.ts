import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BLOCK_BYTES } from './block-file.ts';
import { checkColumns } from './check-columns.ts';
import { checkLists } from './check-lists.ts';
import { GenerationStore } from './generation-store.ts';
import { readLive, readManifest } from './manifest.ts';
import { Segment } from './segment.ts';
import type { SegmentEntry } from './manifest.ts';

/** One thing that is wrong, and where. */
export interface Finding {
  readonly file: string;
  readonly problem: string;
}

export interface Verification {
  readonly ok: boolean;
  readonly generations: number;
  readonly segments: number;
  readonly documents: number;
  readonly findings: readonly Finding[];
}

/** Reads every byte of every generation of an index and tells what does not hold. Changes nothing. */
export function verifyIndex(folder: string): Verification {
  const store = new GenerationStore(folder, 1);
  const findings: Finding[] = [];
  let segments = 0;
  let documents = 0;
  const note = (file: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      findings.push({ file, problem: error instanceof Error ? error.message : String(error) });
    }
  };
  let kept: readonly string[] = [];
  note(store.currentPath, () => (kept = store.current()?.kept ?? []));
  for (const generation of kept) {
    const place = store.folderOf(generation);
    note(join(place, 'manifest'), () => {
      const manifest = readManifest(place);
      for (const entry of manifest.segments) {
        segments++;
        documents += entry.documents - entry.deleted;
        note(join(place, entry.file), () => findings.push(...verifySegment(place, entry)));
        note(join(place, entry.dead ?? entry.file), () => readLive(place, entry));
      }
      const named = new Set(['manifest', ...manifest.segments.flatMap(({ file, dead }) => [file, dead ?? file])]);
      for (const name of readdirSync(place)) {
        if (!named.has(name))
          findings.push({ file: join(place, name), problem: 'left over; the next writer deletes it' });
      }
    });
  }
  return {
    ok: findings.every(({ problem }) => problem.startsWith('left over')),
    generations: kept.length,
    segments,
    documents,
    findings,
  };
}

function verifySegment(folder: string, entry: SegmentEntry): Finding[] {
  const file = join(folder, entry.file);
  if (!existsSync(file)) return [{ file, problem: 'the manifest names it, but it is not there' }];
  if (statSync(file).size !== entry.sizeBytes) {
    return [{ file, problem: `is ${statSync(file).size} bytes long, the manifest says ${entry.sizeBytes}` }];
  }
  const findings: Finding[] = [];
  const segment = new Segment(file);
  try {
    for (const block of segment.damagedBlocks()) {
      findings.push({ file, problem: `the checksum of the block at byte ${block * BLOCK_BYTES} does not hold` });
    }
    if (findings.length > 0) return findings;
    if (segment.documents !== entry.documents) {
      findings.push({ file, problem: `holds ${segment.documents} documents, the manifest says ${entry.documents}` });
    }
    const report = (problem: string): void => void findings.push({ file, problem });
    checkColumns(segment, report);
    checkLists(segment, report);
    const stored = segment.storedInOrder();
    for (let document = 0; document < segment.documents; document++) stored.check(document);
  } finally {
    segment.close();
  }
  return findings;
}
