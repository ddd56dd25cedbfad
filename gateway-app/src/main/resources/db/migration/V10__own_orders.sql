-- Orders that people wrote themselves, sealed; in the database before they can be on the ledger.
create table own_orders (
    participant_id varchar(64) not null,
    session_id     varchar(64) not null,
    revision       integer     not null,
    salt           varchar(64) not null,
    schedule       text        not null,
    hash           varchar(64) not null,
    declared_nano  bigint      not null,
    auto_prepay    boolean     not null,
    primary key (participant_id, session_id, revision)
);

-- What an owner set once, within which the node orders.
create table standing_rule (
    participant_id   varchar(64) not null primary key,
    mode             varchar(16) not null,
    buy_at_most      bigint,
    sell_at_least    bigint,
    daily_limit_nano bigint
);
