import { formatProblem } from '../../core/problems/problem.ts';
import type { Track } from '../../core/spec/spec.ts';
import type { TrainedModel } from './models.ts';
import type { Survey, TrackSurvey } from './survey.ts';

/** What came up while the bundle was written. */
export interface BundleNotes {
  readonly models: readonly TrainedModel[];
  /** Everything but the README itself. */
  readonly paths: readonly string[];
  /** What could not be put in, each with its reason. */
  readonly missing: readonly string[];
}

const TRACK_NAMES: Readonly<Record<Track, string>> = {
  pretrain: 'Pretraining',
  finetune: 'Fine-tuning',
  baseline: 'Baseline (the fine-tune phase from scratch)',
};

/** `README.md`: what came of the run, what each file is, and how to open them. */
export function readme(survey: Survey, notes: BundleNotes): string {
  const parts = [heading(survey), warnings(survey, notes), results(survey), files(notes), opening(survey, notes)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const inline = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#]/g, '\\$&');

function heading({ started, status, steps, wallTimeMs, events }: Survey): string {
  const { backend, adapter } = started.environment;
  const usesAdapter = (backend === 'webgpu' || backend === 'webgl') && adapter !== null;
  const device = usesAdapter ? `${backend} on ${inline(adapter)}` : backend;
  return [
    `# ${inline(started.name)}`,
    '',
    `Run \`${started.runId}\`, started ${started.startedAt}, ${status}: ${count(steps, 'step')} in ${seconds(wallTimeMs)} (${device}), ${count(events, 'event')}.`,
    'Made by Trainscript, which trained the network in a browser and kept every step of it.',
  ].join('\n');
}

function warnings({ damagedAt, cutBacks, thinning, verdict, status, failure }: Survey, { missing }: BundleNotes): string {
  const lines = [
    ...(thinning === null
      ? []
      : [
          `Keyframes were kept every ${thinning.every} steps instead of every ${thinning.wanted}: they would have taken ${thinning.wantedBytes} bytes, more than half of the ${thinning.freeBytes} that the browser left at the start.`,
        ]),
    ...cutBacks.map(
      ({ step, through, lastSeq }) =>
        `The browser’s store had lost what was logged behind step ${step} (it had told ${count(through, 'step')} as kept, and ${count(lastSeq + 1, 'event')}). The transcript was cut back to that step, and the steps behind it were trained again from the last keyframe before it.`,
    ),
    ...(damagedAt === null
      ? []
      : [
          `The transcript is damaged at event ${damagedAt}: what stands from there on in \`events.jsonl\` is not what was written, or not all of it.`,
        ]),
    ...(failure === null ? [] : [`The run failed. ${inline(formatProblem(failure))}`]),
    ...missing.map((reason) => `Left out: ${reason}`),
    ...(verdict !== null && !verdict.allowed
      ? ['The policy refused this run: nothing was trained. `policy/verdict.json` says which rules failed.']
      : []),
    ...(status === 'running' || status === 'paused' ? ['The run had not ended when this bundle was made.'] : []),
  ];
  return lines.map((line) => `> **Note:** ${line}`).join('\n>\n');
}

function results({ tracks }: Survey): string {
  if (tracks.length === 0) return '';
  const row = ({ track, started, usage, lastStep, wallTimeMs, evaluated }: TrackSurvey): string[] => [
    TRACK_NAMES[track],
    usage.steps === 0 ? 'none' : `${started.after + 1}–${lastStep}`,
    `${started.epochs} × ${started.batchSize}`,
    `${usage.rowsUsed} of ${usage.trainRows}`,
    String(started.testRows),
    evaluated === null ? 'not evaluated' : scoreOf(evaluated.metrics),
    seconds(wallTimeMs),
  ];
  const header = ['Phase', 'Steps', 'Epochs × batch size', 'Rows used', 'Test rows', 'Result on the test rows', 'Time'];
  return ['## What came of it', '', ...table(header, tracks.map(row)), ...tracks.flatMap(recalledOf)].join('\n');
}

/** What fine-tuning left of what pretraining had learnt. */
function recalledOf({ recalled }: TrackSurvey): readonly string[] {
  if (recalled === null) return [];
  const [first, last] = recalled.map(({ step, metrics }) => `${scoreOf(metrics)} at step ${step}`);
  return ['', `On the test rows of the pretraining, fine-tuning went from ${first} to ${last}.`];
}

function scoreOf({ accuracy, rmse, loss }: NonNullable<TrackSurvey['evaluated']>['metrics']): string {
  if (accuracy !== null) return `accuracy ${(accuracy * 100).toFixed(2)} %`;
  return rmse === null ? `loss ${loss}` : `RMSE ${rmse}`;
}

const files = ({ paths }: BundleNotes): string => {
  const rows = DESCRIPTIONS.filter(([pattern]) => paths.some((path) => pattern.test(path))).map(([, name, text]) => [name, text]);
  return ['## What is in here', '', ...table(['File', 'Content'], rows)].join('\n');
};

/** Every file of a bundle is of one of these kinds. */
export const DESCRIPTIONS: readonly (readonly [pattern: RegExp, name: string, text: string])[] = [
  [/^run\.json$/, '`run.json`', 'The run spec: with the same data, it gives this run again.'],
  [/^environment\.json$/, '`environment.json`', 'Browser, device, backend, versions, timings.'],
  [/^events\.jsonl$/, '`events.jsonl`', 'The transcript: one canonical JSON a line (RFC 8785), each with the hash of the line before.'],
  [/^steps\.csv$/, '`steps.csv`', 'One line for every step. Floats read back to the very same float32.'],
  [
    /^evaluations\.csv$/,
    '`evaluations.csv`',
    'Metrics on the test rows over time. The columns that begin with `recalled_` are of the same parameters on the test rows of the pretraining, where fine-tuning could be asked them. `dead_units` counts, by layer, the units behind a ReLU that were 0 for every test row.',
  ],
  [/^confusion-\w+\.csv$/, '`confusion-<phase>.csv`', 'The last confusion matrix: a line a true class, a column a predicted one.'],
  [
    /^parameters\/statistics\.csv$/,
    '`parameters/statistics.csv`',
    'For every step and tensor: mean, standard deviation, minimum, maximum, L2 norm, ‖update‖/‖parameters‖, L2 norm of the gradient.',
  ],
  [
    /^parameters\/histograms\.jsonl$/,
    '`parameters/histograms.jsonl`',
    'Distributions of parameters and gradients: counts in bins of equal width from `min` to `max`.',
  ],
  [
    /^parameters\/keyframe-[\w-]+\.safetensors$/,
    '`parameters/keyframe-<step>.safetensors`',
    'All parameters and the optimiser’s state (`adam.…`) after that step; with a phase’s name, what that phase started from.',
  ],
  [
    /^parameters\/full\/(\w+-\d+\.bin|read\.py)$/,
    '`parameters/full/`',
    'All parameters after every step, each file told apart from those before it; `read.py` reads them (NumPy is needed). Their hashes stand in `events.jsonl`.',
  ],
  [
    /^usage\/\w+\.tsv\.gz$/,
    '`usage/<phase>.tsv.gz`',
    'A line a step: the step, then the rows of its batch, by position in the dropped file(s), counted from 0.',
  ],
  [/^models\//, '`models/`', 'The trained networks, each as `.pth` and `.safetensors`, with PyTorch’s names and layouts.'],
  [
    /^audit\/\w+\.json$/,
    '`audit/<phase>.json`',
    'What was found in the data before training, what was let stand and why (`waived`), what was done before that (`source.version`, `columnsLeft`), what the rows look like (`profile`), and how they and their classes were used.',
  ],
  [
    /^audit\/report\.html$/,
    '`audit/report.html`',
    'The same to read or print, with what was declared and decided, in the language that the bundle was downloaded in: one page that needs nothing else.',
  ],
  [/^policy\/card-\w+\.json$/, '`policy/card-<phase>.json`', 'What was declared of the data.'],
  [/^policy\/verdict\.json$/, '`policy/verdict.json`', 'Each rule’s outcome, with its evidence.'],
  [
    /^standards\/\w+\/croissant\.json$/,
    '`standards/<phase>/croissant.json`',
    'The dataset in the words of Croissant 1.1 and its RAI vocabulary (MLCommons). What was not declared is left out.',
  ],
  [/^standards\/\w+\/README\.md$/, '`standards/<phase>/README.md`', 'The same as a dataset card for the Hugging Face Hub.'],
  [
    /^standards\/openlineage\.json$/,
    '`standards/openlineage.json`',
    'The run as an OpenLineage event, with metrics and assertions of the data’s quality.',
  ],
  [/^tensorboard\//, '`tensorboard/<phase>/`', 'The same curves and distributions for TensorBoard.'],
  [/^VERIFY\.md$/, '`VERIFY.md`', 'How to check that all of this is what was written.'],
  [/^(manifest\.json|SHA256SUMS)$/, '`manifest.json`, `SHA256SUMS`', 'Every file with its size and hash.'],
];

function opening({ tracks, damagedAt }: Survey, { models }: BundleNotes): string {
  const last = models.findLast(({ track }) => track !== 'baseline') ?? models.at(-1);
  const kind = tracks.find(({ track }) => track === last?.track)?.started.model ?? 'cnn';
  const which = models.map(({ path, keyframe }) => `\`${path}\` is the network after step ${keyframe.step}`).join(', ');
  const python = last === undefined ? [] : [`In PyTorch (${which}):`, '', '```python', pytorch(`${last.path}.pth`, kind), '```'];
  const curves =
    tracks.length === 0 ? [] : ['TensorBoard shows a sample of the points unless it is told to show all:', '', '```sh', TENSORBOARD, '```'];
  const again = damagedAt === null ? ['Trainscript takes the zip as it is: dropped on “Runs”, in any browser, it is the run again.'] : [];
  const parts = [python, curves, again].filter((part) => part.length > 0).map((part) => part.join('\n'));
  return parts.length === 0 ? '' : ['## How to open it', ...parts].join('\n\n');
}

const TENSORBOARD = 'tensorboard --logdir tensorboard --samples_per_plugin scalars=1000000,histograms=100000';

const pytorch = (path: string, model: string): string => `${model === 'mlp' ? MLP : CNN}
state = torch.load('${path}')
model = ${model === 'mlp' ? "Model(state['fc1.weight'].shape[1], state['fc2.weight'].shape[0])" : "Model(state['fc2.weight'].shape[0])"}
model.load_state_dict(state)`;

const CNN = `import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5)
        self.conv2 = nn.Conv2d(20, 50, 5)
        self.fc1 = nn.Linear(4 * 4 * 50, 500)
        self.fc2 = nn.Linear(500, classes)

    def forward(self, x):  # [batch, 1, 28, 28], values from 0 to 1
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc2(F.relu(self.fc1(x.flatten(1))))
`;

const MLP = `import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.fc1 = nn.Linear(inputs, 500)
        self.fc2 = nn.Linear(500, outputs)

    def forward(self, x):  # [batch, inputs], standardised as in training
        return self.fc2(F.relu(self.fc1(x)))
`;

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

const count = (number: number, noun: string): string => `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
