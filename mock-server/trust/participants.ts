import { DnError, formatDn, parseDn } from '../../certs/dn.ts';
import { MockRorError } from '../mock-ror-error.ts';
import type { Participant } from '../mock-ror.ts';
import { clientsOf } from './client-ids.ts';
import type { ProprietaryClients } from './client-ids.ts';

/** The members of the circle of trust, in the order in which they were added. */
export interface Participants {
  list(): readonly Participant[];
  /** The participant that has this client_id now, with the certificates that go with it. */
  byClientId(clientId: string): Participant | undefined;
  /** Every client_id that there is now. */
  clientIds(): readonly string[];
  /** Adds, or replaces the one with the same `id`. @throws MockRorError `mock.bad-participant` */
  put(participant: Participant): void;
  /** Takes the participant with this id away. @throws MockRorError `mock.unknown-participant` */
  remove(id: string): void;
  /** These members in place of all; all or nothing. @throws MockRorError `mock.bad-participant` */
  replaceAll(wanted: readonly Participant[]): void;
  /** Back to the participants of the start. */
  reset(): void;
  /** The participants to which `reset` goes back. */
  start(): readonly Participant[];
  /** Takes these as the participants of the start, and goes there. @throws MockRorError `mock.bad-participant`: nothing is changed then */
  startWith(wanted: readonly Participant[]): void;
  /** Counts changes: what was derived from the participants is good while it stays the same. */
  revision(): number;
}

/**
 * The circle of trust with these members; `form` is the present value of the setting `proprietaryClients`.
 * @throws MockRorError `mock.bad-participant`
 */
export function createParticipants(
  initial: readonly Participant[],
  form: () => ProprietaryClients = () => 'one-client',
): Participants {
  let start = initial;
  let members = new Map<string, Participant>();
  let revision = 0;
  const clients = rememberClients(
    () => [...members.values()],
    () => ({ revision, form: form() }),
  );
  const put = (participant: Participant): void => {
    check(participant, [...members.values()]);
    members.set(participant.id, participant);
    revision += 1;
  };
  const remove = (id: string): void => {
    if (!members.delete(id)) throw unknownParticipant(id, members.keys());
    revision += 1;
  };
  const replaceAll = (wanted: readonly Participant[]): void => {
    const before = members;
    members = new Map();
    try {
      for (const participant of wanted) put(participant);
    } catch (error) {
      members = before;
      throw error;
    }
    revision += 1;
  };
  replaceAll(initial);
  return {
    list: () => [...members.values()],
    byClientId: (clientId) => clients().get(clientId),
    clientIds: () => [...clients().keys()],
    put,
    remove,
    replaceAll,
    reset: () => replaceAll(start),
    start: () => start,
    startWith: (wanted) => {
      replaceAll(wanted);
      start = wanted;
    },
    revision: () => revision,
  };
}

/** The clients by client_id, made again when a participant or the setting changed. */
function rememberClients(
  members: () => readonly Participant[],
  state: () => { readonly revision: number; readonly form: ProprietaryClients },
): () => ReadonlyMap<string, Participant> {
  let of = { revision: -1, form: 'one-client' };
  let clients: ReadonlyMap<string, Participant> = new Map();
  return () => {
    const now = state();
    if (now.revision !== of.revision || now.form !== of.form) {
      of = now;
      const all = members().flatMap((member) => clientsOf(member, now.form));
      clients = new Map(all.map((client) => [client.clientId, client]));
    }
    return clients;
  };
}

function check(participant: Participant, members: readonly Participant[]): void {
  checkClientIds(participant, members);
  const { opening, clientSecretSha256, accessProfile } = participant;
  if (clientSecretSha256 !== undefined && accessProfile !== 0)
    throw bad(participant, `only access profile 0 may have a client secret; this one is ${accessProfile}`);
  if (clientSecretSha256 !== undefined && !/^[0-9a-f]{64}$/.test(clientSecretSha256))
    throw bad(participant, 'clientSecretSha256 is no SHA-256 in lower-case hexadecimal');
  if (opening !== undefined && Number.isNaN(Date.parse(opening)))
    throw bad(participant, `opening ${opening} is no date`);
  for (const { subjectDn, establishments } of participant.certificates) {
    checkDn(participant, subjectDn);
    const twice = establishments.find((finess, index) => establishments.indexOf(finess) !== index);
    if (twice !== undefined) throw bad(participant, `establishment ${twice} stands twice under ${subjectDn}`);
  }
  checkDistinct(participant);
}

/** The first line of a name would count, and the establishments of the other be lost without a word. */
function checkDistinct(participant: Participant): void {
  const names = new Set<string>();
  for (const { subjectDn } of participant.certificates) {
    const name = formatDn(parseDn(subjectDn));
    if (names.has(name)) throw bad(participant, `the subject DN ${subjectDn} stands twice`);
    names.add(name);
  }
}

/** Under either value of the setting, a client_id is that of one client: the setting can be changed at any time. */
function checkClientIds(participant: Participant, members: readonly Participant[]): void {
  const { id, kind, certificates } = participant;
  if (kind !== 'proprietary' && certificates.some(({ clientId }) => clientId !== undefined)) {
    throw bad(
      participant,
      `only a certificate of a proprietary participant has a client_id of its own; this one is ${kind}`,
    );
  }
  const own = clientsOf(participant, 'client-per-certificate').map(({ clientId }) => clientId);
  const twice = own.find((clientId, index) => own.indexOf(clientId) !== index);
  if (twice !== undefined) throw bad(participant, `two of its certificates have the client_id ${twice}`);
  const wanted = new Set([participant.clientId, ...own]);
  for (const other of members.filter((member) => member.id !== id)) {
    const taken = [other, ...clientsOf(other, 'client-per-certificate')].find(({ clientId }) => wanted.has(clientId));
    if (taken !== undefined) throw bad(participant, `client_id ${taken.clientId} belongs to ${other.id}`);
  }
}

/** The slash form, an unescaped comma or an empty value would never match: refused here, where it can be mended. */
function checkDn(participant: Participant, subjectDn: string): void {
  try {
    parseDn(subjectDn);
  } catch (error) {
    if (error instanceof DnError) throw bad(participant, `"${subjectDn}" is no subject DN: ${error.message}`);
    throw error;
  }
}

/** What is said of an id that no participant has. */
export function unknownParticipant(id: string, known: Iterable<string>): MockRorError {
  return new MockRorError('mock.unknown-participant', `participant ${id}: expected ${[...known].join(' | ')}`);
}

function bad(participant: Participant, because: string): MockRorError {
  return new MockRorError('mock.bad-participant', `participant ${participant.id}: ${because}`);
}
