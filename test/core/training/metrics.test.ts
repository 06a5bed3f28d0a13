import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryMetrics, classificationMetrics, metricsOf, regressionMetrics, rocAuc } from '../../../src/core/training/metrics.ts';

const floats = (...values: number[]) => Float32Array.from(values);

/** Logits that predict the given classes. */
const logitsFor = (predictions: readonly number[], classes: number) =>
  Float32Array.from({ length: predictions.length * classes }, (_, i) => (predictions[Math.floor(i / classes)] === i % classes ? 1 : 0));

describe('classificationMetrics', () => {
  // The example in scikit-learn's reference of precision_score, recall_score and f1_score with average='macro'.
  test('macro averages as scikit-learn', () => {
    const metrics = classificationMetrics(logitsFor([0, 2, 1, 0, 0, 1], 3), floats(0, 1, 2, 0, 1, 2));
    expect(metrics.precision).toBeCloseTo(2 / 9, 12);
    expect(metrics.recall).toBeCloseTo(1 / 3, 12);
    expect(metrics.f1).toBeCloseTo(4 / 15, 12);
    expect(metrics.accuracy).toBeCloseTo(1 / 3, 12);
    expect(metrics.confusion).toEqual([
      [2, 0, 0],
      [1, 0, 1],
      [0, 2, 0],
    ]);
    expect([metrics.rocAuc, metrics.mae, metrics.rmse, metrics.r2]).toEqual([null, null, null, null]);
  });

  // By hand: class 0 has 2 of 3 right and 2 of 2 predicted; class 1 is predicted once, wrongly, and never true; class 2 occurs nowhere.
  test('a share of nothing is 0, and a class that occurs nowhere is left out', () => {
    const metrics = classificationMetrics(logitsFor([0, 0, 1], 3), floats(0, 0, 0));
    expect(metrics.precision).toBeCloseTo((1 + 0) / 2, 12);
    expect(metrics.recall).toBeCloseTo((2 / 3 + 0) / 2, 12);
    expect(metrics.f1).toBeCloseTo((4 / 5 + 0) / 2, 12);
  });

  // torch.nn.functional.cross_entropy on the same logits in float64 (PyTorch 1.13).
  test('the loss is PyTorch’s', () => {
    const logits = floats(-1, -1, 0.5, 1, 0.5, -1.5, -0.5, 2, 0.5, 0, 0, 0, 1.5, 1.5, 1, -1, 1, 1.5);
    const { loss, accuracy } = classificationMetrics(logits, floats(0, 1, 2, 0, 1, 2));
    expect(loss).toBeCloseTo(1.206633254030568, 12);
    expect(accuracy).toBe(2 / 6);
  });

  test('large logits do not overflow', () => {
    expect(classificationMetrics(floats(1000, -1000), floats(1)).loss).toBe(2000);
  });

  test('two classes with two logits have a ROC AUC', () => {
    expect(classificationMetrics(floats(0, 0.1, 0, 0.4, 0, 0.35, 0, 0.8), floats(0, 0, 1, 1)).rocAuc).toBe(0.75);
  });
});

describe('binaryMetrics', () => {
  // torch.nn.functional.binary_cross_entropy_with_logits in float64; the shares by hand: predictions are 0, 1, 0, 1.
  test('one logit a row, threshold 0', () => {
    const metrics = binaryMetrics(floats(-1.5, 0.25, -0.5, 3), floats(0, 0, 1, 1));
    expect(metrics.loss).toBeCloseTo(0.5125042584038613, 12);
    expect(metrics).toMatchObject({ accuracy: 0.5, precision: 0.5, recall: 0.5, f1: 0.5, rocAuc: 0.75 });
    expect(metrics.confusion).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test('a logit of exactly 0 predicts class 0', () => {
    expect(binaryMetrics(floats(0), floats(0)).accuracy).toBe(1);
  });
});

describe('rocAuc', () => {
  // The example in scikit-learn's reference of roc_auc_score.
  test('as scikit-learn', () => expect(rocAuc(floats(0.1, 0.4, 0.35, 0.8), floats(0, 0, 1, 1))).toBe(0.75));

  test('all scores tied is ½', () => expect(rocAuc(floats(3, 3, 3, 3, 3), floats(0, 1, 0, 1, 1))).toBe(0.5));

  test('one class only has none', () => expect(rocAuc(floats(1, 2), floats(1, 1))).toBeNull());

  test('is the share of pairs in the right order, ties counting half', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const positives = pairs.filter(([, target]) => target === 1);
        const negatives = pairs.filter(([, target]) => target === 0);
        let wins = 0;
        for (const [a] of positives) for (const [b] of negatives) wins += a > b ? 1 : a === b ? 0.5 : 0;
        const expected = positives.length * negatives.length === 0 ? null : wins / (positives.length * negatives.length);
        const found = rocAuc(
          Float32Array.from(pairs, ([score]) => score),
          Float32Array.from(pairs, ([, target]) => target),
        );
        if (expected === null || found === null) expect(found).toBe(expected);
        else expect(found).toBeCloseTo(expected, 12);
      }),
    );
  });
});

describe('regressionMetrics', () => {
  // The example in scikit-learn's reference of mean_squared_error, mean_absolute_error and r2_score.
  test('as scikit-learn', () => {
    const metrics = regressionMetrics(floats(2.5, 0, 2, 8), floats(3, -0.5, 2, 7));
    expect(metrics.loss).toBe(0.375);
    expect(metrics.mae).toBe(0.5);
    expect(metrics.rmse).toBeCloseTo(0.6123724356957945, 15);
    expect(metrics.r2).toBeCloseTo(0.9486081370449679, 15);
    expect([metrics.accuracy, metrics.f1, metrics.confusion]).toEqual([null, null, null]);
  });

  test('R² of constant targets is 1 or 0, of one row none', () => {
    expect(regressionMetrics(floats(2, 2), floats(2, 2)).r2).toBe(1);
    expect(regressionMetrics(floats(2, 3), floats(2, 2)).r2).toBe(0);
    expect(regressionMetrics(floats(2), floats(2)).r2).toBeNull();
  });
});

describe('metricsOf', () => {
  test('follows the loss', () => {
    expect(metricsOf('cross-entropy', floats(1, 0, 0), floats(0)).confusion?.length).toBe(3);
    expect(metricsOf('binary-cross-entropy', floats(1), floats(1)).confusion?.length).toBe(2);
    expect(metricsOf('mean-squared-error', floats(1), floats(3)).loss).toBe(4);
  });
});
