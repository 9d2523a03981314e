#!/usr/bin/env bash
# Runs a table over plain http with every route cut but the local network: in a network namespace of its own, whose only address
# is a local one. `npm run e2e:lan`, after `npm run build`. Where the machine gives no such namespace it says so and runs nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! unshare --net --map-root-user true 2>/dev/null; then
	echo 'Skipped: this machine gives no network namespace (unshare --net --map-root-user), so nothing can be cut.' >&2
	exit 0
fi
exec unshare --net --map-root-user bash -euo pipefail -c '
	ip link set lo up
	ip address add 192.168.50.1/24 dev lo
	if ip route get 192.0.2.1 >/dev/null 2>&1; then
		echo "There is still a way out of this namespace." >&2
		exit 1
	fi
	exec npx playwright test --config tests/support/playwright.config.ts lan-http.spec.ts
'
