/** Texts of the observe area, en. Keys: `observe.…`; `report.…` and `skip.…` for what only an observation says. */
export const observe = {
  'observe.help': 'listen to a connector at work, ask nothing of it, and judge each exchange that comes',
  'observe.help-for': 'how long to listen, such as 10m or 2h (default: until Ctrl-C)',
  'observe.help-until-quiet': 'end when something has come and then nothing for this time, such as 30s',
  'observe.help-at-most': 'end after so many requests (default: 5000)',
  'observe.help-name': 'name of what is observed, for the reports',
  'observe.help-reports':
    'folder of report.json, junit.xml and report.html (default: observation, in that of the runs)',
  'observe.help-mock': 'control address of a mock that already runs, instead of one of our own',
  'observe.only-own-mock': '{option} is for a mock of its own: it cannot be given together with --mock',
  'observe.listening':
    'Listening from now on, without asking anything: let the connector work. End and judge: Ctrl-C{others}.',
  'observe.listening-for': ', or after {time}',
  'observe.listening-quiet': ', or after {time} without traffic',
  'observe.ended-time': 'The time is over.',
  'observe.ended-quiet': 'Nothing has come any more for the time given.',
  'observe.ended-full':
    'As many requests as one observation takes have come (--at-most): what comes now is not judged.',
  'observe.ended-asked': 'Ended on request.',
  'observe.run-line': 'rorkit {version} · observation {run} · guide {guide} · catalogue {catalogue} ({digest})',
  'observe.connector-line': 'Observed: {name}',
  'observe.came': 'Requests that came: {count}.',
  'observe.title': 'rorkit observation report',
  'observe.heading':
    'OBSERVATION, NOT A CONFORMANCE RUN: nothing was asked of the connector. Only what came by itself was judged, by the checks that need no stimulus.',
  'observe.heading-part': 'The mock ran before: what came earlier is not known.',
  'observe.disclaimer':
    'This report is no verdict of ANS, and does not replace rorkit run. It states what rorkit saw while this connector worked against a mock of the national ROR.',
  'observe.result-conformant': 'Nothing wrong in what was seen',
  'observe.result-not-conformant': 'Something wrong was seen',
  'observe.result-not-judged': 'Not judged',
  'observe.result-conformant-means':
    'No check failed on what came. What did not come was not judged: no more can be concluded.',
  'observe.result-not-conformant-means':
    'At least one check failed on what came: the report says which, where and how to mend it.',
  'observe.result-not-judged-means': 'No update came that could be judged, or what came was asked for by a run.',
  'report.driver-observe': 'not driven: observed',
  'report.trouble-driven-meanwhile':
    'A run drove a connector against the observed mock (journal entry {detail}): what came was asked for, and nothing is judged.',
  'skip.clock-moved': 'the clock of the mock was moved meanwhile',
} as const;
