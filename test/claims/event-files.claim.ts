import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { findPython, runPython } from './python.ts';
import { inTemporaryFolder, recorded } from './recorded.ts';

/** What `event_files.py` found. */
interface Decoded {
  readonly files: number;
  readonly records: number;
  readonly steps: number;
  readonly scalars: number;
  readonly evaluations: number;
  readonly histograms: number;
  readonly different: number;
  readonly missing: number;
  readonly unexpected: number;
  /** Damaged copies of a record that the decoder took for whole. */
  readonly damageUnseen: number;
}

export const claim: Claim = {
  name: 'event-files',
  statement: 'The TensorBoard event files, read by a decoder that shares nothing with ours, hold every step with the values of steps.csv.',
  bar: 'every record whole, every step and evaluation there once, every value equal as float32',
  needs: ['Python 3 with google.protobuf and numpy'],
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const python = findPython('google.protobuf', 'numpy');
      const bundle = join(folder, 'run.zip');
      const run = await recorded(['--pretrain', 'mnist', '--finetune', 'digits'], bundle, context);
      const decoded = runPython<Decoded>(python, 'event_files.py', bundle);
      const faults = decoded.different + decoded.missing + decoded.unexpected + decoded.damageUnseen;
      return {
        holds: faults === 0 && decoded.steps === run.run.step && decoded.files === 3 && decoded.evaluations > 0 && decoded.histograms > 0,
        figures: { ...decoded },
        lines: [],
        note: `${decoded.records} records, ${decoded.steps} steps, ${faults} faults`,
      };
    }),
};
