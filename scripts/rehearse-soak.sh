# shellcheck shell=bash
# shellcheck disable=SC2154  # root, folder and keep are set by scripts/rehearse and scripts/lib.sh
# A playground that trades for a while, with kills at random. Sourced by scripts/rehearse, never run.

minutes=30
participants=300
network=embedded
# from one session to the next
readonly session_seconds=180
declare -A killed=()

# As many microgrids as asked for, of the kinds of the playground.
make_playground() {
    local example="$root/examples/playground" i
    local -a organisations=(North South Grid)
    mkdir -p "$folder/config"
    cp -r "$example/market.yaml" "$example/sites" "$folder/config/"
    {
        echo "series: $root/examples/worlds/valley/series.csv.gz"
        echo "participants:"
        for ((i = 0; i < participants; i++)); do
            echo "  - id: member-$i"
            echo "    organisation: ${organisations[i % 3]}"
            case $((i % 4)) in
                0) echo "    site: sites/north-1.yaml" && echo "    load: {column: home_a, kw: 3.2, shiftDays: $((i % 28))}" && echo "    pv: {column: roof_west, kw: 8}" ;;
                1) echo "    site: sites/north-4.yaml" && echo "    load: {column: home_d, kw: 3.0, shiftDays: $((i % 28))}" ;;
                2) echo "    site: sites/north-3.yaml" && echo "    load: {column: home_c, kw: 2.8, shiftDays: $((i % 28))}" && echo "    pv: {column: roof_south, kw: 7}" ;;
                3) echo "    site: sites/south-2.yaml" && echo "    load: {column: home_b, kw: 3.1, shiftDays: $((i % 28))}" ;;
            esac
            echo "    deposit: 5000"
        done
    } >"$folder/config/playground.yaml"
}

market() {
    local verb="$1"
    shift
    "$root/scripts/market" "$verb" --data "$folder/data" "$@"
}

# The programs of this soak, a line each: name and process number. The host's own process is not among them.
running_programs() {
    local file pid
    for file in "$folder"/data/processes/*.properties "$folder"/data/network/processes/*.properties; do
        [[ -e "$file" ]] || continue
        pid="$(sed -n 's/^pid=//p' "$file")"
        if kill -0 "$pid" 2>/dev/null; then echo "$(basename "$file" .properties) $pid"; fi
    done | sort -u
}

note_usage() {
    local name pid
    while read -r name pid; do
        echo "$(date +%s),$name,$pid,$(awk '/^VmRSS/ {print $2}' "/proc/$pid/status" 2>/dev/null),$(find "/proc/$pid/fd" -mindepth 1 2>/dev/null | wc -l)"
    done < <(running_programs) >>"$folder/usage.csv"
}

kill_one() {
    local -a running
    mapfile -t running < <(running_programs)
    if ((${#running[@]} > 0)); then
        local chosen="${running[RANDOM % ${#running[@]}]}"
        kill -KILL "${chosen#* }" 2>/dev/null || true
        killed["${chosen% *}"]=$((${killed["${chosen% *}"]:-0} + 1))
    fi
}

# Of each process that lived for ten minutes: at its end against after a third of its life. 64 files and 96 MB for chance.
grown() {
    awk -F, '$4 { n[$3]++; name[$3] = $2; at[$3, n[$3]] = $1; kb[$3, n[$3]] = $4; files[$3, n[$3]] = $5 }
        END { for (pid in n) { third = int(n[pid] / 3) + 1; last = n[pid]
              if (at[pid, last] - at[pid, 1] < 600) continue
              if (files[pid, last] > files[pid, third] + 64) print name[pid] ": " files[pid, third] " open files, then " files[pid, last]
              if (kb[pid, last] > 1.25 * kb[pid, third] + 98304) print name[pid] ": " kb[pid, third] " kB, then " kb[pid, last] } }' "$folder/usage.csv"
}

# The most that a process of each kind had.
largest() {
    awk -F, '{ name = $2; if ($4 > kb[name]) kb[name] = $4; if ($5 > files[name]) files[name] = $5 }
        END { for (name in kb) printf "%s %d MB %d files; ", name, kb[name] / 1024, files[name] }' "$folder/usage.csv"
}

no_session_runs() { market status --json 2>/dev/null | grep -q '"running": 0'; }

end_soak() {
    market down >/dev/null 2>&1 || true
    if [[ "$keep" == no && -n "$folder" ]]; then rm -rf "$folder"; else say "kept: $folder"; fi
}

soak() {
    require_jdk
    build_missing
    open_folder
    trap end_soak EXIT
    make_playground
    market up --playground --config "$folder/config" --network "$network" --session-seconds "$session_seconds" >"$folder/up.log" 2>&1 ||
        failed "the playground did not start; see up.log"
    step "$participants microgrids trade on the $network network, a session every $session_seconds s"
    local end=$((SECONDS + 60 * minutes)) next=$((SECONDS + 60))
    while ((SECONDS < end)); do
        note_usage
        if ((SECONDS >= next)); then
            kill_one
            next=$((SECONDS + 45 + RANDOM % 60))
        fi
        sleep 5
    done
    step "killed by kill -9: $(for name in "${!killed[@]}"; do printf '%s %d times; ' "$name" "${killed[$name]}"; done)"
    finish_soak
}

# No new session; those that run come to their end; then books and ledger are looked at.
finish_soak() {
    local waited=0 more blocks="$folder/blocks"
    until market speed 86400 >/dev/null 2>&1; do sleep 2; done
    until no_session_runs; do
        ((waited < 1800)) || failed "sessions did not come to their end"
        note_usage
        sleep 5
        waited=$((waited + 5))
    done
    "$root/scripts/gridbourse" operator reconcile --json --gateway "$(sed -n 's/.*"url": "\([^"]*\)".*/\1/p' "$folder/data/market.json" | head -n 1)" \
        --token-file "$folder/data/gateway-grid/token" >"$folder/books.json" || failed "the books could not be asked for"
    if ! grep -q '"balanced": *true' "$folder/books.json" || ! grep -q '"energyBalanced": *true' "$folder/books.json"; then
        failed "the books do not balance; see books.json"
    fi
    "$root/scripts/gridbourse" audit fetch --connection "$folder/data/network/connection.json" --out "$blocks" >/dev/null
    "$root/scripts/gridbourse" audit verify --blocks "$blocks" --genesis "$blocks/genesis.pb" --json >"$folder/audit.json" ||
        failed "the audit found something; see audit.json"
    step "books and energy balanced, audit clean: $(grep -oE '"(blocks|transactions|sessions|trades)": *[0-9]+' "$folder/audit.json" | tr -d '"' | paste -sd, -)"
    step "at most: $(largest)"
    more="$(grown)"
    [[ -z "$more" ]] || failed "it grew: $more"
    step "memory and open files flat; usage.csv has those of each process"
}
