# shellcheck shell=bash
# shellcheck disable=SC2154  # root, java_program, folder and keep are set by scripts/rehearse and scripts/lib.sh
# A network over several hosts, which are network namespaces of this machine. Sourced by scripts/rehearse, never run.

readonly -a founders=(grid north south)
hosts=("${founders[@]}")
readonly prefix="gb$$"
# addresses within our own namespaces alone
readonly subnet=10.99.0
readonly -a phases=(ANNOUNCED QUOTATION REVEAL CLEARED PREPAYMENT DELIVERY SETTLED)
readonly participants_of_village="grid-1 grid-2 north-1 north-2 north-3 north-4 south-1 south-2 south-3 south-4"
readonly sessions="undisturbed cut-south cut-north cut-grid changes"
# so long each phase of a session lasts in which hosts are cut off
readonly phase_seconds=25
day=0
cuts=0
chaincode_version=1
newcomers=""

space() { printf '%s-%s' "$prefix" "$1"; }

in_space() {
    local name="$1"
    shift
    ip netns exec "$(space "$name")" "$@"
}

address() {
    case "$1" in
        operator) echo "$subnet.10" ;;
        grid) echo "$subnet.11" ;;
        north) echo "$subnet.12" ;;
        south) echo "$subnet.13" ;;
        east) echo "$subnet.14" ;;
    esac
}

operations() {
    case "$1" in
        grid) echo 9051 ;;
        north) echo 9061 ;;
        south) echo 9071 ;;
        east) echo 9081 ;;
    esac
}

capitalised() { printf '%s' "$(tr '[:lower:]' '[:upper:]' <<<"${1:0:1}")${1:1}"; }

requirements() {
    command -v ip >/dev/null || surroundings_missing "rehearse hosts: the program ip is missing (apt-get install iproute2)"
    command -v curl >/dev/null || surroundings_missing "rehearse hosts: the program curl is missing"
    if ! ip netns add "$(space test)" 2>/dev/null; then
        surroundings_missing "rehearse hosts: this machine lets us make no network namespaces; run it as root, outside a container"
    fi
    ip netns del "$(space test)"
    fabric="$(fabric_programs)" || surroundings_missing "rehearse hosts: no programs of Hyperledger Fabric; network/up fabric says how to get them"
    say "Fabric's programs: $fabric"
}

fabric_programs() {
    local candidate
    for candidate in "${FABRIC_BIN:-}" "$(dirname "$(command -v peer || echo /)")" \
        "${XDG_CACHE_HOME:-$HOME/.cache}/gridbourse/fabric/${FABRIC_VERSION:-3.1.5}/bin"; do
        if [[ -n "$candidate" && -x "$candidate/peer" && -x "$candidate/orderer" && -x "$candidate/osnadmin" ]]; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

# One namespace is the switch: nothing of it is seen outside.
make_switch() {
    ip netns add "$(space switch)"
    in_space switch ip link add name lan type bridge
    in_space switch ip link set lan up
}

make_space() {
    local name="$1"
    ip netns add "$(space "$name")"
    in_space switch ip link add "to-$name" type veth peer name eth0 netns "$(space "$name")"
    in_space switch ip link set "to-$name" master lan up
    in_space "$name" ip address add "$(address "$name")/24" dev eth0
    in_space "$name" ip link set eth0 up
    in_space "$name" ip link set lo up
}

write_names() {
    local name each
    for each in operator "${hosts[@]}"; do
        mkdir -p "/etc/netns/$(space "$each")"
        {
            echo "127.0.0.1 localhost"
            for name in "${hosts[@]}"; do
                echo "$(address "$name") peer0.$name.example orderer0.ord.$name.example"
            done
        } >"/etc/netns/$(space "$each")/hosts"
    done
}

write_users() {
    local id separator=""
    {
        printf '['
        for id in $participants_of_village; do
            printf '%s{"organisation": "%s", "name": "%s", "attributes": {"role": "prosumer", "participant": "%s"}}' \
                "$separator" "$(capitalised "${id%-*}")" "$id" "$id"
            separator=", "
        done
        printf ']\n'
    } >"$folder/users.json"
}

# The files as the host will see them. Usage: prepare_for HOST OPTION...
prepare_for() {
    local name="$1"
    shift
    local -a later=(--chaincode-version "$chaincode_version")
    if [[ -n "$newcomers" ]]; then later+=(--newcomer "$newcomers"); fi
    "$root/network/prepare" --folder "$folder/operator" --root "$folder/$name" --users "$folder/users.json" \
        "${later[@]}" "$@" >/dev/null
}

# What an operator copies to a host: configuration and its own organisation's part, and no keys of others.
copy_to() {
    local name="$1" host="$folder/$1" own other
    mkdir -p "$host/env" "$host/logs" "$host/data/orderer-$name" "$host/data/peer-$name" "$host/gateway"
    cp -r "$folder/operator/config" "$folder/operator/packages" "$folder/operator/genesis.pb" "$host/"
    cp "$folder/operator/env/"*"-$name.env" "$host/env/"
    for own in "peerOrganizations/$name.example/peers" "peerOrganizations/$name.example/chaincode" \
        "peerOrganizations/$name.example/users" "ordererOrganizations/ord.$name.example/orderers"; do
        if [[ -d "$folder/operator/crypto/$own" ]]; then
            mkdir -p "$host/crypto/$own"
            cp -r "$folder/operator/crypto/$own/." "$host/crypto/$own/"
        fi
    done
    # of all organisations what is public: by it others' servers are known
    for other in "${hosts[@]}"; do
        mkdir -p "$host/crypto/peerOrganizations/$other.example"
        cp -r "$folder/operator/crypto/peerOrganizations/$other.example/msp" "$host/crypto/peerOrganizations/$other.example/"
        if [[ "$other" != "$name" && -n "$(find "$host/crypto" -path "*$other.example*" -name '*_sk' -print -quit)" ]]; then
            failed "host $name has keys of $other"
        fi
    done
}

install_host() {
    local name="$1" host="$folder/$1"
    prepare_for "$name"
    copy_to "$name"
    mkdir -p "$host/programs"
    cp -r "$root/chaincode/target/lib" "$host/programs/chaincode"
    cp "$root/chaincode/target/gridbourse-chaincode.jar" "$host/programs/chaincode/"
    cp -r "$root/gateway-app/target/lib" "$host/programs/gateway"
    cp "$root/gateway-app/target/gridbourse-gateway-app.jar" "$host/programs/gateway/"
    cp -r "$root/examples/village/sites" "$root/examples/village/days" "$host/"
    write_nodes "$name" >"$host/agents.json"
    cat >"$host/env/gateway-$name.env" <<TEXT
GRIDBOURSE_ORGANISATION=$(capitalised "$name")
GRIDBOURSE_CONNECTION=$host/connection.json
GRIDBOURSE_DATA=$host/gateway
GRIDBOURSE_AGENTS=$host/agents.json
SERVER_PORT=8080
TEXT
}

# The nodes of the village that a host's gateway-app serves.
write_nodes() {
    local name="$1" id session separator="" forecast seed=0
    printf '['
    for id in $participants_of_village; do
        seed=$((seed + 1))
        [[ "${id%-*}" == "$name" ]] || continue
        forecast="$folder/$name/days/$id.csv"
        [[ -f "$forecast" ]] || forecast="$folder/$name/days/$id-first.csv"
        printf '%s{"participantId": "%s", "organisation": "%s", "site": "%s", "limitMargins": [0.0, 0.4], "seed": %d, "sessions": [' \
            "$separator" "$id" "$(capitalised "$name")" "$folder/$name/sites/$id.yaml" "$seed"
        separator=", "
        for session in $sessions; do
            [[ "$session" == "${sessions%% *}" ]] || printf ', '
            printf '{"sessionId": "%s", "forecast": "%s"}' "$session" "$forecast"
        done
        printf ']}'
    done
    printf ']\n'
}

# A process of a host, in its namespace, with the variables of its file and no others.
start_process() {
    local name="$1" process="$2"
    shift 2
    local host="$folder/$name" line
    local -a variables=()
    while IFS= read -r line; do variables+=("$line"); done <"$host/env/$process.env"
    (cd "$host" && umask 077 && exec ip netns exec "$(space "$name")" \
        env -i "PATH=/usr/bin:/bin" "HOME=$host" "${variables[@]}" "$@" >>"$host/logs/$process.log" 2>&1) &
    echo "$!" >"$host/$process.pid"
}

start_chaincode() {
    start_process "$1" "chaincode-$1" "$java_program" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -cp "$folder/$1/programs/chaincode/*" org.gridbourse.chaincode.MarketChaincode
}

start_gateway() {
    rm -f "$folder/$1/gateway/instance.json"
    start_process "$1" "gateway-$1" "$java_program" -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -cp "$folder/$1/programs/gateway/*" org.gridbourse.gateway.GatewayApplication
}

start_host() {
    local name="$1"
    start_chaincode "$name"
    if [[ -f "$folder/$name/env/orderer-$name.env" ]]; then start_process "$name" "orderer-$name" "$fabric/orderer"; fi
    # what a peer knows of its chaincode's keys is made anew from the files
    rm -rf "${folder:?}/$name/data/peer-$name/externalbuilder/builds"
    start_process "$name" "peer-$name" "$fabric/peer" node start
    if [[ -f "$folder/$name/connection.json" ]]; then start_gateway "$name"; fi
}

stop_process() {
    local file="$1" pid
    [[ -e "$file" ]] || return 0
    pid="$(cat "$file")"
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    rm -f "$file"
}

stop_host() {
    local file
    for file in "$folder/$1/"*.pid; do stop_process "$file"; done
}

deploy() {
    local -a later=(--chaincode-version "$chaincode_version")
    if [[ -n "$newcomers" ]]; then later+=(--newcomer "$newcomers"); fi
    FABRIC_BIN="$fabric" in_space operator "$root/network/deploy" --folder "$folder/operator" --by-name "${later[@]}" >/dev/null
    local name
    for name in "${hosts[@]}"; do
        sed "s#$folder/operator/#$folder/$name/#g" "$folder/operator/connection.json" >"$folder/$name/connection.json"
    done
}

probe() {
    in_space operator "$root/network/probe" --folder "$folder/operator" "$@" >/dev/null
}

# A call at a host's gateway-app, from that host. Usage: call HOST METHOD PATH [BODY]
call() {
    local name="$1" token
    token="$(cat "$folder/$name/gateway/token" 2>/dev/null)" || return 1
    in_space "$name" curl --silent --show-error --fail-with-body --max-time 60 --request "$2" \
        --header "Authorization: Bearer $token" --header "Content-Type: application/json" \
        ${4:+--data "$4"} "http://127.0.0.1:8080$3" 2>>"$folder/calls.log"
}

await() {
    local what="$1" limit="$2" waited=0
    shift 2
    until "$@" >/dev/null 2>&1; do
        if ((waited >= limit)); then failed "waited $limit s in vain for $what"; fi
        sleep 1
        waited=$((waited + 1))
    done
}

height() {
    # of the ledger at a host's peer, by its own metrics
    in_space "$1" curl --silent --max-time 5 "http://$(address "$1"):$(operations "$1")/metrics" |
        sed -n 's/^ledger_blockchain_height{[^}]*} //p' | head -n 1
}

caught_up() { [[ "$(height "$1")" == "$(height grid)" ]]; }

register_village() {
    local name meter id tie
    call grid POST /api/ledger '{"simulated": true}' >/dev/null || failed "the ledger could not be opened"
    for name in "${founders[@]}"; do
        while IFS= read -r meter; do
            id="$(field participantId "$meter")"
            tie="$(sed -n 's/^tieLineKw: *\([0-9.]*\).*/\1/p' "$folder/$name/sites/$id.yaml")"
            call grid POST /api/participants "{\"participantId\": \"$id\", \"ownerId\": \"owner-$id\",
                \"organisation\": \"$(capitalised "$name")\", \"tieLineWh\": $(awk "BEGIN {printf \"%d\", $tie * 1000}"),
                \"meter\": {\"meterId\": \"$(field meterId "$meter")\", \"algorithm\": \"$(field algorithm "$meter")\",
                \"publicKey\": \"$(field publicKey "$meter")\", \"importRegisterWh\": 0, \"exportRegisterWh\": 0}}" >/dev/null ||
                failed "$id could not be registered; see calls.log"
            call grid POST /api/deposits "{\"depositId\": \"first-$id\", \"participantId\": \"$id\", \"amount\": \"50000\"}" >/dev/null ||
                failed "the deposit of $id could not be booked"
        done < <(call "$name" GET /api/agents/meters | grep -o '{[^}]*}')
    done
}

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$2"; }

# Announces a village day. With SECONDS each phase lasts so long at least. Usage: announce SESSION [SECONDS]
announce() {
    local session="$1" seconds="${2:-0}" tariffs earliest="" phase at
    tariffs="$(awk -F, 'NR > 1 { printf "%s{\"retail\": \"%s\", \"feedIn\": \"%s\", \"gridFee\": \"%s\"}", (NR > 2 ? ", " : ""), $2, $3, $4 }' \
        "$root/examples/village/tariff.csv")"
    if ((seconds > 0)); then
        at="$(date +%s)"
        for phase in QUOTATION REVEAL CLEARED PREPAYMENT DELIVERY SETTLED CLOSED; do
            at=$((at + seconds))
            earliest+="${earliest:+, }\"$phase\": \"$(date -u -d "@$at" +%Y-%m-%dT%H:%M:%SZ)\""
        done
        earliest="\"earliest\": {$earliest}, "
    fi
    day=$((day + 1))
    call grid POST /api/sessions "{\"sessionId\": \"$session\", \"currency\": \"CNY\", $earliest
        \"startUtc\": \"$(date -u -d "2026-06-14 $day days" +%Y-%m-%dT00:00:00Z)\", \"periodMinutes\": 60,
        \"tariffs\": [$tariffs], \"windows\": {\"graceSeconds\": 300, \"maxSeconds\": 900}}" >/dev/null ||
        failed "$session could not be announced; see calls.log"
}

phase_at() { call "$1" GET "/api/sessions/$2" | sed -n 's/.*"phase":"\([A-Z]*\)".*/\1/p' | head -n 1; }

is_in() { [[ "$(phase_at "$1" "$2")" == "$3" ]]; }

# Everybody ordered, revealed and prepaid: nobody lost anything by what happened to hosts.
require_whole() {
    local session="$1" counts
    await "$session to be closed" 900 is_in grid "$session" CLOSED
    counts="$(call grid GET "/api/sessions/$session")"
    local count
    for count in '"committed":10,' '"revealed":10,' '"defaulted":0'; do
        grep -q "$count" <<<"$counts" ||
            failed "in $session not all ten kept their word: $(grep -o '"counts":{[^}]*}' <<<"$counts")"
    done
}

# A host's cable is out for five seconds in each phase of a session.
cut_off_in_each_phase() {
    local name="$1" session="cut-$1" phase witness=north now
    [[ "$name" == north ]] && witness=south
    announce "$session" "$phase_seconds"
    for phase in "${phases[@]}"; do
        while now="$(phase_at "$witness" "$session" || true)" && [[ "$now" != "$phase" && "$now" != CLOSED ]]; do
            if [[ -n "$now" && "${phases[*]}" == *"$phase"*"$now"* ]]; then break; fi
            sleep 1
        done
        if [[ "$now" != "$phase" ]]; then
            step "$session is in $now already: no cut in $phase"
            continue
        fi
        in_space switch ip link set "to-$name" down
        sleep 5
        in_space switch ip link set "to-$name" up
        cuts=$((cuts + 1))
    done
    require_whole "$session"
    await "the peer of $name to catch up" 120 caught_up "$name"
    step "$session: closed, everybody kept his word, though host $name was cut off in its phases ($cuts cuts so far)"
}

# What a network does without one of its hosts, whatever happens in the market.
cut_off_and_back() {
    local name="$1"
    in_space switch ip link set "to-$name" down
    step "host $name is cut off"
    if [[ "$name" == grid ]]; then
        # Grid must endorse everything: nothing may be committed without it
        if probe --without North,South 2>/dev/null; then failed "a transaction was committed without Grid"; fi
        step "nothing is committed without Grid, which must endorse"
    else
        probe --without "$(capitalised "$name")" || failed "the others could not go on without $name"
        step "the others go on without it"
    fi
    in_space switch ip link set "to-$name" up
    probe || failed "the network did not come back with $name"
    await "the peer of $name to catch up" 120 caught_up "$name"
    step "host $name is back and has caught up"
}

# A backup of a host that stands still for it, as one copies a disk.
back_up() {
    stop_host "$1"
    cp -r "$folder/$1" "$folder/$1.backup"
    start_host "$1"
    await "gateway-app of $1" 180 call "$1" GET /api/instance
    step "host $1 is backed up"
}

lose_and_replace() {
    local name="$1"
    stop_host "$name"
    rm -rf "${folder:?}/$name"
    probe --without "$(capitalised "$name")" || failed "the others could not go on without $name"
    step "host $name is lost; the others go on"
    mv "$folder/$name.backup" "$folder/$name"
    start_host "$name"
    await "gateway-app of $name" 180 call "$name" GET /api/instance
    await "the peer of $name to catch up" 120 caught_up "$name"
    step "host $name is replaced from its backup and has read what it missed"
}

# New certificates for everybody; a host at a time takes them over.
renew_certificates() {
    local name certificate=crypto/peerOrganizations/north.example/peers/peer0.north.example/tls/server.crt
    cp "$folder/north/$certificate" "$folder/former.crt"
    prepare_for operator --renew
    for name in south north grid; do
        prepare_for "$name"
        copy_to "$name"
        stop_host "$name"
        start_host "$name"
        await "gateway-app of $name" 180 call "$name" GET /api/instance
        await "the peer of $name to catch up" 120 caught_up "$name"
    done
    if cmp -s "$folder/north/$certificate" "$folder/former.crt"; then failed "North's peer has its old certificate"; fi
    probe || failed "no transaction with the new certificates"
    step "certificates are renewed, one host after the other"
}

upgrade_chaincode() {
    local name
    chaincode_version=2
    for name in "${hosts[@]}"; do
        prepare_for "$name"
        copy_to "$name"
        stop_process "$folder/$name/chaincode-$name.pid"
        start_chaincode "$name"
    done
    deploy || failed "the organisations did not agree on chaincode version 2"
    step "chaincode version 2 is in force"
}

join_east() {
    newcomers=East
    hosts+=(east)
    make_space east
    write_names
    install_host east
    start_host east
    deploy || failed "East could not join"
    probe || failed "no transaction through all gateways, East's too"
    await "the peer of East to catch up" 120 caught_up east
    start_gateway east
    await "gateway-app of East" 180 call east GET /api/instance
    is_in east undisturbed CLOSED || failed "East's gateway-app does not know the sessions"
    step "a fourth organisation is in: East reads the whole ledger and submits through its own gateway"
}

audit_all() {
    local books
    books="$(call grid GET /api/reconciliation)"
    grep -q '"balanced":true.*"energyBalanced":true' <<<"$books" || failed "the books do not balance: ${books:0:300}"
    in_space operator "$root/scripts/gridbourse" audit fetch --connection "$folder/operator/connection.json" --out "$folder/blocks" >/dev/null
    "$root/scripts/gridbourse" audit verify --blocks "$folder/blocks" --genesis "$folder/blocks/genesis.pb" --json >"$folder/audit.json" ||
        failed "the audit found something: $(head -c 2000 "$folder/audit.json")"
    step "books and energy balanced, the audit of $(grep -o '"blocks": *[0-9]*' "$folder/audit.json" | head -n 1 | tr -dc 0-9) blocks is clean"
}

take_down() {
    local name
    for name in "${hosts[@]}"; do stop_host "$name"; done
    for name in operator "${hosts[@]}" switch; do
        ip netns del "$(space "$name")" 2>/dev/null || true
        rm -rf "/etc/netns/$(space "$name")"
    done
    if [[ "$keep" == no && -n "$folder" ]]; then rm -rf "$folder"; else say "kept: $folder"; fi
}

rehearse_hosts() {
    require_jdk
    requirements
    build_missing
    open_folder
    trap take_down EXIT
    make_switch
    local name
    for name in operator "${hosts[@]}"; do make_space "$name"; done
    write_names
    write_users
    for name in "${hosts[@]}"; do install_host "$name"; done
    step "three hosts installed, each with its own organisation's keys alone"
    for name in "${hosts[@]}"; do start_host "$name"; done
    deploy || failed "the channel could not be made; logs in $folder/*/logs"
    step "real Fabric runs over three hosts; a transaction of two organisations is committed"
    for name in south north grid; do cut_off_and_back "$name"; done
    for name in "${hosts[@]}"; do start_gateway "$name"; done
    for name in "${hosts[@]}"; do await "gateway-app of $name" 180 call "$name" GET /api/instance; done
    register_village
    announce undisturbed
    require_whole undisturbed
    step "a village day of ten is traded, delivered and settled by one gateway-app for each host"
    for name in south north grid; do cut_off_in_each_phase "$name"; done
    rehearse_changes
    join_east
    audit_all
    step "done"
}

# One long session, in which a host is lost, certificates are renewed and the chaincode is upgraded.
rehearse_changes() {
    announce changes 75
    await "changes in QUOTATION" 300 is_in grid changes QUOTATION
    sleep 20
    back_up south
    lose_and_replace south
    await "changes in REVEAL" 300 is_in grid changes REVEAL
    renew_certificates
    upgrade_chaincode
    require_whole changes
    step "the session that was open all the while is closed, and everybody kept his word"
}
