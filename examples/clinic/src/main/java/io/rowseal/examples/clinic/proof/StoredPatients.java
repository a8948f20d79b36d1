package io.rowseal.examples.clinic.proof;

import io.rowseal.examples.clinic.patient.PatientField;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The patients as whoever can use the database sees and changes them: by SQL, without keys. */
public final class StoredPatients {

    private final JdbcTemplate jdbc;

    /**
     * Creates the view.
     *
     * @param jdbc the database
     */
    public StoredPatients(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a column holds.
     *
     * @param id the row
     * @param field the column
     * @return the bytes, or null
     */
    public byte @Nullable [] bytes(long id, PatientField field) {
        return jdbc.queryForObject("select " + field.column() + " from patient where id = ?", byte[].class, id);
    }

    /**
     * Changes what a column holds.
     *
     * @param id the row
     * @param field the column
     * @param bytes the bytes, or null
     */
    public void put(long id, PatientField field, byte @Nullable [] bytes) {
        jdbc.update("update patient set " + field.column() + " = ? where id = ?", bytes, id);
    }

    /**
     * Counts what is stored.
     *
     * @return the counts
     */
    public StoredCounts counts() {
        long cells = 0;
        long sealed = 0;
        for (PatientField field : PatientField.encryptedOnes()) {
            for (byte[] stored : column(field)) {
                if (StoredCounts.isCell(stored)) {
                    cells++;
                } else {
                    sealed++;
                }
            }
        }
        return new StoredCounts(
                number("select count(*) from patient"),
                number("select count(distinct row_key) from patient"),
                cells,
                sealed);
    }

    /**
     * One hash over everything the table holds, in order of the ids: the same as long as no byte changes.
     *
     * @return SHA-256, 32 bytes
     */
    public byte[] fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            jdbc.query("select * from patient order by id", row -> {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    byte[] bytes = row.getBytes(i);
                    digest.update(ByteBuffer.allocate(4)
                            .putInt(bytes == null ? -1 : bytes.length)
                            .array());
                    digest.update(bytes == null ? new byte[0] : bytes);
                }
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private List<byte[]> column(PatientField field) {
        return jdbc.queryForList(
                "select " + field.column() + " from patient where " + field.column() + " is not null", byte[].class);
    }

    private long number(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class);
        return number == null ? 0 : number;
    }
}
