package io.rowseal.hibernate.internal.statement;

/** What threads remember between the values of one statement and of one result. Thread safe. */
public final class StatementState {

    private final RowKeySlot rowKeys = new RowKeySlot();
    private final ResultLayout.Cache resultLayouts = new ResultLayout.Cache();

    /** The row key of the statement that is being bound. */
    public RowKeySlot rowKeys() {
        return rowKeys;
    }

    /** The layout of the result that is being read. */
    public ResultLayout.Cache resultLayouts() {
        return resultLayouts;
    }
}
