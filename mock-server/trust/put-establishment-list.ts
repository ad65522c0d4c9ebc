import { createTranslate } from '../../messages/index.ts';
import { MockRorError } from '../mock-ror-error.ts';
import type { Establishment, Participant } from '../mock-ror.ts';
import { certificatesOfList } from './establishment-lists/certificates-of-list.ts';
import { listProblemText } from './establishment-lists/list-problem.ts';
import type { ListProblem } from './establishment-lists/list-problem.ts';
import { readEstablishmentList } from './establishment-lists/read-establishment-list.ts';
import type { EstablishmentList } from './establishment-lists/read-establishment-list.ts';
import type { ListForParticipant, TakenList } from './list-for-participant.ts';

const MAX_TOLD = 5;

const english = createTranslate('en');

/**
 * The participant with the establishments of a list in place of its own, and what was taken. A list with certificates, which only a
 * proprietary product sends, replaces its certificates too. Certificate files beside a list that came as bytes cannot be read: such a list
 * names subject DNs.
 * @throws MockRorError `mock.bad-list`: nothing of it is taken
 */
export async function withEstablishmentList(
  participant: Participant,
  request: ListForParticipant,
  known: readonly Establishment[],
): Promise<{ participant: Participant; taken: TakenList }> {
  const list = await readEstablishmentList(request.content);
  if (!list.ok) throw refused(list.problems);
  const certificates =
    list.form === 'proprietary' ? ownCertificates(participant, list) : sharedCertificate(participant, request, list);
  const finesses = list.rows.map(({ finess }) => finess);
  const held = new Set(known.map(({ finess }) => finess));
  const taken = {
    form: list.form,
    certificates: list.form === 'proprietary' ? certificates.length : 1,
    establishments: finesses.length,
    warnings: list.warnings.map((problem) => listProblemText(problem, english)),
    unknown: finesses.filter((finess) => !held.has(finess)),
  };
  return { participant: { ...participant, certificates }, taken };
}

type GoodList = Extract<EstablishmentList, { ok: true }>;

/** A client_id that a certificate had of its own stays with its name. */
function ownCertificates({ id, kind, certificates }: Participant, list: GoodList): Participant['certificates'] {
  if (kind !== 'proprietary') {
    throw bad(`participant ${id} is ${kind}: a list with certificates is that of a proprietary product`);
  }
  return certificatesOfList(list.rows).map((listed) => {
    const clientId = certificates.find(({ subjectDn }) => subjectDn === listed.subjectDn)?.clientId;
    return clientId === undefined ? listed : { ...listed, clientId };
  });
}

function sharedCertificate(
  { id, certificates }: Participant,
  { subjectDn }: ListForParticipant,
  list: GoodList,
): Participant['certificates'] {
  const of = subjectDn === undefined ? certificates : certificates.filter((listed) => listed.subjectDn === subjectDn);
  const [only, ...others] = of;
  if (only === undefined || others.length > 0) {
    const listed = certificates.map((one) => `"${one.subjectDn}"`).join(', ');
    const seen = subjectDn === undefined ? 'none' : `"${subjectDn}"`;
    throw bad(`participant ${id}: subjectDn names one of its certificates; expected one of ${listed}, seen ${seen}`);
  }
  const establishments = list.rows.map(({ finess }) => finess);
  return certificates.map((listed) => (listed === only ? { ...listed, establishments } : listed));
}

function refused(problems: readonly ListProblem[]): MockRorError {
  const errors = problems.filter(({ level }) => level === 'error');
  const told = errors.slice(0, MAX_TOLD).map((problem) => listProblemText(problem, english));
  const more = errors.length - told.length;
  return bad([...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; '));
}

function bad(because: string): MockRorError {
  return new MockRorError('mock.bad-list', because);
}
