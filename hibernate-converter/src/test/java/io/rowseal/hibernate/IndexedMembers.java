package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Versions of one mapping that differ in their blind indexes only. */
final class IndexedMembers {

    /** Columns of the version without an index have room for one. */
    private static final int WIDE = 300;

    private IndexedMembers() {}

    static Object of(Class<?> version, long id) {
        if (version == Plain.class) {
            return new Plain(id);
        }
        if (version == Member.class) {
            return new Member(id);
        }
        return version == OfEpoch2.class ? new OfEpoch2(id) : new OfDomain(id);
    }

    private static String email(long id) {
        return id + "@example.org";
    }

    private static String nick(long id) {
        return "nick " + id;
    }

    @Entity(name = "Plain")
    @Table(name = "indexed_member")
    static class Plain {
        @Id
        long id;

        @Encrypted
        @Column(length = WIDE)
        String email;

        @Encrypted(storage = Storage.TEXT)
        @Column(length = WIDE)
        String nick;

        Plain() {}

        Plain(long id) {
            this.id = id;
            this.email = IndexedMembers.email(id);
            this.nick = IndexedMembers.nick(id);
        }
    }

    @Entity(name = "Member")
    @Table(name = "indexed_member")
    static class Member {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String nick;

        Member() {}

        Member(long id) {
            this.id = id;
            this.email = IndexedMembers.email(id);
            this.nick = IndexedMembers.nick(id);
        }
    }

    @Entity(name = "OfEpoch2")
    @Table(name = "indexed_member")
    static class OfEpoch2 {
        @Id
        long id;

        @Encrypted
        @BlindIndex(epoch = 2)
        String email;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex(epoch = 2)
        String nick;

        OfEpoch2() {}

        OfEpoch2(long id) {
            this.id = id;
            this.email = IndexedMembers.email(id);
            this.nick = IndexedMembers.nick(id);
        }
    }

    @Entity(name = "OfDomain")
    @Table(name = "indexed_member")
    static class OfDomain {
        @Id
        long id;

        @Encrypted
        @BlindIndex(domain = "mail")
        String email;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex(domain = "nick")
        String nick;

        OfDomain() {}

        OfDomain(long id) {
            this.id = id;
            this.email = IndexedMembers.email(id);
            this.nick = IndexedMembers.nick(id);
        }
    }
}
