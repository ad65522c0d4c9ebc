import { MockRorError } from '../mock-ror-error.ts';
import { faultSchema } from './fault-schema.ts';
import type { CallKind, CheckedFault, Fault } from './fault-schema.ts';

/** The fault with its defaults. @throws MockRorError `mock.bad-fault` */
export function checkFault(fault: Fault): CheckedFault {
  const read = faultSchema.safeParse(fault);
  if (read.success) return checkMeets(read.data);
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw new MockRorError('mock.bad-fault', `${where === '' ? 'fault' : where}: ${issue?.message ?? 'not a fault'}`);
}

/** A fault that can meet nothing is a slip, and would make a test pass for the wrong reason. */
function checkMeets(fault: CheckedFault): CheckedFault {
  const { action, participant, connection } = fault;
  const call = fault.operation === undefined ? fault.call : callOfOperation(fault);
  if (action.kind === 'server-certificate') {
    const narrowed = Object.entries({ participant, call, connection }).find(([, value]) => value !== undefined);
    if (narrowed !== undefined) throw bad(`${narrowed[0]}: a server certificate meets whoever connects`);
  }
  if (action.kind === 'token-ends-early') {
    if (call !== undefined && call !== 'token') throw bad(`call: ${call}; token-ends-early meets token calls`);
    return checkListener(fault, 'token');
  }
  return call === undefined || call === 'other' ? fault : checkListener(fault, call);
}

/** An operation is that of a capacity PATCH. */
function callOfOperation({ call = 'feed', operation }: CheckedFault): CallKind {
  if (call !== 'feed') throw bad(`operation: ${operation}; only feed calls have one, not ${call} calls`);
  return call;
}

function checkListener(fault: CheckedFault, call: Exclude<CallKind, 'other'>): CheckedFault {
  const expected = call === 'token' ? 'auth' : 'api';
  if (fault.listener === undefined || fault.listener === expected) return fault;
  throw bad(`listener: ${fault.listener}; a ${call} call comes to ${expected}`);
}

function bad(message: string): MockRorError {
  return new MockRorError('mock.bad-fault', message);
}
