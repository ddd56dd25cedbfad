-- Ledger events for other systems, in ledger order; filled where gridbourse.outbox is on. docs/formats.md has the schema.
create table outbox (
    position       bigint       generated always as identity primary key,
    transaction_id varchar(64)  not null unique,
    block_number   bigint       not null,
    name           varchar(64)  not null,
    session_id     varchar(64),
    body           text         not null,
    received_at    timestamp(3) with time zone not null
);
