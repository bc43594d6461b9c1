import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { hostileRecord, sampleRecord } from '../testing/sample-record.js';
import { timelinePicture } from './timeline-picture.js';

describe('the picture of a timeline', () => {
  const picture = timelinePicture(sampleRecord());

  it('tells the result, and has a bar per attempt and a line per change of the tree', () => {
    expect(picture).toContain('<title>1 test failed, 1 file missing: project');
    expect(picture).toContain('<title>b.py: failed, 1.50s</title>');
    expect(picture.match(/<rect class="(good|bad)"/g)).toHaveLength(4);
    expect(picture).toContain('<title>c.py vanished</title></line>');
  });

  it('is well formed and loads nothing, whatever the names are', () => {
    const hostile = timelinePicture(hostileRecord());
    expect(XMLValidator.validate(hostile)).toBe(true);
    expect(Object.keys(new XMLParser().parse(hostile) as object)).toEqual(['svg']);
    expect(hostile).not.toMatch(/<script|<image|<foreignObject|href=/);
  });
});
