import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseIndices } from '../../src/core/training/indices.ts';
import { gzip } from '../../src/formats/gzip.ts';
import { utf8 } from '../../src/worker/bundle/entry.ts';
import { histogramsJsonl, usageTsv } from '../../src/worker/bundle/json-lines.ts';
import { RowUsage } from '../../src/worker/bundle/row-usage.ts';
import { confusionCsv, evaluationsCsv, statisticsCsv, stepsCsv } from '../../src/worker/bundle/tables.ts';
import { memorySource } from './memory-source.ts';
import { fingerprintAt, recallingRun, sampleRun } from './sample-run.ts';

const events = () => memorySource(sampleRun()).events();

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe('tables', () => {
  test('steps.csv has one line for every step, with the contract’s columns', async () => {
    const lines = (await textOf(stepsCsv(events()))).split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[0]).toBe('step,phase,epoch,batch_size,loss,accuracy,learning_rate,gradient_norm,fingerprint,wall_time_ms');
    expect(lines[3]).toBe(`3,pretrain,1,2,0.6666667,1,0.001,1e-7,${fingerprintAt(3)},300`);
    expect(lines[10]).toBe(`10,baseline,1,2,0.2,0.5,0.001,1e-7,${fingerprintAt(10)},1000`);
    expect(lines[11]).toBe('');
  });

  test('evaluations.csv leaves empty what does not apply', async () => {
    const lines = (await textOf(evaluationsCsv(events()))).trimEnd().split('\n');
    const tests = 'rows,loss,accuracy,precision,recall,f1,roc_auc,mae,rmse,r2';
    expect(lines[0]).toBe(`step,phase,${tests},${tests.replaceAll(/^|,/g, '$&recalled_')},dead_units`);
    expect(lines.slice(1)).toHaveLength(6);
    expect(lines[4]).toBe(`7,finetune,4,0.25,0.9,0.5,0.5,0.5,,,,${','.repeat(11)}`);
  });

  test('evaluations.csv has what was recalled in the line of the evaluation, however the store cut the transcript', async () => {
    const lines = async (batch: number) =>
      (await textOf(evaluationsCsv(memorySource(recallingRun(), batch).events()))).trimEnd().split('\n');
    const whole = await lines(1000);
    const plain = (await textOf(evaluationsCsv(events()))).trimEnd().split('\n');
    const own = (line: string) => line.split(',').slice(0, 12);
    expect(whole.map(own)).toEqual(plain.map(own));
    expect(whole[3]).toBe('4,finetune,4,0.25,0.1,0.5,0.5,0.5,,,,,8,0.25,0.75,0.5,0.5,0.5,,,,,conv1 0/20 fc1 3/5');
    expect(whole[4]).toBe('7,finetune,4,0.25,0.9,0.5,0.5,0.5,,,,,8,0.25,0.5,0.5,0.5,0.5,,,,,conv1 0/20 fc1 3/5');
    expect(await lines(1)).toEqual(whole);
  });

  test('statistics.csv has a line for every step and tensor', async () => {
    const lines = (await textOf(statisticsCsv(events()))).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 10 * 2);
    expect(lines[0]).toBe('step,phase,tensor,mean,std,min,max,l2,update_ratio,gradient_l2');
    expect(lines).toContain('1,pretrain,fc1.weight,0.1,0.2,-0.3,0.4,0.5,0.001,0.6');
  });

  test('a confusion matrix names true classes by line and predicted ones by column', () => {
    const matrix = [
      [2, 0],
      [1, 7],
    ];
    expect(confusionCsv(matrix, ['=cmd()', '-1'])).toBe("true \\ predicted,'=cmd(),-1\n'=cmd(),2,0\n-1,1,7\n");
    expect(confusionCsv(matrix, null)).toBe('true \\ predicted,0,1\n0,2,0\n1,1,7\n');
  });

  test('histograms.jsonl has a line for every step that has histograms', async () => {
    const lines = (await textOf(histogramsJsonl(events()))).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as { step: number }).map(({ step }) => step)).toEqual([4, 7, 10]);
    expect(lines[0]).toContain('"parameters":{"fc1.weight":{"counts":[1,2,3],"max":1,"min":-1}}');
  });
});

describe('usage', () => {
  test('is gzip of lines that can be given back as indices', async () => {
    const packed = await bytesOf(gzip(utf8(usageTsv(events(), 'finetune'))));
    const text = gunzipSync(packed).toString('utf8');
    expect(text).toBe('5\t5\t7\n6\t6\t2\n7\t7\t5\n');
    expect(parseIndices(text, 'finetune.tsv')).toMatchObject({ steps: Uint32Array.of(5, 6, 7), rows: Uint32Array.of(5, 7, 6, 2, 7, 5) });
  });

  test('an error while packing reaches the reader', async () => {
    async function* broken(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
      yield new Uint8Array(10);
      throw new RangeError('from below');
    }
    await expect(bytesOf(gzip(broken()))).rejects.toThrow('from below');
  });

  test('counts rows, uses and rows never used', () => {
    const usage = new RowUsage();
    usage.add([0, 5000, 0]);
    usage.add([7, 5000, 0]);
    expect(usage.summary(3)).toEqual({
      ...{ steps: 2, trainRows: 3, rowsUsed: 3, rowsNeverUsed: 0, usesPerRow: { min: 1, max: 3 }, uses: 6 },
      mostUsed: [
        { row: 0, uses: 3 },
        { row: 5000, uses: 2 },
        { row: 7, uses: 1 },
      ],
      rowsByUses: [1, 2, 3].map((uses) => ({ uses, rows: 1 })),
    });
    expect(usage.summary(10)).toMatchObject({ rowsUsed: 3, rowsNeverUsed: 7, usesPerRow: { min: 0, max: 3 } });
    expect(usage.summary(10).rowsByUses[0]).toEqual({ uses: 0, rows: 7 });
    expect(new RowUsage().summary(0)).toMatchObject({ rowsUsed: 0, usesPerRow: { min: 0, max: 0 }, mostUsed: [], rowsByUses: [] });
  });

  test('names ten rows and twenty numbers of uses at the most', () => {
    const usage = new RowUsage();
    for (let row = 0; row < 50; row++) usage.add(new Array(row + 1).fill(row));
    const { mostUsed, rowsByUses } = usage.summary(50);
    expect(mostUsed.map(({ row }) => row)).toEqual([49, 48, 47, 46, 45, 44, 43, 42, 41, 40]);
    expect(rowsByUses).toHaveLength(20);
  });
});
