#!/bin/sh
# Release gate. Ends with 0 when the connector is conformant and nothing got worse since the run that was accepted last;
# else with the code of rorkit: 3 not conformant or worse, 4 not judged, 2 wrong usage or configuration.
#   RORKIT_CONFIG    configuration. Default: rorkit.config.yaml
#   ACCEPTED_REPORT  report.json of the run accepted last, kept in the repository. Default: conformance/accepted.json
set -u
config=${RORKIT_CONFIG:-rorkit.config.yaml}
accepted=${ACCEPTED_REPORT:-conformance/accepted.json}

npx --no-install rorkit run --config "$config"
code=$?
if [ -f reports/report.json ]; then
  npx --no-install rorkit report --from reports/report.json --format markdown --out reports/summary.md
fi
if [ "$code" -ne 0 ]; then
  echo "gate: the run ended with $code" >&2
  exit "$code"
fi

if [ ! -f "$accepted" ]; then
  echo "gate: no accepted run yet; to accept this one: mkdir -p $(dirname "$accepted") && cp reports/report.json $accepted" >&2
  exit 0
fi
npx --no-install rorkit diff "$accepted" reports/report.json
