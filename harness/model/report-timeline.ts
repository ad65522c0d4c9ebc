import type { ExchangeEntry, JournalEntry, RecordedBody, TlsFacts } from '../../journal/entry.ts';
import type { ReportExchange, TimelineItem } from './report.ts';

type ReportBody = ReportExchange['request']['body'];

/** Longest body that a report shows, in characters; the journal keeps the whole. */
export const MAX_REPORT_BODY = 65_536;

function shortened(content: string, form: ReportBody['form'], body: { bytes: number; sha256: string }): ReportBody {
  const truncated = content.length > MAX_REPORT_BODY;
  return { form, content: content.slice(0, MAX_REPORT_BODY), bytes: body.bytes, sha256: body.sha256, truncated };
}

function reportBody(body: RecordedBody): ReportBody {
  switch (body.form) {
    case 'none':
      return { form: 'none', content: '', bytes: 0, sha256: '', truncated: false };
    case 'text':
      return shortened(body.text, 'text', body);
    case 'bytes': {
      const shown = shortened(body.base64, 'bytes', body);
      return { ...shown, truncated: shown.truncated || body.truncated };
    }
    default:
      return shortened(`${body.type}/${body.id}/_history/${body.versionId}`, 'resource', body);
  }
}

function reportTls(tls: TlsFacts): ReportExchange['tls'] {
  const { version, cipher, resumed, serverName, verification } = tls;
  const peerSubjectDn = tls.peer?.subjectDn ?? null;
  return { version, cipher, resumed, serverName, peerSubjectDn, peerSha256: tls.peer?.sha256 ?? null, verification };
}

function lines(headers: ExchangeEntry['request']['headers']): [string, string][] {
  return headers.map(([name, value]) => [name, value]);
}

function reportExchange(entry: ExchangeEntry): ReportExchange {
  const { request, answer } = entry;
  return {
    kind: 'exchange',
    seq: entry.seq,
    at: entry.at,
    listener: entry.listener,
    tls: reportTls(entry.tls),
    request: {
      method: request.method,
      target: request.target,
      httpVersion: request.httpVersion,
      headers: lines(request.headers),
      body: reportBody(request.body),
    },
    answer: {
      status: answer.status,
      at: answer.at,
      headers: lines(answer.headers),
      body: reportBody(answer.body),
    },
    caller: { clientId: entry.caller.clientId, role: entry.caller.role },
    cause:
      entry.cause === null
        ? null
        : {
            code: entry.cause.code,
            requirement: entry.cause.requirement,
            expected: entry.cause.expected,
            seen: entry.cause.seen,
            where: entry.cause.where,
          },
    notices: entry.notices.map(({ requirement, where, seen, expected }) => ({ requirement, where, seen, expected })),
  };
}

function note(entry: JournalEntry): TimelineItem {
  const { kind, seq, at, ...detail } = entry;
  return { kind: 'note', seq, at, entry: kind, detail: JSON.stringify(detail) };
}

/** A journal entry as a report shows it; null for one that says nothing beside the others (an opened connection). */
export function timelineItem(entry: JournalEntry): TimelineItem | null {
  switch (entry.kind) {
    case 'exchange':
      return reportExchange(entry);
    case 'handshake-failure': {
      const { kind, seq, at, listener, code, cause } = entry;
      return { kind, seq, at, listener, code, cause, tls: reportTls(entry.tls) };
    }
    case 'stimulus': {
      const { kind, seq, at, stimulusId, driver, body } = entry;
      return { kind, seq, at, stimulusId, driver, body };
    }
    case 'connector-exit': {
      const { kind, seq, at, stimulusId, result, exitCode, signal, timedOut, durationMs } = entry;
      return { kind, seq, at, stimulusId, result, exitCode, signal, timedOut, durationMs };
    }
    case 'connection':
      return null;
    default:
      return note(entry);
  }
}
