import { describe, expect, test } from 'vitest';
import { chartCsv, confusionCsv, histogramsCsv } from '../../../src/app/charts/chart-csv.ts';
import { Curve } from '../../../src/app/charts/chart-series.ts';
import { runView } from '../../ui/fixture-state.ts';
import { columnOf } from '../columns.ts';

describe('a chart as CSV', () => {
  test('has every point, in digits that read back the same', () => {
    const values = Array.from({ length: 50_001 }, (_, i) => Math.fround(Math.sin(i) * 10 ** ((i % 60) - 30)));
    values[7] = Number.NaN;
    values[8] = -0;
    const [step, wallTimeMs] = [columnOf(values.map((_, i) => i + 1)), columnOf(values.map((_, i) => i / 10))];
    const raw = new Curve(step, columnOf(values));
    const points = [{ track: 'pretrain', step: 3, x: 3, value: 0.125 }] as const;
    const text = [...chartCsv('loss', [{ track: 'pretrain', places: { step, wallTimeMs }, raw, smooth: raw }], points)].join('');
    const [head, ...lines] = text.trimEnd().split('\n');
    expect(head).toBe('step,phase,wall_time_ms,loss,loss_smoothed,test_loss');
    expect(lines.map((line) => Number(line.split(',')[3]))).toEqual(values);
    expect(lines[2]).toBe(`3,pretrain,0.2,${values[2]},${values[2]},0.125`);
  });

  test('has what fine-tuning recalls in a column of its own, at the steps where it was asked', () => {
    const step = columnOf([1, 2, 3]);
    const places = { step, wallTimeMs: step };
    const curve = (track: 'pretrain' | 'finetune', values: readonly number[]) => {
      const raw = new Curve(step, columnOf(values));
      return { track, places, raw, smooth: raw };
    };
    const at = columnOf([3]);
    const raw = new Curve(at, columnOf([0.75]));
    const look = { kind: 'recalled', label: 'Pretraining test set', token: '', dash: [] } as const;
    const recalled = { track: 'finetune', look, places: { step: at, wallTimeMs: at }, raw, smooth: raw } as const;
    const points = [
      { track: 'finetune', step: 3, x: 3, value: 0.5 },
      { track: 'finetune', look, step: 3, x: 3, value: 0.75 },
    ] as const;
    const curves = [curve('pretrain', [1, 1, 1]), curve('finetune', [0, 0.25, 0.5]), recalled];
    expect([...chartCsv('accuracy', curves, points)].join('').split('\n')).toEqual([
      'step,phase,wall_time_ms,accuracy,accuracy_smoothed,test_accuracy,recalled_accuracy',
      ...['1,pretrain,1,1,1,,', '2,pretrain,2,1,1,,', '3,pretrain,3,1,1,,'],
      ...['1,finetune,1,0,0,,', '2,finetune,2,0.25,0.25,,', '3,finetune,3,0.5,0.5,0.5,0.75', ''],
    ]);
  });

  test('lists each bin of each histogram', () => {
    const events = runView('running', 20).histograms;
    const lines = [...histogramsCsv(events, 'parameters', 'conv1.bias')].join('').trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 2 * 30);
    const { min, counts } = events[0].parameters['conv1.bias'];
    expect(lines[1].split(',').slice(0, 4)).toEqual(['10', 'pretrain', 'conv1.bias', String(min)]);
    expect(lines[1].split(',')[5]).toBe(String(counts[0]));
  });

  test('lists each cell of each confusion matrix under its classes, which no spreadsheet takes for formulas', () => {
    const [event] = runView('running', 20).evaluations;
    const classes = ['=1+1', 'a,"b"', ...Array.from({ length: 8 }, (_, i) => String(i))];
    const lines = [...confusionCsv([event], () => classes)].join('').trimEnd().split('\n');
    expect(lines[1]).toBe(`1,pretrain,'=1+1,'=1+1,${event.metrics.confusion![0][0]}`);
    expect(lines[2]).toBe(`1,pretrain,'=1+1,"a,""b""",${event.metrics.confusion![0][1]}`);
  });
});
