-- What the instance does by itself at certain times; the table that db-scheduler works with.
create table scheduled_tasks (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean      not null,
    picked_by            varchar(100),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint       not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);

-- Whether the calendar is held, and how fast a playground's days follow each other where that was changed.
create table calendar_pace (
    id              integer not null primary key check (id = 1),
    paused          boolean not null,
    session_seconds integer
);
