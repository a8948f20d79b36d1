package io.rowseal.hibernate;

/** What {@link ConcurrentUpdatesTest} needs of its entity. */
interface Sheet {

    int COLUMNS = 8;

    void setId(long id);

    String get(int column);

    void set(int column, String value);
}
