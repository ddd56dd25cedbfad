-- How far the grid company's waiting has come in the phase in which a session stands.
alter table session_run add phase varchar(16);
alter table session_run add awaited_millis bigint default 0 not null;
alter table session_run add silent_millis bigint default 0 not null;
alter table session_run add looked_at timestamp(3) with time zone;
alter table session_run add waits_for varchar(1000) default '' not null;
