package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import org.jspecify.annotations.Nullable;

/** A pair of parentheses of a native SQL statement, or all of it: what it is for, and how far it was read. */
public final class NativeLevel {

    /** What the parentheses are for. */
    enum Frame {
        QUERY,
        DERIVED,
        EXISTS,
        SUBQUERY,
        FUNCTION,
        GROUP
    }

    final Frame frame;

    /** Whether the caller gets what it selects. */
    final boolean top;

    /** The function whose arguments stand here; empty if none. */
    final String function;

    /** The clause that is being read; empty before the first. */
    String clause;

    boolean distinct;

    /** An encrypted attribute that is selected. */
    @Nullable
    EncryptedAttribute selected;

    NativeLevel(Frame frame, boolean top, String clause, String function) {
        this.frame = frame;
        this.top = top;
        this.clause = clause;
        this.function = function;
    }

    boolean isQuery() {
        return frame != Frame.FUNCTION && frame != Frame.GROUP;
    }

    /** Where a column stands that is read now, for messages. */
    String place() {
        if (frame == Frame.FUNCTION) {
            return "function " + function + "()";
        }
        if (clause.equals("select")) {
            return distinct ? "select distinct" : "the select list of a subquery, or of an insert";
        }
        return switch (clause) {
            case "" -> "a statement of this kind";
            case "from" -> "a join or the from clause";
            case "on" -> "a join condition";
            case "values", "insert" -> "insert";
            default -> clause;
        };
    }
}
