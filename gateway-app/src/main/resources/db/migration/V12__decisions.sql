-- What nodes decided for each period, and why, in a sentence.
create table node_decision (
    participant_id varchar(64)   not null,
    session_id     varchar(64)   not null,
    period         integer       not null,
    sentence       varchar(1000) not null,
    primary key (participant_id, session_id, period)
);
