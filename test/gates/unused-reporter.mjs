// What knip tells the gate: how many files it read, and each thing that nobody uses.

/**
 * @param {import('knip').ReporterOptions} options
 */
export default function report({ counters, issues, configurationHints }) {
  const found = Object.entries(issues).flatMap(([type, byFile]) =>
    Object.values(byFile).flatMap((bySymbol) =>
      Object.values(bySymbol).map(({ filePath, line, symbol }) => ({ type, filePath, line: line ?? 0, symbol })),
    ),
  );
  const hints = configurationHints.map(({ type, identifier }) => `${type} ${String(identifier)}`);
  process.stdout.write(JSON.stringify({ read: counters.processed, found, hints }));
}
