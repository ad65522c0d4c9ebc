#!/usr/bin/env node
// Plain JavaScript that an old Node can parse: it only checks the version, then hands over.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(
    `rorkit needs Node 24.11 or newer and runs on ${process.versions.node}: in a clone use "npm run conformance" or "npx rorkit" (npm brings a current Node), else install a newer Node.\n`,
  );
  process.exitCode = 2;
} else {
  // Before anything of ours is loaded: a second start then takes half the time.
  const { keepCompiledCode } = await import('./compile-cache.js');
  keepCompiledCode();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
