package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import org.hibernate.annotations.LazyGroup;

/** An entity that is enhanced by {@link EnhancedClasses}, reached through its interface. */
@Entity(name = "LazyNote")
public class LazyNote implements LazyText {

    @Id
    private Long id;

    @Basic(fetch = FetchType.LAZY)
    @Encrypted
    private String secret;

    @Basic(fetch = FetchType.LAZY)
    @LazyGroup("large")
    @Encrypted
    private String large;

    @Basic(fetch = FetchType.LAZY)
    @LazyGroup("large")
    @Encrypted
    @BlindIndex
    private String mail;

    @Encrypted
    private String other;

    private String plain;

    @Override
    public Long getId() {
        return id;
    }

    @Override
    public void setId(Long id) {
        this.id = id;
    }

    @Override
    public String getSecret() {
        return secret;
    }

    @Override
    public void setSecret(String secret) {
        this.secret = secret;
    }

    @Override
    public String getLarge() {
        return large;
    }

    @Override
    public void setLarge(String large) {
        this.large = large;
    }

    @Override
    public String getMail() {
        return mail;
    }

    @Override
    public void setMail(String mail) {
        this.mail = mail;
    }

    @Override
    public String getOther() {
        return other;
    }

    @Override
    public void setOther(String other) {
        this.other = other;
    }

    @Override
    public String getPlain() {
        return plain;
    }

    @Override
    public void setPlain(String plain) {
        this.plain = plain;
    }
}
