-- The last event of the outbox that is known to be in the topic: for when the brokers have forgotten their own note of it.
create table outbox_delivery (
    id             smallint    not null primary key,
    transaction_id varchar(64) not null
);
