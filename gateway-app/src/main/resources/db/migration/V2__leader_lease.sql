-- Which of several instances of one organisation on one database leads: reads events, acts for nodes, leads sessions.
create table lease (
    name varchar(32) primary key,
    holder varchar(64) not null,
    ends timestamp with time zone not null
);

insert into lease (name, holder, ends) values ('leader', 'nobody', timestamp with time zone '2000-01-01 00:00:00+00');
