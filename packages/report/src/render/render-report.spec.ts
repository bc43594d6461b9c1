import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ReportChunk, ReportData } from '../report-data.js';
import { hostileRecord, sampleRecord } from '../testing/sample-record.js';
import { renderWith } from './render-report.js';
import { SLOTS } from './template.js';

const TEMPLATE = `<head>${SLOTS.head}</head><main>${SLOTS.fallback}</main>${SLOTS.data}<p>end</p>`;

function block(page: string, id: string): unknown {
  const base64 = new RegExp(`id="${id}">([A-Za-z0-9+/=]*)</script>`).exec(page)?.[1] ?? '';
  return JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString());
}

describe('the page of a run', () => {
  const record = sampleRecord();
  const page = renderWith(TEMPLATE, record);

  it('tells the result in title, icon and fallback', () => {
    expect(page).toContain('<title>✗ 1 test failed, 1 file missing · project</title>');
    expect(page).toContain('href="data:image/svg+xml,%3Csvg');
    expect(page).toContain('<li>b.py::test_sum: assert 1 == 2</li>');
    expect(page).toContain('<li>c.py: missing</li>');
    expect(page.endsWith('<p>end</p>')).toBe(true);
  });

  it('has the record without its texts, and the texts apart', () => {
    const data = block(page, 'report-data') as ReportData;
    expect(data.record.counts).toEqual(record.counts);
    expect(data.chunkOfFile).toEqual([-1, 0, -1, -1]);
    const failed = data.record.files[1]?.attempts[0];
    expect(failed?.tests[0]).toMatchObject({ message: 'assert 1 == 2' });
    expect(JSON.stringify(failed)).not.toContain('said');
    expect(JSON.stringify(failed)).not.toContain('all that was written');
    const [first] = block(page, 'report-chunk-0') as ReportChunk;
    expect(first).toEqual([1, record.files[1]]);
  });

  it('compares with an earlier run', () => {
    const earlier = { ...record, files: record.files.filter(({ path }) => path !== 'b.py') };
    const data = block(renderWith(TEMPLATE, record, { earlier }), 'report-data') as ReportData;
    expect(data.comparison?.newlyFailing).toEqual([{ file: 'b.py', test: 'b.py::test_sum' }]);
  });

  it('takes no markup from names, messages or output', () => {
    const hostile = renderWith(TEMPLATE, hostileRecord());
    const tags = [...hostile.matchAll(/<[a-z!/][^>]*>/gi)].map(([tag]) => tag);
    const known =
      /^<(\/?(head|main|title|h1|p|ul|li|script)>|link rel="icon" href="data:[^"<]*">|script type="text\/plain" id="[\w-]+">)$/;
    expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
    expect((block(hostile, 'report-data') as ReportData).record.files).toHaveLength(
      hostileRecord().files.length,
    );
  });
});
