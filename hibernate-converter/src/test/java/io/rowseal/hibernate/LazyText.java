package io.rowseal.hibernate;

/** What tests see of {@link LazyNote}, which must not be loaded before it is enhanced. */
public interface LazyText {

    Long getId();

    void setId(Long id);

    String getSecret();

    void setSecret(String secret);

    String getLarge();

    void setLarge(String large);

    String getMail();

    void setMail(String mail);

    String getOther();

    void setOther(String other);

    String getPlain();

    void setPlain(String plain);
}
