import type { RecordReader } from '../capacity/read-record.ts';
import type { GuideVersion } from '../capacity/types.ts';
import { finding, isJsonObject, show } from '../finding.ts';
import type { FeedBodyReading, FeedOperation, KernelFinding, RecordReading } from '../kernel.ts';
import { judgeOperation } from './judge-operation.ts';
import { readParts, type OperationParts } from './read-parts.ts';
import type { SelectorReader } from './read-selector.ts';

/** What a body is read with. */
export interface FeedReaders {
  readonly guide: GuideVersion;
  readonly readRecord: RecordReader;
  readonly readSelector: SelectorReader;
}

/** More operations than this are refused: every published body has one. */
const MOST_OPERATIONS = 50;

/**
 * Reads the parsed JSON of a feed PATCH by the ROR's grammar, which is not R4 Parameters: parts without a name,
 * valueString for the type (feed API §5.2). Forms that standard libraries produce are read with a notice (Q37).
 * Never throws, whatever is passed.
 */
export function readFeedBody(body: unknown, readers: FeedReaders): FeedBodyReading {
  const faults: KernelFinding[] = [];
  const notices: KernelFinding[] = [];
  const operations: FeedOperation[] = [];
  for (const { parameter, index } of openBody(body, faults)) {
    const where = `Parameters.parameter[${index}]`;
    const parts = readParts(parameter, where, { faults, notices });
    if (parts === null) continue;
    const operation = readOperation(parts, index, readers);
    judgeOperation(operation, { parts, where, guide: readers.guide }, { faults, notices });
    operations.push(operation);
  }
  if (operations.length > 1) {
    notices.push(
      finding('feed.several-operations', {
        where: 'Parameters.parameter',
        expected: '1',
        seen: String(operations.length),
      }),
    );
  }
  return { operations, faults, notices };
}

function openBody(body: unknown, faults: KernelFinding[]): readonly { parameter: unknown; index: number }[] {
  const resourceType = isJsonObject(body) ? body['resourceType'] : undefined;
  if (!isJsonObject(body) || resourceType !== 'Parameters') {
    faults.push(
      finding('feed.not-parameters', {
        where: 'resourceType',
        expected: 'Parameters',
        seen: isJsonObject(body) ? show(resourceType) : show(body),
      }),
    );
  }
  const parameters = isJsonObject(body) ? body['parameter'] : undefined;
  if (!Array.isArray(parameters) || parameters.length === 0) {
    faults.push(
      finding('feed.no-operation', {
        where: 'Parameters.parameter',
        expected: "[{name: 'operation', part: […]}]",
        seen: show(parameters),
      }),
    );
    return [];
  }
  if (parameters.length > MOST_OPERATIONS) {
    faults.push(
      finding('feed.too-many-operations', {
        where: 'Parameters.parameter',
        expected: `≤ ${MOST_OPERATIONS}`,
        seen: String(parameters.length),
      }),
    );
    return [];
  }
  return parameters.map((parameter: unknown, index) => ({ parameter, index }));
}

function readOperation(parts: OperationParts, index: number, readers: FeedReaders): FeedOperation {
  const { type, path } = parts;
  // A value on a delete changes nothing: it is said (judge-operation) and not read.
  const value = type === 'delete' || type === 'remove' ? null : parts.value;
  return {
    index,
    type,
    path,
    selector: readers.readSelector(path),
    extension: value?.extension ?? null,
    value: value === null ? null : readValue(value, readers),
  };
}

function readValue(value: NonNullable<OperationParts['value']>, readers: FeedReaders): RecordReading | null {
  return value.extension === null ? null : readers.readRecord(value.extension, value.where);
}
