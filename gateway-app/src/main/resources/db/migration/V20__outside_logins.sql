-- Logins that people have at an OpenID Connect provider, and whose accounts they open here.
create table outside_login (
    issuer    varchar(300) not null,
    subject   varchar(255) not null,
    user_name varchar(64)  not null references account (user_name),
    primary key (issuer, subject)
);
