import { describe, expect, test } from 'vitest';
import type { RunStatus } from '../../../src/core/transcript/events.ts';
import { croissant } from '../../../src/formats/standards/croissant.ts';
import { huggingFaceCard } from '../../../src/formats/standards/hugging-face.ts';
import { openLineage } from '../../../src/formats/standards/open-lineage.ts';
import { declaredRegression, declaredTable, undeclaredImages } from './phase-reports.ts';
import { brokenVariants, croissantFaults, openLineageFaults, requiredButMissing } from './validate.ts';

const reports = { declaredTable, undeclaredImages, declaredRegression };

describe('Croissant', () => {
  test.each(Object.entries(reports))('%s is as the schema says, and what is broken of it is not', (_, report) => {
    const document = croissant(report());
    expect(croissantFaults(document)).toEqual([]);
    const passing = brokenVariants(document).filter(([, broken]) => croissantFaults(broken).length === 0);
    expect(passing).toEqual([]);
  });

  test('says what is declared and found', () => {
    const document = croissant(declaredTable());
    expect(document).toMatchObject({
      name: 'Flowers',
      license: 'CC-BY-4.0',
      url: 'https://example.org/flowers',
      'prov:wasDerivedFrom': { '@id': 'https://example.org/flowers' },
      'rai:dataUseCases': ['training', 'research'],
      'rai:personalSensitiveInformation': ['Declared: personal data.', 'Names of gardeners.'],
      'rai:dataCollectionMissingData': '2 cells of 40 rows are missing (length: 2).',
      distribution: [{ contentUrl: 'a%20b.csv', contentSize: '1234 B', encodingFormat: 'text/csv', sha256: 'a'.repeat(64) }],
    });
    expect(JSON.stringify(document)).toContain(
      '{"@type":"cr:Field","@id":"rows/column-0/mean","value":20.5,"dataType":"ddi-stats:7975ed0"}',
    );
    expect(requiredButMissing(document)).toEqual(['creator', 'datePublished']);
  });

  test('tells no value of a column with personal data', () => {
    expect(JSON.stringify(croissant(declaredTable()))).not.toContain('secret');
  });

  test('leaves out what nobody declared', () => {
    const document = croissant(undeclaredImages());
    expect(requiredButMissing(document)).toEqual(['license', 'url', 'creator', 'datePublished']);
    expect(Object.keys(document).filter((key) => key.startsWith('prov:') || key === 'rai:dataUseCases')).toEqual([]);
    expect(document.name).toBe('idx-images.gz');
  });
});

describe('OpenLineage', () => {
  const event = (status: RunStatus = 'finished') =>
    openLineage({
      ...{ name: 'A run', runId: '5e0c8f5e-7d0e-4f4c-9a43-0c1d2e3f4a5b', startedAt: '2026-03-01T09:30:00.000Z', status, verdict: null },
      ...{ phases: [declaredTable(), undeclaredImages()], wallTimeMs: 61_000, version: '0.1.0' },
    });

  test.each<[RunStatus, string]>([
    ['finished', 'COMPLETE'],
    ['stopped', 'ABORT'],
    ['failed', 'FAIL'],
    ['refused', 'FAIL'],
    ['running', 'RUNNING'],
    ['paused', 'RUNNING'],
  ])('a run that is %s is an event of type %s', (status, eventType) => {
    expect(openLineageFaults(event(status))).toEqual([]);
    expect(event(status)).toMatchObject({ eventType, eventTime: '2026-03-01T09:31:01.000Z' });
  });

  test('has metrics and assertions of each dataset', () => {
    const json = JSON.parse(JSON.stringify(event()));
    const [{ inputFacets }, second] = json.inputs;
    expect(inputFacets.dataQualityMetrics).toMatchObject({
      rowCount: 40,
      bytes: 1234,
      columnMetrics: { length: { nullCount: 2, count: 38, min: 2, max: 39 } },
    });
    expect(inputFacets.dataQualityMetrics.columnMetrics.email).toEqual({ nullCount: 0, distinctCount: 1, count: 40 });
    expect(inputFacets.dataQualityAssertions.assertions).toContainEqual({
      ...{ assertion: 'missing-values', success: false, column: 'length', severity: 'warn', expected: '0', actual: '2' },
    });
    expect(second.inputFacets.dataQualityAssertions.assertions).toContainEqual({ assertion: 'ragged-rows', success: true });
  });

  test('broken, it does not pass', () => {
    const broken: ((document: Record<string, unknown>) => unknown)[] = [
      (document) => delete document.producer,
      (document) => delete document.job,
      (document) => Object.assign(document, { eventType: 'DONE' }),
      (document) => Object.assign(document, { eventTime: 'yesterday' }),
      (document) => Object.assign(document, { run: { runId: 'run-1' } }),
      (document) => Object.assign(document, { inputs: [{ namespace: 'x' }] }),
      (document) =>
        Object.assign(document, { inputs: [{ namespace: 'x', name: 'y', inputFacets: { dataQualityMetrics: { columnMetrics: {} } } }] }),
      (document) => Object.assign(document, { metrics: {} }),
    ];
    const faults = broken.map((change) => {
      const document = structuredClone(event()) as Record<string, unknown>;
      change(document);
      return openLineageFaults(document).length > 0;
    });
    expect(faults).toEqual(broken.map(() => true));
  });
});

describe('the dataset card', () => {
  test('has YAML that says the form of the data, and what is declared', () => {
    const card = huggingFaceCard(declaredTable());
    expect(card).toMatch(
      /^---\nlicense: cc-by-4.0\npretty_name: "Flowers"\nsize_categories:\n- "n<1K"\ntask_categories:\n- tabular-classification\n/,
    );
    expect(card).toContain('  - name: "length"\n    dtype: float32\n  - name: "colour"\n    dtype: string\n');
    expect(card).toContain('      class_label:\n        names:\n          "0": "no"\n          "1": "yes"\n');
    expect(card).toContain('- Licence: CC-BY-4.0');
    expect(card).not.toContain('secret');
  });

  test('names a licence of one’s own, and what nobody declared', () => {
    expect(huggingFaceCard(declaredRegression())).toContain('license: other\nlicense_name: "Contract 7"\n');
    const card = huggingFaceCard(undeclaredImages());
    expect(card).not.toMatch(/license/);
    expect(card).toContain('- Personal data: *not declared*');
    expect(card).toContain('- image-classification');
  });

  test('says of what was found why it was let stand', () => {
    const { audit, ...rest } = declaredTable();
    const findings = audit.findings.map((finding) =>
      finding.code === 'missing-values' ? { ...finding, waived: 'not *all* flowers' } : finding,
    );
    const lines = huggingFaceCard({ ...rest, audit: { ...audit, findings } }).split('\n');
    const stands = lines.filter((line) => line.includes('*Let stand:*'));
    expect(stands).toHaveLength(1);
    expect(stands[0]).toMatch(/^- \w+: Column “length” has no value in 2 of 40 rows .* \*Let stand:\* not \\\*all\\\* flowers$/);
  });

  test('lets no foreign name be markup', () => {
    const { audit, ...rest } = declaredTable();
    const hostile = {
      ...audit,
      source: { ...audit.source, files: [{ ...audit.source.files[0], name: '---\n<script>[x](javascript:1)' }] },
    };
    expect(huggingFaceCard({ ...rest, audit: hostile })).toContain('- --- \\<script\\>\\[x\\]\\(javascript:1\\): 1234 bytes');
  });
});
