/** One flag of `npm run record`: what its value looks like, and what it is for. */
export interface Flag {
  /** As shown by `--help`; a flag without it is a switch. */
  readonly value?: string;
  /** Takes several words after it, and may be repeated. */
  readonly many?: true;
  /** May be repeated, one value each. */
  readonly repeated?: true;
  readonly help: string;
}

/** Every flag, in the order of `--help`. */
export const FLAGS = {
  pretrain: { value: 'FILE…|mnist|none', many: true, help: 'what to pretrain on: your files, the sample, or nothing (default mnist)' },
  finetune: { value: 'FILE…|digits|none', many: true, help: 'what to fine-tune on: your files, the sample, or nothing (default digits)' },
  'pretrain-test': { value: 'FILE…', many: true, help: 'files with test rows, dropped together with those of --pretrain' },
  'finetune-test': { value: 'FILE…', many: true, help: 'files with test rows, dropped together with those of --finetune' },
  init: { value: 'FILE', help: 'weights to start from: .pth, .safetensors' },
  spec: { value: 'run.json', help: 'the run spec to follow; flags change what they name' },
  set: { value: 'PATH=VALUE', repeated: true, help: 'one setting of the spec, e.g. phases.finetune.epochs=3' },
  'pretrain-indices': { value: 'FILE', help: 'rows of every step, in the form of a bundle’s usage/pretrain.tsv' },
  'finetune-indices': { value: 'FILE', help: 'rows of every step, in the form of a bundle’s usage/finetune.tsv' },
  label: { value: 'NAME|INDEX', help: 'the label column of the files, by name or 0-based position' },
  card: { value: 'FILE', help: 'what is declared of the data (card.json), for both phases' },
  'pretrain-card': { value: 'FILE', help: 'the card of the pretraining data' },
  'finetune-card': { value: 'FILE', help: 'the card of the fine-tuning data' },
  backend: { value: 'webgpu|wasm|webgl|cpu|auto', help: 'what to compute on (default auto)' },
  out: { value: 'run.zip', help: 'where to write the bundle (default <run name>.trainscript.zip)' },
  quiet: { help: 'say nothing but errors' },
  help: { help: 'print this' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;

export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[];

export const isFlag = (name: string): name is FlagName => Object.hasOwn(FLAGS, name);

/** The table's entry with every field that an entry may have. */
export const flagOf = (name: FlagName): Flag => FLAGS[name];

/** What `--help` prints. */
export function helpText(): string {
  const left = FLAG_NAMES.map((name) => `  --${[name, flagOf(name).value ?? []].flat().join(' ')}`);
  const width = Math.max(...left.map((text) => text.length));
  const lines = FLAG_NAMES.map((name, i) => `${left[i].padEnd(width)}  ${FLAGS[name].help}`);
  return [
    'Trains in the page, in a headless Chromium, and writes the bundle.',
    '',
    'npm run record -- [flags]',
    '',
    ...lines,
    '',
    'Exit status: 0 finished, 1 failed, 2 usage, 3 refused by the policy (the bundle still holds audit and verdict).',
    '',
  ].join('\n');
}
