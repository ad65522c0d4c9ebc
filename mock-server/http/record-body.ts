import { hash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import type { RecordedBody } from '../../journal/entry.ts';
import { redactForm } from '../../journal/redact.ts';
import type { AnswerBody } from './exchange.ts';
import type { ReadBody } from './read-body.ts';

/** A request body as the journal keeps it. `isForm`: secrets of a form (token requests) become thumbprints. */
export function recordRequestBody(body: ReadBody, isForm: boolean): RecordedBody {
  const { kept, bytes, sha256 } = body;
  if (bytes === 0) return { form: 'none' };
  const isWhole = !body.isTooLarge && !body.isAborted;
  if (isForm && isUtf8(kept)) return { form: 'text', text: redactForm(kept.toString('utf8')), bytes, sha256 };
  if (isWhole && isUtf8(kept)) return { form: 'text', text: kept.toString('utf8'), bytes, sha256 };
  // A form that is no text could hide a secret anywhere: only its fingerprint is kept.
  const base64 = isForm ? '' : kept.toString('base64');
  return { form: 'bytes', base64, bytes, sha256, truncated: isForm || !isWhole };
}

/** An answer's body as the journal keeps it; `text` is what travels, `bytes` counts it on the wire. A resource is a reference. */
export function recordAnswerBody(body: AnswerBody, text: string): RecordedBody {
  if (body.kind === 'none' || text === '') return { form: 'none' };
  const bytes = Buffer.byteLength(text, 'utf8');
  const sha256 = hash('sha256', text, 'hex');
  if (body.kind === 'text') return { form: 'text', text: body.journalText ?? body.text, bytes, sha256 };
  const { type, id, versionId } = body;
  return { form: 'resource', type, id, versionId, bytes, sha256 };
}
