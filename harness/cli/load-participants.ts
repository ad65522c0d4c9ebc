import type { X509Certificate } from 'node:crypto';
import { formatDn, parseDn } from '../../certs/dn.ts';
import type { Participant } from '../../mock-server/index.ts';
import { certificatesOfList, listProblemText, readEstablishmentList } from '../../mock-server/index.ts';
import type { EstablishmentList, ListForm } from '../../mock-server/index.ts';
import { readYaml } from '../model/yaml-document.ts';
import type { CliContext } from './command.ts';
import { subjectDnOfListed } from './listed-certificate.ts';
import { participantsFileSchema } from './participants-file.ts';
import type { WrittenCertificate, WrittenParticipant } from './participants-file.ts';
import { ParticipantsReading } from './participants-reading.ts';
import type { Place } from './participants-reading.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

/** A circle of trust that was read whole, with what is doubtful about it: one line each, file and position first. */
export interface LoadedParticipants {
  readonly participants: readonly Participant[];
  readonly warnings: readonly string[];
}

/** Whose certificates the mock will let in. */
export interface TrustedAuthorities {
  readonly testPki: readonly X509Certificate[];
  readonly given: readonly X509Certificate[];
}

type ListedCertificate = Participant['certificates'][number];

/**
 * The participants that a file declares, certificates and lists of establishments read: everything in it or nothing.
 * @param file absolute path
 * @throws CliError for a file that cannot be read or is wrong, with line and column; a list with its row and column too.
 */
export async function loadParticipants(
  file: string,
  authorities: TrustedAuthorities,
  { t }: Pick<CliContext, 't'>,
): Promise<LoadedParticipants> {
  const text = readInput(file, t);
  const read = readYaml(text, participantsFileSchema, file);
  if (!read.ok) throw problemsError(read.problems, t);
  const reading = new ParticipantsReading({ file, text, t, now: new Date(), ...authorities });
  const written = read.value.participants;
  tellRepeated(written, reading);
  const participants: Participant[] = [];
  for (const [index, one] of written.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- faults are told in the order of the file
    participants.push(await participantOf(one, ['participants', index], reading));
  }
  tellSameName(participants, reading);
  reading.refuseFaults();
  tellClaimedTwice(participants, reading);
  return { participants, warnings: reading.warnings };
}

function tellRepeated(written: readonly WrittenParticipant[], reading: ParticipantsReading): void {
  for (const key of ['id', 'clientId'] as const) {
    const seen = new Map<string, number>();
    for (const [index, one] of written.entries()) {
      const first = seen.get(one[key]);
      if (first === undefined) seen.set(one[key], index);
      else
        reading.fault(['participants', index, key], 'participants.twice', { key, value: one[key], first: first + 1 });
    }
  }
}

async function participantOf(
  written: WrittenParticipant,
  place: Place,
  reading: ParticipantsReading,
): Promise<Participant> {
  const { certificates, establishmentList, opening, clientSecretSha256: secret, ...plain } = written;
  if (plain.kind === 'regional-eai' && plain.region === '') reading.fault(place, 'participants.eai-region');
  if (secret !== undefined && plain.accessProfile !== 0) {
    reading.fault([...place, 'clientSecretSha256'], 'participants.secret-profile', { profile: plain.accessProfile });
  }
  const listed =
    establishmentList === undefined
      ? await ofCertificates(certificates, { written, place }, reading)
      : await ofProprietaryList(establishmentList, { written, place }, reading);
  const optional = {
    ...(opening === undefined ? {} : { opening }),
    ...(secret === undefined ? {} : { clientSecretSha256: secret }),
  };
  return { ...plain, certificates: listed, ...optional };
}

interface Where {
  readonly written: WrittenParticipant;
  readonly place: Place;
}

async function ofCertificates(
  certificates: WrittenParticipant['certificates'] = [],
  { written, place }: Where,
  reading: ParticipantsReading,
): Promise<ListedCertificate[]> {
  if (written.certificates === undefined && written.clientSecretSha256 === undefined) {
    reading.fault(place, 'participants.no-certificates');
  }
  if (written.kind !== 'proprietary' && certificates.length > 1) {
    reading.warn([...place, 'certificates'], 'participants.several-certificates', { kind: written.kind });
  }
  const listed: ListedCertificate[] = [];
  for (const [index, one] of certificates.entries()) {
    const at = [...place, 'certificates', index];
    if (one.clientId !== undefined && written.kind !== 'proprietary') {
      reading.fault([...at, 'clientId'], 'participants.own-client-id', { kind: written.kind });
    }
    // oxlint-disable-next-line no-await-in-loop -- faults are told in the order of the file
    listed.push(await ofCertificate(one, at, reading));
  }
  return listed;
}

async function ofCertificate(
  written: WrittenCertificate,
  place: Place,
  reading: ParticipantsReading,
): Promise<ListedCertificate> {
  const subjectDn = await subjectDnOfListed(written, place, reading);
  const establishments = await establishmentsOf(written, place, reading);
  const { clientId } = written;
  return { subjectDn: subjectDn ?? '', establishments, ...(clientId === undefined ? {} : { clientId }) };
}

async function establishmentsOf(
  { establishments, establishmentList }: WrittenCertificate,
  place: Place,
  reading: ParticipantsReading,
): Promise<readonly string[]> {
  if (establishmentList === undefined) {
    const given = establishments ?? [];
    const twice = given.findIndex((finess, index) => given.indexOf(finess) !== index);
    const at = [...place, 'establishments', twice];
    if (twice !== -1) reading.fault(at, 'participants.establishment-twice', { finess: given[twice] ?? '' });
    return given;
  }
  if (establishments !== undefined) reading.fault(place, 'participants.list-or-establishments');
  const list = await readList(establishmentList, { form: 'shared-certificate', place }, reading);
  return list?.rows.map(({ finess }) => finess) ?? [];
}

async function ofProprietaryList(
  file: string,
  { written, place }: Where,
  reading: ParticipantsReading,
): Promise<readonly ListedCertificate[]> {
  if (written.certificates !== undefined) reading.fault(place, 'participants.list-or-certificates');
  if (written.kind !== 'proprietary') {
    reading.fault([...place, 'establishmentList'], 'participants.list-kind', { kind: written.kind });
    return [];
  }
  const list = await readList(file, { form: 'proprietary', place }, reading);
  return list === null ? [] : certificatesOfList(list.rows);
}

type GoodList = Extract<EstablishmentList, { ok: true }>;

async function readList(
  file: string,
  { form, place }: { form: ListForm; place: Place },
  reading: ParticipantsReading,
): Promise<GoodList | null> {
  const { t, now } = reading;
  const list = await readEstablishmentList(reading.resolve(file), { form, now });
  const at = [...place, 'establishmentList'];
  for (const problem of list.ok ? list.warnings : list.problems) {
    const values = { file, problem: listProblemText(problem, t) };
    if (problem.level === 'error') reading.fault(at, 'participants.list-problem', values);
    else reading.warn(at, 'participants.list-problem', values);
  }
  return list.ok ? list : null;
}

/** The same name twice for one participant is a fault; for a supplier and a consumer it is fine in the sandbox only (Q34). */
function tellSameName(participants: readonly Participant[], reading: ParticipantsReading): void {
  const first = new Map<string, { id: string; role: Participant['role'] }>();
  for (const [index, { id, role, certificates }] of participants.entries()) {
    for (const [at, { subjectDn }] of certificates.entries()) {
      const name = subjectDn === '' ? '' : formatDn(parseDn(subjectDn));
      const place = ['participants', index, 'certificates', at];
      const holder = first.get(name);
      if (name === '') continue; // told already
      if (holder === undefined) first.set(name, { id, role });
      else if (holder.id === id) reading.fault(place, 'participants.same-name-twice', { subjectDn });
      else if (holder.role !== role) reading.warn(place, 'participants.same-name', { holder: holder.id, id });
    }
  }
}

/** Legitimate while one product takes over from another; more often a line that was forgotten. */
function tellClaimedTwice(participants: readonly Participant[], reading: ParticipantsReading): void {
  const first = new Map<string, string>();
  for (const [index, { id, role, certificates }] of participants.entries()) {
    if (role !== 'supplier') continue;
    for (const { subjectDn, establishments } of certificates) {
      for (const finess of establishments) {
        const holder = first.get(finess);
        if (holder === undefined) first.set(finess, `${id} (${subjectDn})`);
        else reading.warn(['participants', index], 'participants.claimed-twice', { finess, id, holder });
      }
    }
  }
}
