package io.rowseal.hibernate.internal.mode;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.PlaintextListener;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.row.Column;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a SessionFactory say of how its attributes are read and written. Settings are not looked at before there is
 * an encrypted attribute that needs them: its refusal shows the reason unwrapped. Thread safe.
 */
public final class AttributeOptions {

    private final ModeSettings modes;
    private final Object sealedValues;
    private final Object indexCheck;
    private final @Nullable Object plaintextListener;

    public AttributeOptions(Map<String, Object> settings) {
        this.modes = new ModeSettings(settings);
        this.sealedValues = settings.getOrDefault(RowsealSettings.SEALED_VALUES, "allow");
        this.indexCheck = settings.getOrDefault(RowsealSettings.INDEX_CHECK, "fail");
        this.plaintextListener = settings.get(RowsealSettings.PLAINTEXT_LISTENER);
    }

    public ModeSettings modes() {
        return modes;
    }

    public boolean rejectsSealedValues() {
        return RowsealSettings.areSealedValuesRejected(sealedValues);
    }

    /** The column as it is read. */
    public Column readable(Column column) {
        return rejectsSealedValues() ? column.withoutSealedValues() : column;
    }

    public IndexCheck indexCheck() {
        return IndexCheck.of(indexCheck);
    }

    @Nullable
    public PlaintextListener plaintextListener() {
        if (plaintextListener == null || plaintextListener instanceof PlaintextListener) {
            return (PlaintextListener) plaintextListener;
        }
        throw new ConfigurationException("setting '" + RowsealSettings.PLAINTEXT_LISTENER + "' must be a "
                + PlaintextListener.class.getName() + " object, not a "
                + plaintextListener.getClass().getName());
    }
}
