-- KEK records of Rowseal. They hold no secret, but without them no data can be read: back this table up.
create table if not exists rowseal_kek (
    kek_id       binary(8)         not null primary key,
    purpose      varchar(16)       not null,
    scope        varchar(255)      not null,
    seq          integer           not null,
    created_at   bigint            not null,
    state        varchar(16)       not null,
    recipients   varbinary(168001) not null,
    check_value  binary(32)        not null,
    scope_length integer generated always as (char_length(scope)),
    unique (scope, purpose, seq, scope_length)
);
