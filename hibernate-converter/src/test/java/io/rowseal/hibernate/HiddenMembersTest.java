package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Annotated members that Hibernate does not see as attributes: what they hold would be stored in plaintext. */
@OnHibernate72
class HiddenMembersTest extends RefusalCases {

    @Override
    Stream<Refusal> refused() {
        return Stream.of(
                refusal("has @Encrypted but is not mapped", "not of an interface", OfInterface.class),
                refusal("has @Encrypted but is not mapped", "not of an interface", OfDistantInterface.class),
                refusal("has @BlindIndex but not @Encrypted", "add @Encrypted", IndexedByInterface.class),
                refusal(
                        "a subclass of the embeddable",
                        "move it to that class",
                        WithContact.class,
                        Contact.class,
                        ContactByGetter.class),
                refusal("stores its class as one value", "@Encrypted(json = true)", WithProfile.class),
                refusal("stores its class as one value", "@Encrypted(json = true)", WithProfiles.class),
                refusal("stores its class as one value", "@Encrypted(json = true)", WithElements.class));
    }

    interface HasSecret {
        @Encrypted
        String getSecret();
    }

    @Entity
    static class OfInterface implements HasSecret {
        private Long id;
        private String secret;

        @Id
        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        @Override
        public String getSecret() {
            return secret;
        }

        public void setSecret(String secret) {
            this.secret = secret;
        }
    }

    interface HasMore extends HasSecret {}

    abstract static class Base implements HasMore {}

    @Entity
    static class OfDistantInterface extends Base {
        @Id
        Long id;

        String secret;

        @Override
        public String getSecret() {
            return secret;
        }
    }

    interface HasIndexed {
        @BlindIndex
        String getSecret();
    }

    @Entity
    static class IndexedByInterface implements HasIndexed {
        @Id
        Long id;

        String secret;

        @Override
        public String getSecret() {
            return secret;
        }
    }

    @Embeddable
    @DiscriminatorColumn(name = "kind")
    static class Contact {
        String city;
    }

    @Embeddable
    @DiscriminatorValue("s")
    static class ContactByGetter extends Contact {
        String secret;

        @Encrypted
        String getSecret() {
            return secret;
        }
    }

    @Entity
    static class WithContact {
        @Id
        Long id;

        @Embedded
        Contact contact;
    }

    public static class Profile {
        @Encrypted
        public String secret;
    }

    @Entity
    static class WithProfile {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        Profile profile;
    }

    @Entity
    static class WithProfiles {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        List<Profile> profiles;
    }

    @Entity
    static class WithElements {
        @Id
        Long id;

        @ElementCollection
        @JdbcTypeCode(SqlTypes.JSON)
        List<Profile> elements;
    }
}
