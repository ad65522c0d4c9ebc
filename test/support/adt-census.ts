import Parser from 'simple-hl7/lib/hl7/parser.js';

/** Rooms as the reader of the messages knows them. */
export interface KnownRooms {
  readonly from: number;
  readonly to: number;
  readonly beds: number;
  readonly sex: 'F' | 'M' | null;
}

interface Moved {
  readonly id: string;
  readonly event: string;
  /** `unit^room^bed^…`; null when the patient has left. */
  readonly place: string | null;
}

/** What a message says, as read. */
interface Said {
  readonly event: string;
  readonly stay: string;
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly sex: string;
  readonly action: string;
  readonly original: string;
  readonly end: string;
  readonly account: string;
}

/** A message with what was known of the stay before it. */
interface Known extends Said {
  readonly last: Moved | undefined;
  readonly place: string | null;
  readonly knownSex: string;
}

const CANCELS: Readonly<Record<string, string>> = { A11: 'A01', A12: 'A02', A13: 'A03' };

/** What is wrong with a message, each with the case in which it is. */
const RULES: readonly (readonly [string, (said: Known) => boolean])[] = [
  ['PID-18 is another stay', ({ account, stay }) => account !== stay],
  ['ZBE-3 is forbidden', ({ end }) => end !== ''],
  ['ZBE-4', ({ event, action }) => action !== (event in CANCELS ? 'CANCEL' : 'INSERT')],
  ['ZBE-6', ({ event, original }) => original !== (CANCELS[event] ?? '')],
  ['another sex than before', ({ sex, knownSex }) => sex !== knownSex],
];

const INSERT_RULES: typeof RULES = [
  ['of a patient who is already known', ({ event, last }) => event === 'A01' && last !== undefined],
  ['of a patient who is not there', ({ event, place }) => event !== 'A01' && place === null],
  ['of a patient on leave', ({ event, last }) => last?.event === 'A21' && event !== 'A22'],
  ['a return without leave', ({ event, last }) => event === 'A22' && last?.event !== 'A21'],
  ['of an out-patient', ({ event, last }) => last?.event === 'A07' && event !== 'A06'],
  ['of no out-patient', ({ event, last }) => event === 'A06' && last?.event !== 'A07'],
  ['PV1-6 is not where the patient was', ({ from, place }) => from !== '' && from !== place],
  ['PV1-6 is missing', ({ event, from }) => ['A02', 'A06', 'A07'].includes(event) && from === ''],
  ['PV1-3 is another bed', ({ event, at, place }) => ['A03', 'A21', 'A22'].includes(event) && at !== place],
];

const CANCEL_RULES: typeof RULES = [
  ['cancels another movement than the last', ({ last, id }) => last?.id !== id],
  ['cancels another event', ({ event, last }) => last?.event !== CANCELS[event]],
];

/**
 * Reads ADT messages as a careful product would, with a parser of its own, and says what is not legal in them. It shares
 * nothing with the hospital that wrote them.
 */
export class AdtReader {
  readonly problems: string[] = [];
  readonly #stays = new Map<string, { sex: string; moved: Moved[] }>();
  readonly #ids = new Set<string>();

  /** Takes one message. */
  read(text: string): void {
    const said = readMessage(text);
    const { event, stay: number, sex } = said;
    const stay = this.#stays.get(number) ?? { sex, moved: [] };
    this.#stays.set(number, stay);
    const last = stay.moved.at(-1);
    const known: Known = { ...said, last, place: last?.place ?? null, knownSex: stay.sex };
    const rules = [...RULES, ...(event in CANCELS ? CANCEL_RULES : INSERT_RULES)];
    for (const [problem, isBroken] of rules) if (isBroken(known)) this.#say(said, problem);
    if (event in CANCELS) this.#takeBack(said, stay.moved);
    else this.#add(said, stay.moved);
    this.#checkBeds(said);
  }

  /** The figures of a unit by the rules of the ROR. */
  census(unit: string, rooms: readonly KnownRooms[]): Record<string, number> {
    const held = this.#holders().filter(({ place }) => place.startsWith(`${unit}^`));
    const counts = { 'available-women': 0, 'available-men': 0, 'available-any': 0, occupied: 0, reserved: 0 };
    for (const { from, to, beds, sex } of rooms) {
      for (let room = from; room <= to; room++) {
        const here = held.filter(({ place }) => place.split('^')[1] === String(room));
        const whose = sex ?? here[0]?.sex ?? null;
        const kind = whose === null ? 'available-any' : whose === 'F' ? 'available-women' : 'available-men';
        counts[kind] += beds - here.length;
        counts.reserved += here.filter(({ isOnLeave }) => isOnLeave).length;
        counts.occupied += here.filter(({ isOnLeave }) => !isOnLeave).length;
      }
    }
    return counts;
  }

  #add({ event, id, at, ...said }: Said, moved: Moved[]): void {
    if (this.#ids.has(id)) this.#say({ ...said, event, id, at }, 'a number of a movement that was used');
    this.#ids.add(id);
    moved.push({ id, event, place: event === 'A03' ? null : at });
  }

  #takeBack(said: Said, moved: Moved[]): void {
    const cancelled = moved.pop();
    const back = moved.at(-1)?.place ?? cancelled?.place ?? null;
    if (said.at !== back) this.#say(said, `PV1-3 ${said.at}, but ${back} stands again`);
  }

  #say({ event, id }: Said, problem: string): void {
    this.problems.push(`${event} ${id}: ${problem}`);
  }

  #holders(): { place: string; sex: string; isOnLeave: boolean }[] {
    return [...this.#stays.values()].flatMap(({ sex, moved }) => {
      const last = moved.at(-1);
      const hasBed = last?.place?.split('^')[2] !== '';
      return last === undefined || last.place === null || !hasBed
        ? []
        : [{ place: last.place, sex, isOnLeave: last.event === 'A21' }];
    });
  }

  /** Nobody shares a bed, no woman a room with a man. */
  #checkBeds(said: Said): void {
    const places = this.#holders();
    if (new Set(places.map(({ place }) => place)).size < places.length) this.#say(said, 'two patients in one bed');
    const sexes = new Map<string, Set<string>>();
    for (const { place, sex } of places) {
      const room = place.split('^').slice(0, 2).join('^');
      sexes.set(room, (sexes.get(room) ?? new Set()).add(sex));
    }
    if ([...sexes.values()].some(({ size }) => size > 1)) this.#say(said, 'women and men in one room');
  }
}

/** A component of a field. */
function first(value: string, index = 0): string {
  return value.split('^')[index] ?? '';
}

function readMessage(text: string): Said {
  const message = new Parser({ segmentSeperator: '\r' }).parse(text);
  const field = (segment: string, index: number): string => message.getSegment(segment)?.getField(index) ?? '';
  return {
    event: first(text.split('|')[8] ?? '', 1),
    stay: first(field('PV1', 19)),
    account: first(field('PID', 18)),
    id: first(field('ZBE', 1)),
    at: field('PV1', 3),
    from: field('PV1', 6),
    sex: field('PID', 8),
    action: field('ZBE', 4),
    original: field('ZBE', 6),
    end: field('ZBE', 3),
  };
}
