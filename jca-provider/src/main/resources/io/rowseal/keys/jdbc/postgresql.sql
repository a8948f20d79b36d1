-- KEK records of Rowseal. They hold no secret, but without them no data can be read: back this table up.
create table if not exists rowseal_kek (
    kek_id      bytea                     not null primary key check (octet_length(kek_id) = 8),
    purpose     varchar(16)  collate "C"  not null,
    scope       varchar(255) collate "C"  not null,
    seq         integer                   not null,
    created_at  bigint                    not null,
    state       varchar(16)  collate "C"  not null,
    recipients  bytea                     not null check (octet_length(recipients) <= 168001),
    check_value bytea                     not null check (octet_length(check_value) = 32),
    unique (scope, purpose, seq)
);
