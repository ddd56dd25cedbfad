-- How handing in a reading ended: ACCEPTED or the code of a refusal; null: it is still to be handed in.
alter table signed_reading add column outcome varchar(64);

-- What each storage of a node holds at the end of a session: as planned, then as measured; 0 to 1.
create table storage_state (
    participant_id    varchar(64) not null,
    session_id        varchar(64) not null,
    storage           varchar(64) not null,
    ends_epoch_second bigint      not null,
    state_of_charge   double precision not null,
    primary key (participant_id, session_id, storage)
);
