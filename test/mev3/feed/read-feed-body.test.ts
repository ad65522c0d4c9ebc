import { describe, expect, it } from 'vitest';
import { recordExtension } from '../../../mev3/capacity/record-extension.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { MOCK_MADE_MARK } from '../../../mev3/feed/mock-made-texts.ts';
import { addBody, body, COLLECTION, deleteBody, operation, pathOf, record, replaceBody } from '../bodies.ts';

const kernel = createKernel();
const older = createKernel({ guide: '0.6.0' });
const extension = recordExtension(record());
const value = { name: 'value', part: [{ extension: [extension] }] };
const type = { name: 'type', valueString: 'add' };
const path = { name: 'path', valueString: COLLECTION };
const withParts = (...part: readonly unknown[]) => body({ name: 'operation', part });

describe('a correct body', () => {
  it.each([
    ['add', addBody(record())],
    ['replace', replaceBody(record(), record({ nbCapacity: 0 }))],
    ['delete', deleteBody(record())],
  ])('of %s is read without a remark', (name, sent) => {
    const reading = kernel.readFeedBody(sent);
    expect(reading).toMatchObject({ faults: [], notices: [], operations: [{ index: 0, type: name }] });
    const [read] = reading.operations;
    expect(read?.value?.record ?? null).toEqual(name === 'delete' ? null : read?.value?.record);
    expect(read?.value === null).toBe(name === 'delete');
    expect(kernel.formIssues(reading)).toEqual([]);
  });
});

describe('a body whose form is wrong', () => {
  it.each([
    ['no object', null, ['feed.not-parameters', 'feed.no-operation']],
    ['a text', 'x', ['feed.not-parameters', 'feed.no-operation']],
    ['a list', [addBody(record())], ['feed.not-parameters', 'feed.no-operation']],
    ['another resource', { resourceType: 'Location' }, ['feed.not-parameters', 'feed.no-operation']],
    ['no resourceType', { parameter: [operation('add', COLLECTION, extension)] }, ['feed.not-parameters']],
    ['no parameter', { resourceType: 'Parameters' }, ['feed.no-operation']],
    ['an empty list', body(), ['feed.no-operation']],
    [
      'fifty-one operations',
      body(...Array.from({ length: 51 }, () => operation('add', COLLECTION, extension))),
      ['feed.too-many-operations'],
    ],
    ['null as operation', body(null), ['feed.not-an-operation']],
    ['another name', body({ name: 'op', part: [type, path, value] }), ['feed.not-an-operation']],
    ['no parts', body({ name: 'operation' }), ['feed.not-an-operation']],
    ['no type', withParts(path, value), ['feed.missing-type']],
    ['a type that is no text', withParts({ name: 'type', valueInteger: 1 }, path, value), ['feed.missing-type']],
    ['no path', withParts(type, value), ['feed.missing-path']],
    ['no value on add', withParts(type, path), ['feed.missing-value']],
    ['the type twice', withParts(type, type, path, value), ['feed.repeated-part']],
    ['a name part', withParts(type, path, { name: 'name', valueString: 'extension' }, value), ['feed.unknown-part']],
    ['null as part', withParts(type, path, value, null), ['feed.unknown-part']],
    ['insert', withParts({ name: 'type', valueString: 'insert' }, path, value), ['feed.unknown-type']],
    ['move', withParts({ name: 'type', valueString: 'move' }, path, value), ['feed.unknown-type']],
    ['remove', body(operation('remove', pathOf(record()))), ['feed.remove-type']],
    ['Replace', withParts({ name: 'type', valueString: 'Replace' }, path, value), ['feed.unknown-type']],
    ['a value without part', withParts(type, path, { name: 'value', valueInteger: 1 }), ['feed.value-form']],
    [
      'the extension directly in the value',
      withParts(type, path, { name: 'value', extension: [extension] }),
      ['feed.value-form'],
    ],
    [
      'two extensions',
      withParts(type, path, { name: 'value', part: [{ extension: [extension, extension] }] }),
      ['feed.value-form'],
    ],
    [
      'two parts in the value',
      withParts(type, path, { name: 'value', part: [{ extension: [extension] }, { extension: [extension] }] }),
      ['feed.value-form'],
    ],
    [
      'criteria on add',
      withParts(type, { name: 'path', valueString: pathOf(record()) }, value),
      ['feed.path-add-with-criteria'],
    ],
    [
      'an unknown criterion',
      body(operation('delete', pathOf(record()).replace('ssignement', 'ssignment'))),
      ['feed.path-unknown-criterion'],
    ],
    ['a long path', body(operation('delete', ' '.repeat(2001))), ['feed.path-too-long']],
    ['a deep path', body(operation('delete', '('.repeat(100))), ['feed.path-too-deep']],
  ])('is refused: %s', (_name, sent, codes) => {
    const reading = kernel.readFeedBody(sent);
    expect(reading.faults.map(({ code }) => code)).toEqual(codes);
    const refusals = kernel.formIssues(reading);
    expect(refusals.map(({ finding }) => finding.code)).toEqual(codes);
    for (const { issue, finding } of refusals) {
      expect(issue.severity).toBe('error');
      expect(issue.diagnostics.startsWith(MOCK_MADE_MARK)).toBe(true);
      expect(issue.diagnostics).not.toMatch(/undefined|\{\w+\}/);
      expect(issue.expression).toEqual([finding.where]);
    }
  });

  it('says the operation that was likely meant', () => {
    const [fault] = kernel.readFeedBody(body(operation('Replace', pathOf(record()), extension))).faults;
    expect(fault).toMatchObject({ near: 'replace' });
  });

  it('names every fault of a body that has several', () => {
    const sent = withParts({ name: 'type', valueString: 'insert' }, { name: 'path', valueString: 'Location' }, null);
    expect(kernel.readFeedBody(sent).faults.map(({ code }) => code)).toEqual([
      'feed.unknown-part',
      'feed.unknown-type',
      'feed.path-not-capacity',
    ]);
  });
});

describe('a body that a standard library made (Q37)', () => {
  it.each([
    ['valueCode as type', withParts({ name: 'type', valueCode: 'add' }, path, value), 'feed.not-value-string'],
    [
      'a name in the value',
      withParts(type, path, { name: 'value', part: [{ name: 'extension', extension: [extension] }] }),
      'feed.value-part-named',
    ],
    [
      'double quotes',
      withParts(
        { name: 'type', valueString: 'delete' },
        { name: 'path', valueString: pathOf(record()).replaceAll("'", '"') },
      ),
      'feed.path-double-quotes',
    ],
    [
      'a value on delete',
      withParts({ name: 'type', valueString: 'delete' }, { name: 'path', valueString: pathOf(record()) }, value),
      'feed.value-on-delete',
    ],
    [
      'several operations',
      body(operation('add', COLLECTION, extension), operation('delete', pathOf(record()))),
      'feed.several-operations',
    ],
    [
      'another indicator in the value',
      replaceBody(record(), record({ genderCapacityAvailable: '02' })),
      'feed.path-other-indicator',
    ],
  ])('is read with a notice: %s', (_name, sent, code) => {
    const reading = kernel.readFeedBody(sent);
    expect(reading.notices.map((notice) => notice.code)).toEqual([code]);
    expect(kernel.formIssues(reading)).toEqual([]);
  });
});

describe('the form rules and the business rules', () => {
  it('leave a code outside its value set to a, b and c', () => {
    const key = { ...record(), genderCapacityAvailable: '03', crisisType: '99' };
    const reading = kernel.readFeedBody(replaceBody(key, { ...key, capacityType: '77' }));
    expect(reading.operations[0]?.value?.findings.map(({ code }) => code)).toEqual([
      'capacity.unknown-code',
      'capacity.retired-code',
      'capacity.unknown-code',
    ]);
    expect(kernel.formIssues(reading)).toEqual([]);
  });

  it('refuse an unknown source and a wrong system by the form', () => {
    const sent = addBody(record({ capacitySourceType: '9' }));
    expect(kernel.formIssues(kernel.readFeedBody(sent)).map(({ issue }) => issue.code)).toEqual(['business-rule']);
  });
});

describe('guide 0.6.0', () => {
  it('wrote remove, and knew no comment', () => {
    const removal = older.readFeedBody(body(operation('remove', pathOf(record()))));
    expect(removal).toMatchObject({ faults: [], operations: [{ type: 'remove', value: null }] });
    const commented = older.readFeedBody(addBody(record({ comment: 'x' })));
    expect(older.formIssues(commented).map(({ finding }) => finding.code)).toEqual(['capacity.unknown-sub-extension']);
    expect(kernel.formIssues(kernel.readFeedBody(addBody(record({ comment: 'x' }))))).toEqual([]);
  });
});
