import { MockRorError } from '../mock-ror-error.ts';
import { faultSchema } from './fault-schema.ts';
import type { CheckedFault, Fault } from './fault-schema.ts';

/** The fault with its defaults. @throws MockRorError `mock.bad-fault` */
export function checkFault(fault: Fault): CheckedFault {
  const read = faultSchema.safeParse(fault);
  if (read.success) return checkConnectionFault(read.data);
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw new MockRorError('mock.bad-fault', `${where === '' ? 'fault' : where}: ${issue?.message ?? 'not a fault'}`);
}

/** Who calls is not known yet when a server presents its certificate. */
function checkConnectionFault(fault: CheckedFault): CheckedFault {
  if (fault.action.kind !== 'server-certificate' || fault.participant === undefined) return fault;
  throw new MockRorError('mock.bad-fault', 'participant: a fault of the server certificate meets whoever connects');
}
