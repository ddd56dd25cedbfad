-- People who may log in at this instance. The ledger knows none of them: there, certificates speak.
create table account (
    user_name     varchar(64)  not null primary key,
    password_hash varchar(200) not null,
    roles         varchar(100) not null,
    disabled      boolean      not null,
    created_at    timestamp(3) with time zone not null
);

-- Whom they trade for.
create table account_participant (
    user_name      varchar(64) not null references account (user_name),
    participant_id varchar(64) not null,
    primary key (user_name, participant_id)
);

create table invitation (
    code_hash      varchar(64) not null primary key,
    role           varchar(16) not null,
    participant_id varchar(64),
    invited_by     varchar(64) not null,
    expires_at     timestamp(3) with time zone not null,
    used_by        varchar(64)
);

-- Tokens of programs and sessions of pages: of each the hash alone, so that nobody can act by reading this.
create table credential (
    id          varchar(32)  not null primary key,
    secret_hash varchar(64)  not null unique,
    user_name   varchar(64)  not null references account (user_name),
    kind        varchar(8)   not null,
    name        varchar(64)  not null,
    scopes      varchar(100) not null,
    created_at  timestamp(3) with time zone not null,
    expires_at  timestamp(3) with time zone not null
);
create index credential_of on credential (user_name, kind);

-- Who did what. Written once, never changed.
create table audit_entry (
    number     bigint       generated always as identity primary key,
    at         timestamp(3) with time zone not null,
    user_name  varchar(64)  not null,
    credential varchar(32)  not null,
    method     varchar(8)   not null,
    path       varchar(300) not null,
    status     integer      not null
);
create index audit_entry_user on audit_entry (user_name, number);

-- Certificates of people's own keys, as this organisation's authority issued them.
create table own_certificate (
    serial          varchar(64)   not null primary key,
    participant_id  varchar(64)   not null,
    user_name       varchar(64)   not null,
    public_key_hash varchar(64)   not null,
    certificate     varchar(4000) not null,
    issued_at       timestamp(3) with time zone not null,
    expires_at      timestamp(3) with time zone not null,
    revoked_at      timestamp(3) with time zone
);
create index own_certificate_participant on own_certificate (participant_id);

-- Participants that hold their own key: this instance signs nothing in their name.
create table own_custody (
    participant_id varchar(64) not null primary key,
    since          timestamp(3) with time zone not null
);
