# shellcheck shell=bash
# What the scripts share. Sourced, never run. Everything here speaks on stderr: stdout belongs to the command.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly root

# For audits, which may compute for minutes: all processors collect, and blocks that were judged die young.
# shellcheck disable=SC2034
readonly audit_options=(-XX:+UseParallelGC -XX:NewRatio=1 -XX:InitialRAMPercentage=5)

# In the C locale, which containers have, Java reads no path beyond ASCII.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
    C | POSIX) { export LC_ALL=C.UTF-8; } 2>/dev/null ;;
esac

say() { printf '%s\n' "$*" >&2; }

surroundings_missing() {
    say "$@"
    exit 3
}

jdk_hint() {
    case "$(uname -s)" in
        Darwin) echo "brew install openjdk@17" ;;
        Linux)
            if command -v apt-get >/dev/null; then
                echo "apt-get install openjdk-17-jdk-headless"
            elif command -v dnf >/dev/null; then
                echo "dnf install java-17-openjdk-devel"
            elif command -v apk >/dev/null; then
                echo "apk add openjdk17"
            elif command -v pacman >/dev/null; then
                echo "pacman -S jdk17-openjdk"
            else
                echo "install OpenJDK 17 with your package manager"
            fi
            ;;
        *) echo "winget install EclipseAdoptium.Temurin.17.JDK" ;;
    esac
}

# Sets java_program to the java of a JDK 17 or newer, and java_version: JAVA_HOME first, then the PATH.
require_jdk() {
    local home="${JAVA_HOME:-}" compiler
    if [[ -n "$home" ]]; then
        java_program="$home/bin/java"
        compiler="$home/bin/javac"
    else
        java_program="$(command -v java || true)"
        compiler="$(command -v javac || true)"
    fi
    if [[ -n "$home" && ! -x "$compiler" ]] && command -v javac >/dev/null; then
        surroundings_missing "JAVA_HOME ($home) holds no JDK, but the PATH does ($(command -v javac)): unset JAVA_HOME, or let it name a JDK 17 or newer."
    fi
    if [[ ! -x "$java_program" || ! -x "$compiler" ]]; then
        surroundings_missing "No JDK found${home:+ in JAVA_HOME ($home)}. GridBourse needs a JDK 17 or newer: $(jdk_hint)"
    fi
    java_version="$("$compiler" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p')"
    if [[ -z "$java_version" || "$java_version" -lt 17 ]]; then
        surroundings_missing "$compiler is version ${java_version:-unknown}. GridBourse needs a JDK 17 or newer: $(jdk_hint)"
    fi
}

# What Maven says; where nobody looks at a terminal without its colours.
plain() {
    if [[ -t 2 ]]; then cat; else LC_ALL=C sed $'s/\033\\[[0-9;]*m//g'; fi
}

# Maven of the PATH where it is recent enough, else the wrapper, which fetches its own.
maven() {
    local version=""
    if command -v mvn >/dev/null; then
        version="$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)"
    fi
    if [[ -n "$version" && "$(printf '%s\n' 3.8.6 "$version" | sort -V | head -n 1)" == 3.8.6 ]]; then
        (cd "$root" && mvn --batch-mode --no-transfer-progress "$@")
    else
        (cd "$root" && ./mvnw --batch-mode --no-transfer-progress "$@")
    fi
}

# One build at a time in this checkout. The lock names its owner, so that a lock left by a killed build is taken over.
lock_build() {
    local lock="$root/target/build.lock" owner waited=0
    mkdir -p "$root/target"
    until (set -o noclobber && echo "$$" >"$lock") 2>/dev/null; do
        owner="$(cat "$lock" 2>/dev/null || true)"
        if [[ -n "$owner" ]] && ! kill -0 "$owner" 2>/dev/null; then
            rm -f "$lock"
            continue
        fi
        if ((waited == 0)); then say "Waiting for another build in $root (process ${owner:-unknown}) ..."; fi
        if ((waited >= 900)); then surroundings_missing "Another build holds $lock for 15 minutes; remove it if none is running."; fi
        sleep 1
        waited=$((waited + 1))
    done
    trap unlock_build EXIT
}

unlock_build() {
    rm -f "$root/target/build.lock"
    trap - EXIT
}

built() {
    local stamp="$root/target/built"
    [[ -f "$stamp" ]] || return 1
    local module
    for module in chaincode network gateway-app cli; do
        [[ -f "$root/$module/target/gridbourse-$module.jar" && -d "$root/$module/target/lib" ]] || return 1
    done
    [[ -z "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$stamp" -print -quit)" ]]
}

# Builds the programs where they are missing or older than their sources.
build_missing() {
    if built; then return; fi
    lock_build
    if ! built; then
        say "Building GridBourse (the first time also downloads its libraries) ..."
        touch "$root/target/building"
        # libraries of former versions would stand on the class path beside those of this one
        rm -rf "$root"/*/target/lib
        if ! maven --quiet package -Dmaven.test.skip=true 2>&1 | plain >&2; then
            say "The build failed; the messages above say where."
            exit 3
        fi
        mv "$root/target/building" "$root/target/built"
    fi
    unlock_build
}
