package io.rowseal.hibernate.internal.statement;

import java.lang.ref.WeakReference;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** The column labels of one result set, to tell columns that native SQL selects from read expressions. */
public final class ResultLayout {

    /** No column, or several, have the label. */
    public static final int NONE = 0;

    public static final int SEVERAL = -1;

    private final WeakReference<ResultSet> result;
    private final String[] labels;

    private ResultLayout(ResultSet result) throws SQLException {
        this.result = new WeakReference<>(result);
        ResultSetMetaData columns = result.getMetaData();
        this.labels = new String[columns.getColumnCount() + 1];
        for (int i = 1; i < labels.length; i++) {
            labels[i] = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a column of the result has the label of a table column; a read expression has none or its own text. */
    public boolean isLabelled(int index, String columnName) {
        return labels[index].equalsIgnoreCase(columnName);
    }

    /** The position of the only column with a label, else {@link #NONE} or {@link #SEVERAL}. */
    public int positionOf(String label) {
        int found = NONE;
        for (int i = 1; i < labels.length; i++) {
            if (labels[i].equals(label)) {
                if (found != NONE) {
                    return SEVERAL;
                }
                found = i;
            }
        }
        return found;
    }

    /** Remembers the layout of the result that a thread read last, as all its values are read one after the other. */
    public static final class Cache {

        /** The layout read last; stays until the next one or the end of the SessionFactory, but in no thread. */
        private final ThreadValue<ResultLayout> last = new ThreadValue<>();

        public ResultLayout of(ResultSet result) throws SQLException {
            ResultLayout present = last.get();
            if (present == null || !present.result.refersTo(result)) {
                present = new ResultLayout(result);
                last.set(present);
            }
            return present;
        }
    }
}
