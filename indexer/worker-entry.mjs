// A worker thread starts from plain JavaScript: the loader that runs the sources does not reach into new threads.
import { tsImport } from 'tsx/esm/api';

export const { started, work } = await tsImport('./worker.ts', import.meta.url);
