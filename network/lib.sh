# shellcheck shell=bash
# What the network's scripts share. Sourced, never run.

# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"

# Runs NetworkMain of this checkout in place of the script.
# Usage: run_network VERB ARGUMENT...
run_network() {
    # keys and ledgers are their owner's alone
    umask 077
    # shellcheck disable=SC2154  # root and java_program are set by scripts/lib.sh
    exec "$java_program" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
        "-Dgridbourse.root=$root" \
        -cp "$root/network/target/gridbourse-network.jar:$root/network/target/lib/*" \
        org.gridbourse.network.NetworkMain "$@"
}

# Builds only where nothing has been built: what runs now was started by the last build.
build_if_absent() {
    if [[ ! -f "$root/network/target/gridbourse-network.jar" ]]; then build_missing; fi
}
