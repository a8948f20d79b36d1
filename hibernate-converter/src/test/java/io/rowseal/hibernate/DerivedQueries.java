package io.rowseal.hibernate;

import java.util.List;
import java.util.stream.Stream;

/** Queries with derived tables and their like, for any of {@link FetchTwins}; {@code %s} is the entity, {@code %B} that of its boss. */
final class DerivedQueries {

    /** What reads the same as of plain columns. */
    static final List<String> READ = lines("""
            select x.b from (select p.boss as b, p.id as i from %s p) x order by x.i
            select x.b.name from (select p.boss as b, p.id as i from %s p) x order by x.i
            select x.i from (select p.id as i from %s p where p.name = :n) x order by x.i
            select p.name from %s p join (select q.id as i from %s q where q.name = :n) x on x.i = p.id order by p.id
            select p.name, x.c from %s p join (select q.boss.id as b, count(q.name) as c from %s q group by q.boss.id) x on x.b = p.boss.id order by p.id
            select x.c from (select count(distinct q.name) as c from %s q) x
            select p.name, x.i from %s p join lateral (select q.id as i from %s q where q.boss = p.boss order by q.id limit 1) x order by p.id
            select p.name, x.i from %s p join lateral (select q.id as i from %s q where q.name = p.name order by q.id limit 1) x order by p.id
            select p.id from %s p where p.name = :n union select q.id from %s q where q.plain = 'plain 1' order by 1
            select p.name from %s p where p.id in (select q.id from %s q union select r.id from %s r where r.name = :n) order by p.id
            select p.id, count(p.name) over (partition by p.plain) from %s p order by p.id
            select p.id, count(distinct p.name) from %s p group by p.id order by p.id
            select p.name, row_number() over (order by p.id) from %s p order by p.id
            select distinct p from %s p order by p.id
            select count(*) from %s p group by p.name order by 1
            select count(*) from %s p group by p.name having count(*) > 2
            select count(*) from %s p group by p.name having p.name = :n
            select p.boss, count(*) from %s p group by p.boss order by p.boss.id
            select p, count(*) from %s p group by p order by p.id
            select p, count(t) from %s p left join p.tags t group by p order by p.id
            select p.plain, count(p.name) from %s p group by p.plain order by p.plain
            select p.id, (select q from %s q where q.id = p.id) from %s p order by p.id
            select p.id, (select q.boss from %s q where q.id = p.id) from %s p order by p.id
            select p.id, (select count(q.name) from %s q where q.name = p.name) from %s p order by p.id
            select p.name from %s p where p = (select q from %s q where q.id = 3)
            select p.name from %s p where p in (select q from %s q where q.name = :n) order by p.id
            select p.name from %s p where p.boss in (select b from %B b where b.name = 'boss 1') order by p.id
            select p.name from %s p where exists (select q.name from %s q where q.name = p.name and q.id <> p.id) order by p.id
            select p.name from %s p where exists (select distinct q.letter from %s q where q.id = p.id) order by p.id
            select p.name from %s p where exists (select q from %s q where q.name = p.name and q.id <> p.id) order by p.id
            select p.name from %s p where not exists elements(p.secrets) order by p.id
            select p.id from %s p where p.name = (select q.name from %s q where q.id = 4) order by p.id
            select p.id from %s p where p.name = any (select q.name from %s q where q.id < 3) order by p.id
            select p.id from %s p where p.name <> all (select q.name from %s q where q.id < 3) order by p.id
            select p.id from %s p where (select q.name from %s q where q.id = p.id) = p.name order by p.id
            select p.id from %s p where 'name 1' = p.name order by p.id
            select case when p.name = 'name 1' then 1 else 0 end from %s p order by p.id
            select case when p.name is null then 1 else 0 end from %s p order by p.id
            select p.name = :n from %s p order by p.id
            select (p.name) from %s p order by p.id
            select treat(p as %s).name from %s p order by p.id
            select new list(p.name, p.letter) from %s p order by p.id
            select new map(p.name as n, p.letter as l) from %s p order by p.id
            select p.boss.name from %s p order by p.id
            select p.id from %s p where (p.id, p.plain) in (select q.id, q.plain from %s q where q.name = :n) order by p.id
            select p.name from %s p where p.id > 2 order by p.id limit 2
            select p.name from %s p where (p.plain, p.id) > ('plain 0', 2) order by p.plain, p.id limit 2
            from %s p where p.id > 2 order by p.id fetch first 2 rows only
            select p.name from %s p order by p.plain fetch first 1 rows with ties
            select p.id, p.name from %s p where p.plain = 'plain 1' order by p.plain fetch first 2 rows with ties
            select p.name from %s p order by p.id fetch first 50 percent rows only
            select count(p.name) filter (where p.name = :n) from %s p
            select max(p.id) filter (where p.name = :n) from %s p
            select sum(case when p.name = :n then 1 else 0 end) from %s p
            select size(p.secrets) from %s p order by p.id
            select p.secrets[0] from %s p where p.id = 1
            select element(s) from %s p join p.secrets s order by p.id, index(s)
            select e.name from %s p join %s e on e.name = p.name where p.id = 1 order by e.id
            select b.name, p.name from %s p cross join %B b order by p.id, b.id
            select p.letter, p.letter, p.name, p.name from %s p order by p.id
            select p.name as a, p.name as b from %s p order by p.id
            select p.id as i, p.name as a from %s p order by i
            select entry(s) from %s p join p.secrets s
            select p.id from %s p where p.name is distinct from :n order by p.id
            select p.id from %s p order by p.boss
            with c as (select p.id as i from %s p where p.name = :n) select p.name, p.letter from %s p join c d on d.i = p.id order by p.id
            with c as (select p.id as i from %s p where p.name = :n) select p from %s p where p.id in (select d.i from c d) order by p.id
            with c as materialized (select p.id as i from %s p where p.name = :n) select p.name from %s p join c d on d.i = p.id order by p.id
            with c as (select p.id as i from %s p where p.id = 1 union all select q.id as i from %s q join c d on q.id = d.i + 1) select p.name from %s p join c e on e.i = p.id order by p.id
            with c as (select p.id as i from %s p where p.id = 1 union all select q.id as i from %s q join c d on q.id = d.i + 1 and q.name = 'name 2') select p.name from %s p join c e on e.i = p.id order by p.id
            select p.name from %s p where p.id in (with c as (select q.id as i from %s q where q.name = :n) select d.i from c d) order by p.id
            select x.s.name from (select p.boss as s, count(*) as c from %s p group by p.boss) x order by x.c
            select t from (select p.id as i, t as t from %s p join p.tags t) x, %s q join q.tags t where q.id = x.i order by x.i, t
            select p.name from %s p where (p.id, p.boss.id) = (select q.id, q.boss.id from %s q where q.id = 2)
            select p.id from %s p where (p.boss, p.plain) = (p.boss, 'plain 1') order by p.id
            select p.id from %s p where p.boss = (select b from %B b where b.name = 'boss 1') order by p.id
            select distinct p.boss from %s p
            select count(distinct p.boss) from %s p
            select distinct count(p.name) from %s p group by p.name
            select p.id, p.name from %s p where p.id in (select max(q.id) from %s q group by q.name) order by p.id
            select max(p.id) as m from %s p group by p.name order by m
            select max(p.id) from %s p group by p.name, p.boss.name order by 1
            select max(p.id) from %s p group by p.home.city, p.plain order by 1
            select length(p.plain), p.letter from %s p order by p.id offset 2 rows fetch next 3 rows only
            select p.name from %s p order by p.id fetch first 50 percent rows with ties
            from %s p join fetch p.secrets order by p.id
            from %s p left join fetch p.boss order by p.plain, p.id fetch first 3 rows only
            select p.id, dense_rank() over (partition by p.plain order by p.id desc) from %s p where p.name = :n order by p.id
            select p.id, count(*) filter (where p.name = :n) over (partition by p.plain) from %s p order by p.id
            select p.id, count(*) over (partition by p.boss) from %s p order by p.id
            select p.id, count(*) over (partition by p) from %s p order by p.id
            select value(s), index(s) from %s p join p.secrets s order by p.id, index(s)
            select p.id from %s p where exists (select s from p.secrets s) order by p.id
            select p.id, (select count(s) from p.secrets s) from %s p order by p.id
            select t.name from %s p join treat(p.boss as %B) t order by p.id
            select case type(p) when %s then 1 else 2 end, p.name from %s p order by p.id
            select p.name, p.name = 'name 1' from %s p order by p.id
            select p.name as n, count(*) over () from %s p order by p.id
            select p.id from %s p where (select count(*) from %s q where q.name = p.name) > 1 order by p.id
            select p.letter from %s p where p.letter is not null order by p.id
            select p.id from %s p where not (p.name = :n or p.boss.name = 'boss 1') order by p.id
            select p.home.street, p.home.city from %s p order by p.id
            """);

    /** What is refused, behind the attribute that the refusal names. */
    static final List<String> REFUSED = lines("""
            name: select array_contains(array(p.name), 'x') from %s p
            name: select p.id from %s p where array_contains(array('name 1'), p.name)
            name: select p.id from %s p where array_contains(p.tags, p.name)
            name: select x.n from (select p.name as n, p.id as i from %s p) x order by x.i
            letter: select x.n from (select p.letter as n, p.id as i from %s p) x order by x.i
            born: select x.n from (select p.born as n, p.id as i from %s p) x order by x.i
            extra: select x.n from (select p.extra as n, p.id as i from %s p) x order by x.i
            more: select x.n from (select p.more as n, p.id as i from %s p) x order by x.i
            city: select x.h from (select p.home as h, p.id as i from %s p) x order by x.i
            secrets: select x.s from (select s as s, p.id as i, index(s) as k from %s p join p.secrets s) x order by x.i, x.k
            name: select p.id, x.n from %s p left join lateral (select q.name as n from %s q where q.id = p.id) x order by p.id
            name: select p.name from %s p union select q.name from %s q
            name: select p.name from %s p union all select q.name from %s q
            letter: select p.letter from %s p union all select q.letter from %s q
            city: select p.home from %s p union all select q.home from %s q
            name: select p.boss from %s p where p.id = 1 union all select q.boss from %s q where q.id = 2
            name: select p.name from %s p intersect select q.name from %s q
            name: select p.name from %s p except select q.name from %s q
            name: select p.id from %s p where p.name in (select q.name from %s q where q.id = 1 union select r.name from %s r where r.id = 2) order by p.id
            name: select p.id from %s p where p.name in (select q.name from %s q where q.id < 5 intersect select r.name from %s r where r.id = 2) order by p.id
            name: select p.id from %s p where p.name in (select q.name from %s q except select r.name from %s r where r.id = 2) order by p.id
            letter: select p.id from %s p where p.letter in (select q.letter from %s q union select r.letter from %s r) order by p.id
            name: select x.n from (select p.name as n from %s p union all select q.name as n from %s q) x
            name: select p.id, row_number() over (order by p.name) from %s p order by p.id
            name: select p.id, row_number() over (partition by p.name order by p.id) from %s p order by p.id
            city: select p.id, count(p.id) over (partition by p.home.city) from %s p order by p.id
            name: select p.id, first_value(p.name) over (order by p.id) from %s p order by p.id
            name: select p.id, lag(p.name, 1) over (order by p.id) from %s p order by p.id
            name: select p.id, max(p.name) over (order by p.id) from %s p order by p.id
            name: select distinct p.name from %s p
            letter: select distinct p.letter from %s p
            name: select distinct p.id, p.name from %s p order by p.id
            city: select distinct p.home from %s p
            name: select distinct p.boss.name from %s p
            name: select p.name, count(*) from %s p group by p.name
            letter: select count(*) from %s p group by p.letter
            name: select p.boss.name, count(*) from %s p group by p.boss.name
            city: select p.home, count(*) from %s p group by p.home
            name: select p.id, p.name from %s p group by p.id, p.name order by p.id
            name: select p.id, (select q.name from %s q where q.id = p.id) from %s p order by p.id
            letter: select p.id, (select q.letter from %s q where q.id = p.id) from %s p order by p.id
            name: select p.name from %s p where exists (select x.n from (select q.name as n, q.id as i from %s q) x where x.i = p.id) order by p.id
            name: select p.name from %s p where exists (select q.name from %s q union select q.name from %s q) order by p.id
            name: select p.id from %s p where p.name = (select max(q.name) from %s q) order by p.id
            name: select p.id from %s p where (select q.name from %s q where q.id = p.id) = :n order by p.id
            name: select p.id from %s p where (select q.name from %s q where q.id = p.id) is null order by p.id
            name: select p.id from %s p where (select q.name from %s q where q.id = p.id) = (select q.name from %s q where q.id = 1) order by p.id
            name: select p.id from %s p where :n in (select q.name from %s q) order by p.id
            secrets: select p.id from %s p where 'tag 1' member of p.secrets order by p.id
            secrets: select p.id from %s p where 'tag 1' in elements(p.secrets) order by p.id
            name: select coalesce(p.name, 'x') from %s p order by p.id
            name: select coalesce(p.name, p.letter) from %s p order by p.id
            name: select coalesce(p.name, p.name) from %s p order by p.id
            name: select ifnull(p.name, p.letter) from %s p order by p.id
            name: select nullif(p.name, 'name 1') from %s p order by p.id
            name: select nullif(p.name, p.name) from %s p order by p.id
            name: select case when p.id = 1 then p.name else p.letter end from %s p order by p.id
            name: select case when p.id = 1 then p.name else p.name end from %s p order by p.id
            name: select case p.name when 'name 1' then 1 else 0 end from %s p order by p.id
            name: select case p.id when 1 then p.name end from %s p order by p.id
            name: select cast(p.name as String) from %s p order by p.id
            name: select p.name || 'x' from %s p order by p.id
            name: select trim(p.name) from %s p order by p.id
            name: select (p.id, p.name) from %s p order by p.id
            name: select coalesce(p.boss.name, p.name) from %s p order by p.id
            name: select p.id from %s p where coalesce(p.name, 'x') = 'name 1'
            name: select p.id from %s p where p.name = coalesce(:n, 'x')
            name: select p.id from %s p where nullif(p.name, 'x') is null order by p.id
            name: select p.id from %s p where (p.id, p.name) = (1, 'name 1')
            name: select p.id from %s p where (p.name, p.id) > ('name 1', 1)
            name: select p.id from %s p where (p.id, p.name) in (select q.id, q.name from %s q)
            city: select p.id from %s p where p.home = p.home order by p.id
            name: from %s p order by p.name fetch first 2 rows with ties
            name: select listagg(p.name, ',') within group (order by p.id) from %s p
            name: select listagg(p.plain, ',') within group (order by p.name) from %s p
            name: select array_agg(p.name) within group (order by p.id) from %s p
            letter: select array_agg(p.letter) within group (order by p.id) from %s p
            name: select array_agg(p.id) within group (order by p.name) from %s p
            name: select array(p.name, p.letter) from %s p
            name: select array_list(p.name) from %s p
            name: select any_value(p.name) from %s p
            name: select min(p.name) from %s p
            name: select mode() within group (order by p.name) from %s p
            name: select rank('x') within group (order by p.name) from %s p
            name: select count(p.id) filter (where p.name like 'x') from %s p
            secrets: select max(s) from %s p join p.secrets s
            secrets: select max(element(s)) from %s p join p.secrets s
            secrets: select maxelement(p.secrets) from %s p order by p.id
            secrets: select distinct s from %s p join p.secrets s
            name: select sql('?', p.name) from %s p
            name: select function('coalesce', p.name, 'x') from %s p
            name: select p.name as a from %s p order by a
            born: select format(p.born as 'yyyy') from %s p
            born: select extract(year from p.born) from %s p
            born: select p.born + 1 day from %s p
            city: select p.id from %s p order by p.home
            name: select p.id from %s p order by coalesce(p.name, 'x')
            name: select p.id from %s p order by (select q.name from %s q where q.id = p.id)
            name: select p.id from %s p where p.name like 'x%' and p.letter = 'x'
            name: with c as (select p.name as n, p.id as i from %s p) select d.n from c d order by d.i
            city: with c as (select p.home as n, p.id as i from %s p) select d.n from c d order by d.i
            name: with c as (select p.boss as b, p.id as i from %s p) select d.b from c d order by d.i
            name: with c as (select p.boss as b, p.id as i from %s p) select d.b.name from c d order by d.i
            name: with c as (select p.boss as b, p.id as i from %s p) select d.i from c d order by d.i
            name: with c as (select p.id as i, p.name as n from %s p where p.id = 1 union all select q.id as i, q.name as n from %s q join c d on q.id = d.i + 1) select e.n from c e
            name: select x.n from (select p.name as n from %s p order by p.name) x
            letter: select p.id from %s p where (p.id, p.letter) = (1, p.letter)
            name: select p.id from %s p where p.name in (select b.name from %B b) order by p.id
            name: select p.id from %s p where p.name not in (select b.name from %B b) order by p.id
            city: select count(distinct p.home) from %s p
            letter: select count(distinct p.letter) from %s p
            name: select count(distinct (p.name, p.id)) from %s p
            letter: select nth_value(p.letter, 1) over (partition by p.plain order by p.id) from %s p
            city: select p.id, row_number() over (order by p.home) from %s p
            name: select greatest(p.name, p.letter) from %s p
            name: select p.id from %s p where p.name in elements(p.tags) order by p.id
            name: select p.id from %s p where p.name member of p.tags order by p.id
            name: select p.id from %s p where p.name in (select t from %s q join q.tags t) order by p.id
            secrets: select p.id, (select max(s) from p.secrets s) from %s p order by p.id
            secrets: select s from %s p join p.secrets s union all select s from %s p join p.secrets s
            name: select (select b.name from %B b where b.name = 'boss 1') from %s p
            name: select p.id from %s p where p.name = p.boss.name order by p.id
            city: select p.id from %s p where p.home.city = p.name order by p.id
            letter: select p.id from %s p where p.letter = p.letter order by p.id
            city: select x.h.city from (select p.home as h, p.id as i from %s p) x order by x.i
            city: select x.i from (select p.home as h, p.id as i from %s p) x where x.h.city = 'city 1'
            """);

    private DerivedQueries() {}

    /** A query for an entity and its boss; null if the entity lacks an attribute of it. */
    static String of(String query, Class<?> entity) {
        boolean sub = entity.getSimpleName().endsWith("Sub");
        boolean secondary = entity.getSimpleName().endsWith("Secondary");
        if ((query.contains(".extra") && !sub) || (query.contains(".more") && !secondary)) {
            return null;
        }
        // Hibernate cannot compare the type of an entity without subclasses.
        if (query.contains("type(p)") && secondary) {
            return null;
        }
        String boss = entity.getSimpleName().startsWith("Plain") ? "PlainBoss" : "SecretBoss";
        return query.replace("%s", entity.getSimpleName()).replace("%B", boss);
    }

    private static List<String> lines(String text) {
        return Stream.of(text.split("\n", -1)).filter(line -> !line.isBlank()).toList();
    }
}
