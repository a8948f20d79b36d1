package io.rowseal.hibernate;

import org.jspecify.annotations.Nullable;

/** What stands between two parentheses of a native statement, or the statement itself. Not thread safe. */
final class NativeLevel {

    enum Frame {
        QUERY,
        DERIVED,
        EXISTS,
        SUBQUERY,
        FUNCTION,
        GROUP
    }

    final Frame frame;
    final boolean top;
    final String function;
    String clause;
    boolean distinct;

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

    /** What a message calls it. */
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
