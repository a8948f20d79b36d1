package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;

/** Entities as applications have them, each beside its plain twin. */
final class EverydayTwins {

    private EverydayTwins() {}

    static Class<?>[] all() {
        return new Class<?>[] {
            SecretParty.class,
            SecretCustomer.class,
            SecretOrder.class,
            SecretNote.class,
            PlainParty.class,
            PlainCustomer.class,
            PlainOrder.class,
            PlainNote.class
        };
    }

    @Embeddable
    static class SecretAddress {
        @Encrypted
        String street;

        @Encrypted
        @BlindIndex(domain = "city")
        String city;
    }

    @Embeddable
    static class SecretContact {
        String kind;

        @Encrypted
        String number;
    }

    @Entity(name = "SecretParty")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DynamicUpdate
    static class SecretParty {
        @Id
        Long id;

        @Version
        int version;

        @Encrypted
        @BlindIndex
        String name;

        String plain;
    }

    @Entity(name = "SecretCustomer")
    @DynamicUpdate
    static class SecretCustomer extends SecretParty {
        @Encrypted
        @BlindIndex
        String email;

        @Encrypted
        Integer score;

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "home_street"))
        @AttributeOverride(name = "city", column = @Column(name = "home_city"))
        SecretAddress home;

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "work_street"))
        @AttributeOverride(name = "city", column = @Column(name = "work_city"))
        SecretAddress work;

        @ElementCollection
        @OrderColumn
        List<SecretContact> contacts = new ArrayList<>();

        @ElementCollection
        @MapKeyColumn(name = "label")
        Map<String, SecretContact> byLabel = new HashMap<>();

        @OneToMany(mappedBy = "customer", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("id")
        List<SecretOrder> orders = new ArrayList<>();
    }

    @Entity(name = "SecretOrder")
    @SQLRestriction("state <> 'hidden'")
    @FilterDef(name = "ofState")
    @Filter(name = "ofState", condition = "state = 's1'")
    static class SecretOrder {
        @Id
        Long id;

        String state;

        @Encrypted
        @BlindIndex
        String item;

        @ManyToOne
        SecretCustomer customer;
    }

    @Entity(name = "SecretNote")
    @SoftDelete
    static class SecretNote {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String title;

        @Encrypted
        String text;
    }

    @Embeddable
    static class PlainAddress {
        String street;
        String city;
    }

    @Embeddable
    static class PlainContact {
        String kind;

        @Column(name = "num")
        String number;
    }

    @Entity(name = "PlainParty")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DynamicUpdate
    static class PlainParty {
        @Id
        Long id;

        @Version
        int version;

        String name;
        String plain;
    }

    @Entity(name = "PlainCustomer")
    @DynamicUpdate
    static class PlainCustomer extends PlainParty {
        String email;
        Integer score;

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "home_street"))
        @AttributeOverride(name = "city", column = @Column(name = "home_city"))
        PlainAddress home;

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "work_street"))
        @AttributeOverride(name = "city", column = @Column(name = "work_city"))
        PlainAddress work;

        @ElementCollection
        @OrderColumn
        List<PlainContact> contacts = new ArrayList<>();

        @ElementCollection
        @MapKeyColumn(name = "label")
        Map<String, PlainContact> byLabel = new HashMap<>();

        @OneToMany(mappedBy = "customer", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("id")
        List<PlainOrder> orders = new ArrayList<>();
    }

    @Entity(name = "PlainOrder")
    @SQLRestriction("state <> 'hidden'")
    @Filter(name = "ofState", condition = "state = 's1'")
    static class PlainOrder {
        @Id
        Long id;

        String state;
        String item;

        @ManyToOne
        PlainCustomer customer;
    }

    @Entity(name = "PlainNote")
    @SoftDelete
    static class PlainNote {
        @Id
        Long id;

        @Column(unique = true)
        String title;

        String text;
    }
}
