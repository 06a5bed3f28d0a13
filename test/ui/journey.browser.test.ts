import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ViewState } from '../../src/app/view-state.ts';
import { phaseOf, type RunSpec } from '../../src/core/spec/spec.ts';
import type { Command } from '../../src/protocol.ts';
import '../../src/ui/ts-frame.ts';
import { violations } from './accessibility.ts';
import { emptyState, failedState, finishedState, loadedState, runningState, troubledState } from './fixture-state.ts';
import { heard, mount, settled } from './mount.ts';

const STATES: Readonly<Record<string, () => ViewState>> = {
  empty: emptyState,
  loaded: loadedState,
  troubled: troubledState,
  running: runningState,
  finished: finishedState,
  failed: failedState,
};

/** The left column's parts, each with the property that it shows. */
async function mountFrame(state: ViewState) {
  const frame = await mount('ts-frame', { state });
  return { frame, commands: heard<Command>(frame, 'ts-command'), specs: heard<RunSpec>(frame, 'ts-spec') };
}

const region = (name: string) => page.getByRole('region', { name, exact: true });

beforeEach(() => page.viewport(1440, 900));

describe('accessibility', () => {
  for (const [name, state] of Object.entries(STATES)) {
    test(`the journey is free of violations: ${name}`, async () => {
      for (const tag of ['ts-data-stop', 'ts-plan', 'ts-policy', 'ts-run', 'ts-header'] as const) {
        const element = await mount(tag, { state: state() });
        for (const stop of element.renderRoot.querySelectorAll('ts-stop')) stop.open = true;
        for (const details of element.renderRoot.querySelectorAll('details')) details.open = true;
        await settled(element);
        expect(await violations(element), tag).toEqual([]);
      }
    });
  }
});

describe('landmarks and names', () => {
  test('stand from the beginning', async () => {
    await mountFrame(emptyState());
    for (const name of ['Pretraining data', 'Fine-tuning data', 'Plan', 'Policy', 'Run', 'Progress']) {
      await expect.element(region(name)).toBeInTheDocument();
    }
    for (const name of ['Pretraining data', 'Fine-tuning data']) {
      await expect.element(region(name).getByLabelText('Choose files')).toHaveAttribute('type', 'file');
      await expect.element(region(name).getByRole('button', { name: 'Use sample' })).toBeVisible();
    }
    await expect.element(page.getByRole('button', { name: 'Start' })).toBeEnabled();
  });
});

describe('data', () => {
  const csv = () => new File(['a,b\n1,2\n'], 'own.csv', { type: 'text/csv' });

  test('chosen files are loaded for the phase, and the spec says that they are its source', async () => {
    const { commands, specs } = await mountFrame(emptyState());
    await region('Fine-tuning data').getByLabelText('Choose files').upload(csv());
    expect(phaseOf(specs[0], 'finetune')?.data).toEqual({ source: 'files', rows: null, test: 0.2 });
    expect(commands).toMatchObject([{ kind: 'load-files', phase: 'finetune', options: {} }]);
    expect(commands[0].kind === 'load-files' && commands[0].files.map((file) => file.name)).toEqual(['own.csv']);
  });

  test('a dropped file is loaded where it was dropped; weights and a card beside it find their place', async () => {
    const { frame, commands } = await mountFrame(emptyState());
    const transfer = new DataTransfer();
    transfer.items.add(csv());
    transfer.items.add(new File(['x'], 'start.safetensors'));
    const stop = frame.renderRoot.querySelectorAll('ts-data-stop')[0];
    stop.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true }));
    expect(commands.map(({ kind }) => kind)).toEqual(['load-init', 'load-files']);
  });

  test('a file dropped beside the stops is asked about', async () => {
    const { commands } = await mountFrame(emptyState());
    const transfer = new DataTransfer();
    transfer.items.add(csv());
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
    const question = page.getByRole('dialog', { name: 'What is this file for?' });
    await question.getByRole('button', { name: 'Fine-tuning data' }).click();
    expect(commands).toMatchObject([{ kind: 'load-files', phase: 'finetune' }]);
  });

  test('the sample is one click away', async () => {
    const { commands } = await mountFrame(emptyState());
    await region('Pretraining data').getByRole('button', { name: 'Use sample' }).click();
    expect(commands).toEqual([{ kind: 'load-sample', phase: 'pretrain', sample: 'mnist', options: {} }]);
  });

  test('other files begin with an empty card', async () => {
    const { commands } = await mountFrame(loadedState());
    await region('Fine-tuning data').getByLabelText('Choose files').upload(csv());
    expect(commands).toMatchObject([{ kind: 'set-card', card: { licence: '' } }, { kind: 'load-files' }]);
  });

  test('files that the plan waits for are read as it says, and later ones as guessed', async () => {
    const [pretrain, finetune] = emptyState().spec.phases;
    const awaited = { ...finetune, data: { ...finetune.data, source: 'files', label: 'b', delimiter: ';' } };
    const { commands } = await mountFrame(emptyState({ spec: { ...emptyState().spec, phases: [pretrain, awaited] } }));
    const choose = region('Fine-tuning data').getByLabelText('Choose files');
    await choose.upload(csv());
    await choose.upload(csv());
    expect(commands).toMatchObject([{ options: { label: 'b', delimiter: ';' } }, { options: {} }]);
    expect(commands[1].kind === 'load-files' && Object.keys(commands[1].options)).toEqual([]);
  });

  test('the sample keeps what the plan says of it', async () => {
    const [pretrain, finetune] = emptyState().spec.phases;
    const fewer = { ...pretrain, data: { ...pretrain.data, rows: 500 } };
    const { specs } = await mountFrame(emptyState({ spec: { ...emptyState().spec, phases: [fewer, finetune] } }));
    await region('Pretraining data').getByRole('button', { name: 'Use sample' }).click();
    expect(phaseOf(specs[0], 'pretrain')?.data.rows).toBe(500);
  });

  test('a phase can be skipped', async () => {
    const { commands, specs } = await mountFrame(emptyState());
    await region('Pretraining data').getByRole('button', { name: 'Skip this phase' }).click();
    expect(commands).toEqual([{ kind: 'unload', phase: 'pretrain' }]);
    expect(specs[0].phases.map(({ phase }) => phase)).toEqual(['finetune']);
  });

  test('a guess can be corrected, and the files are read again with the correction', async () => {
    const { commands, specs } = await mountFrame({ ...troubledState(), problems: {} });
    await region('Fine-tuning data').getByText('How it was read').click();
    await userEvent.selectOptions(region('Fine-tuning data').getByLabelText('Label column'), 'age');
    expect(commands).toEqual([{ kind: 'reread', phase: 'finetune', options: { label: 0 } }]);
    expect(phaseOf(specs[0], 'finetune')?.data.label).toBe(0);
  });

  test('a problem with a way out offers it', async () => {
    const problem = { code: 'csv-ragged', fields: { file: 'a.csv', line: 3, row: 2, cells: 4, expected: 5 } } as const;
    const { commands } = await mountFrame(emptyState({ problems: { finetune: problem } }));
    await expect.element(region('Fine-tuning data').getByText('a.csv, line 3')).toBeVisible();
    await region('Fine-tuning data').getByRole('button', { name: 'Skip ragged rows' }).click();
    expect(commands).toEqual([{ kind: 'reread', phase: 'finetune', options: { ragged: 'skip' } }]);
  });

  test('removing can be undone', async () => {
    const { frame, commands } = await mountFrame(loadedState());
    await region('Fine-tuning data').getByRole('button', { name: 'Fine-tuning data' }).click();
    await region('Fine-tuning data').getByRole('button', { name: 'Remove' }).click();
    frame.state = emptyState();
    await settled(frame);
    await region('Fine-tuning data').getByRole('button', { name: 'Undo' }).click();
    expect(commands.map(({ kind }) => kind)).toEqual(['unload', 'load-sample', 'set-card']);
  });
});

describe('the card', () => {
  test('asks what the policy misses, and each answer is declared at once', async () => {
    const { commands } = await mountFrame(troubledState());
    const card = region('Fine-tuning data');
    await expect.element(card.getByText('3 answers missing')).toBeVisible();
    await userEvent.selectOptions(card.getByLabelText('Where does it come from?'), 'own');
    await card.getByLabelText('Licence').fill('CC-BY-4.0');
    await userEvent.tab();
    await card.getByRole('radio', { name: 'No' }).click();
    expect(commands.map((command) => command.kind === 'set-card' && command.card)).toMatchObject([
      { origin: { kind: 'own' } },
      { licence: 'CC-BY-4.0' },
      { personalData: 'no' },
    ]);
  });

  test('can be loaded from a file', async () => {
    const { commands } = await mountFrame(troubledState());
    const json = JSON.stringify({ name: 'Mine', licence: 'MIT', personalData: 'no', origin: { kind: 'own', name: 'me', url: '' } });
    await region('Fine-tuning data')
      .getByLabelText('Load card file')
      .upload(new File([json], 'card.json'));
    await expect.poll(() => commands.length).toBe(1);
    expect(commands[0]).toMatchObject({ kind: 'set-card', phase: 'finetune', card: { name: 'Mine', licence: 'MIT' } });
  });

  test('tells a file that is none', async () => {
    const { commands } = await mountFrame(troubledState());
    const data = region('Fine-tuning data');
    await data.getByLabelText('Load card file').upload(new File(['a,b\n1,2\n'], 'rows.csv'));
    await expect.element(data.getByText(/rows\.csv is no JSON, and a card is: choose a card\.json/)).toBeVisible();
    expect(commands).toEqual([]);
  });

  test('is opened from a failed rule', async () => {
    await mountFrame(troubledState());
    await region('Policy').getByRole('button', { name: 'Open the card' }).first().click();
    await expect.poll(() => deepFocus()).toBe(region('Fine-tuning data').getByLabelText('Where does it come from?').element());
  });
});

describe('the plan', () => {
  test('changes the spec, and keeps a number outside its limits in sight', async () => {
    const { specs } = await mountFrame(loadedState());
    await region('Plan').getByRole('button', { name: 'Plan' }).click();
    const epochs = region('Plan')
      .getByRole('group', { name: /^Fine-tuning/ })
      .getByLabelText('Epochs');
    await epochs.fill('3');
    await userEvent.tab();
    expect(phaseOf(specs[0], 'finetune')?.epochs).toBe(3);
    await epochs.fill('0');
    await userEvent.tab();
    await expect.element(epochs).toHaveAttribute('aria-invalid', 'true');
    expect(specs).toHaveLength(1);
  });

  test('says how many steps it comes to', async () => {
    await mountFrame(loadedState());
    // 12,000 rows, a fifth held out, 64 a step: 150; 1,438 rows five times: 115, and as many for the baseline.
    await expect.element(region('Plan').getByText('1 epoch, then 5 epochs · 380 steps with the baseline')).toBeVisible();
  });
});

describe('the run', () => {
  const start = () => page.getByRole('button', { name: 'Start' });

  test('starts with the spec, and says beforehand with what', async () => {
    const { commands } = await mountFrame(emptyState());
    await expect.element(start()).toHaveAccessibleDescription('Starts with the samples: MNIST, 12,000 rows → optical digits');
    await start().click();
    expect(commands).toEqual([{ kind: 'start', spec: emptyState().spec }]);
  });

  test('says why it cannot start', async () => {
    await mountFrame(troubledState());
    await expect.element(start()).toBeDisabled();
    await expect.element(start()).toHaveAccessibleDescription('Pretraining data: still being read…');
  });

  test('can be paused, resumed and stopped', async () => {
    const { frame, commands } = await mountFrame(runningState());
    await region('Run').getByRole('button', { name: 'Pause' }).click();
    const run = { ...runningState().run!, status: 'paused' as const };
    frame.state = runningState({ run });
    await settled(frame);
    await region('Run').getByRole('button', { name: 'Resume' }).click();
    await region('Run').getByRole('button', { name: 'Stop' }).click();
    expect(commands.map(({ kind }) => kind)).toEqual(['pause', 'resume', 'stop']);
  });

  test('stays in reach on a phone', async () => {
    await page.viewport(390, 844);
    await mountFrame(emptyState());
    const { bottom } = start().element().getBoundingClientRect();
    expect(bottom).toBeLessThan(844);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});

test('the whole journey can be walked by keyboard', async () => {
  const { commands } = await mountFrame(emptyState());
  const reached: string[] = [];
  for (let i = 0; i < 40 && reached.at(-1) !== 'Start'; i++) {
    await userEvent.tab();
    reached.push(nameOf(deepFocus()));
  }
  expect(reached).toEqual(expect.arrayContaining(['Run name', 'Choose files', 'Use sample', 'Skip this phase', 'Start']));
  await userEvent.keyboard('{Enter}');
  expect(commands).toEqual([{ kind: 'start', spec: emptyState().spec }]);
});

function deepFocus(): Element {
  let focused = document.activeElement!;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}

const nameOf = (element: Element): string =>
  element.getAttribute('aria-label') ?? ((element as HTMLInputElement).labels?.[0] ?? element).textContent?.trim() ?? '';
