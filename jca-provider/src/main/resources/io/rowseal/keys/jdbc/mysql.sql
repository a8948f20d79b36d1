-- KEK records of Rowseal. They hold no secret, but without them no data can be read: back this table up.
create table if not exists rowseal_kek (
    kek_id      binary(8)    not null primary key,
    purpose     varchar(16)  character set utf8mb4 collate utf8mb4_0900_bin not null,
    scope       varchar(255) character set utf8mb4 collate utf8mb4_0900_bin not null,
    seq         integer      not null,
    created_at  bigint       not null,
    state       varchar(16)  character set utf8mb4 collate utf8mb4_0900_bin not null,
    recipients  mediumblob   not null check (octet_length(recipients) <= 168001),
    check_value binary(32)   not null,
    unique (scope, purpose, seq)
) engine = InnoDB;
