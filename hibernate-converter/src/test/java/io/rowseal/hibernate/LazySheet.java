package io.rowseal.hibernate;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.LazyGroup;

/** A row that several write at the same time. Only {@link EnhancedClasses} loads it, or it would have no lazy attributes. */
@Entity(name = "LazySheet")
@DynamicUpdate
class LazySheet implements Sheet {

    @Id
    private Long id;

    @Encrypted
    private String zero;

    @Encrypted
    private String one;

    @Encrypted
    @Basic(fetch = FetchType.LAZY)
    private String two;

    @Encrypted
    @Basic(fetch = FetchType.LAZY)
    private String three;

    @Encrypted
    @Basic(fetch = FetchType.LAZY)
    @LazyGroup("later")
    private String four;

    @Encrypted
    @Basic(fetch = FetchType.LAZY)
    @LazyGroup("later")
    private String five;

    @Encrypted
    @Basic(fetch = FetchType.LAZY)
    @LazyGroup("last")
    private String six;

    @Encrypted
    @Basic(fetch = FetchType.LAZY)
    @LazyGroup("last")
    private String seven;

    /** Called by Hibernate. */
    LazySheet() {}

    @Override
    public void setId(long id) {
        this.id = id;
    }

    @Override
    public String get(int column) {
        return switch (column) {
            case 0 -> zero;
            case 1 -> one;
            case 2 -> two;
            case 3 -> three;
            case 4 -> four;
            case 5 -> five;
            case 6 -> six;
            default -> seven;
        };
    }

    @Override
    public void set(int column, String value) {
        switch (column) {
            case 0 -> zero = value;
            case 1 -> one = value;
            case 2 -> two = value;
            case 3 -> three = value;
            case 4 -> four = value;
            case 5 -> five = value;
            case 6 -> six = value;
            default -> seven = value;
        }
    }
}
