-- The projection: what the chaincode's events said, and how far they were read. Written by the event listener only,
-- the checkpoint in the same transaction as everything else.
create table checkpoint (
    id             integer      not null primary key check (id = 1),
    block_number   bigint       not null,
    transaction_id varchar(64)  not null
);

-- The ledger's records as they stand, one row per key, the value as the contract wrote it.
create table ledger_record (
    record_key     varchar(300) not null primary key,
    kind           varchar(32)  not null,
    session_id     varchar(64),
    participant_id varchar(64),
    period         integer,
    body           text         not null,
    block_number   bigint       not null,
    transaction_id varchar(64)  not null
);
create index ledger_record_of on ledger_record (kind, session_id, participant_id, period);
create index ledger_record_participant on ledger_record (kind, participant_id, session_id);

-- Every event once, in ledger order.
create table ledger_event (
    transaction_id varchar(64)  not null primary key,
    block_number   bigint       not null,
    name           varchar(64)  not null,
    session_id     varchar(64),
    received_at    timestamp(3) with time zone not null
);
create index ledger_event_session on ledger_event (session_id, received_at);

create table phase_change (
    session_id     varchar(64)  not null,
    phase          varchar(16)  not null,
    block_number   bigint       not null,
    transaction_id varchar(64)  not null,
    received_at    timestamp(3) with time zone not null,
    primary key (session_id, phase)
);

create table trade (
    trade_id              varchar(96) not null primary key,
    session_id            varchar(64) not null,
    period                integer     not null,
    buyer                 varchar(64) not null,
    seller                varchar(64) not null,
    quantity_wh           bigint      not null,
    price_micro_per_kwh   bigint      not null,
    status                varchar(16) not null
);
create index trade_session on trade (session_id, period);

create table posting (
    transaction_id varchar(64)  not null,
    record_key     varchar(300) not null,
    line           integer      not null,
    account        varchar(96)  not null,
    amount_nano    bigint       not null,
    reason         varchar(64)  not null,
    trade_id       varchar(96),
    primary key (record_key, transaction_id, line)
);
create index posting_account on posting (account);

create table story_line (
    number      bigint       not null primary key,
    session_id  varchar(64),
    topic       varchar(32)  not null,
    text        varchar(4000) not null,
    received_at timestamp(3) with time zone not null
);

-- What the nodes of this instance decided. Written before it is sent, so that a restart sends the same again.
create table sealed_orders (
    participant_id  varchar(64) not null,
    session_id      varchar(64) not null,
    revision        integer     not null,
    salt            varchar(64) not null,
    schedule        text        not null,
    hash            varchar(64) not null,
    declared_nano bigint      not null,
    primary key (participant_id, session_id, revision)
);

create table agent_step (
    participant_id varchar(64) not null,
    session_id     varchar(64) not null,
    step           varchar(16) not null,
    outcome        varchar(64) not null,
    detail         varchar(1000) not null,
    primary key (participant_id, session_id, step)
);

create table signed_reading (
    meter_id           varchar(64) not null,
    session_id         varchar(64) not null,
    period             integer     not null,
    import_register_wh bigint      not null,
    export_register_wh bigint      not null,
    sequence           bigint      not null,
    signature          varchar(200) not null,
    primary key (meter_id, session_id, period)
);

-- How long the grid company waits in each session that it runs.
create table session_run (
    session_id    varchar(64) not null primary key,
    grace_seconds integer     not null,
    max_seconds   integer     not null
);
