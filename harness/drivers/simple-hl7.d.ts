// What is used of simple-hl7, which brings no types. Its index also loads the file watcher and moment: docs/decisions/0013-hl7v2-driver.md.
declare module 'simple-hl7/lib/hl7/parser.js' {
  interface Segment {
    /** Empty when there is none. Counts from 1. */
    getField(index: number): string;
  }
  interface Message {
    getSegment(name: string): Segment | undefined;
  }
  export default class Parser {
    constructor(options: { segmentSeperator: string });
    parse(text: string): Message;
  }
}
