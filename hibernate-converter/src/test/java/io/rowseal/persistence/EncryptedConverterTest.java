package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import io.rowseal.row.Column;
import io.rowseal.row.TableKeys;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncryptedConverterTest {

    private static final LocalDate DATE = LocalDate.of(1980, 5, 6);

    private KeyRing ring = newRing();
    private String scope = KeyRing.DEFAULT_SCOPE;

    private final EncryptedConverter<LocalDate> dates = new DateConverter("Person", "BIRTH_DATE");
    private final EncryptedTextConverter texts = new TextConverter("person", "email");

    private static KeyRing newRing() {
        return KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
    }

    @AfterEach
    void closeRing() {
        ring.close();
    }

    @Test
    void writesWhatTheDirectApiOpensWithTableAndColumnInLowerCase() {
        byte[] stored = dates.convertToDatabaseColumn(DATE);

        byte[] opened =
                Envelope.of(ring).open(stored, Context.of("table", "person", "column", "birth_date", "type", "date"));

        assertThat(stored).hasSize(8 + 99);
        assertThat(ValueCodecs.forType(LocalDate.class).decode(opened)).isEqualTo(DATE);
        assertThat(dates.convertToEntityAttribute(stored)).isEqualTo(DATE);
    }

    @Test
    void exchangesValuesWithTheCipherEnvelope() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("Envelope", new RowsealProvider());
        EnvelopeParameterSpec context =
                EnvelopeParameterSpec.of("table", "person", "column", "birth_date", "type", "date");
        byte[] encoded = ValueCodecs.forType(LocalDate.class).encode(DATE);

        cipher.init(Cipher.DECRYPT_MODE, ring.key(scope), context);
        assertThat(cipher.doFinal(dates.convertToDatabaseColumn(DATE))).isEqualTo(encoded);

        cipher.init(Cipher.ENCRYPT_MODE, ring.key(scope), context);
        assertThat(dates.convertToEntityAttribute(cipher.doFinal(encoded))).isEqualTo(DATE);
    }

    @Test
    void readsWhatTheDirectApiSealed() {
        byte[] encoded = ValueCodecs.forType(LocalDate.class).encode(DATE);

        byte[] stored =
                Envelope.of(ring).seal(encoded, Context.of("column", "birth_date", "table", "person", "type", "date"));

        assertThat(dates.convertToEntityAttribute(stored)).isEqualTo(DATE);
    }

    @Test
    void writesTextAsMarkedBase64UrlOfASealedValue() {
        String stored = texts.convertToDatabaseColumn("zoë@example.org");

        assertThat(stored).startsWith("rs1.").matches("[\\x21-\\x7e]+");
        byte[] sealed = Base64.getUrlDecoder().decode(stored.substring(4));
        assertThat(Envelope.of(ring).open(sealed, Context.of("table", "person", "column", "email")))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo("zoë@example.org");
        assertThat(texts.convertToEntityAttribute(stored)).isEqualTo("zoë@example.org");
    }

    @Test
    void keepsNullAndGivesEveryWriteItsOwnBytes() {
        assertThat(dates.convertToDatabaseColumn(null)).isNull();
        assertThat(dates.convertToEntityAttribute(null)).isNull();
        assertThat(texts.convertToDatabaseColumn(null)).isNull();
        assertThat(texts.convertToEntityAttribute(null)).isNull();
        assertThat(dates.convertToDatabaseColumn(DATE)).isNotEqualTo(dates.convertToDatabaseColumn(DATE));
    }

    @Test
    void attack03_refusesAValueMovedFromAnotherColumnOrTable() {
        byte[] stored = dates.convertToDatabaseColumn(DATE);

        for (EncryptedConverter<LocalDate> other : new EncryptedConverter[] {
            new DateConverter("person", "death_date"), new DateConverter("pet", "birth_date")
        }) {
            assertThatThrownBy(() -> other.convertToEntityAttribute(stored)).isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void refusesAnyAlteredByteAndNamesTableAndColumn() {
        byte[] stored = dates.convertToDatabaseColumn(DATE);
        for (int i = 0; i < stored.length; i++) {
            byte[] altered = stored.clone();
            altered[i] ^= 0x10;
            assertThatThrownBy(() -> dates.convertToEntityAttribute(altered))
                    .isInstanceOfAny(
                            TamperedException.class,
                            WrongContextException.class,
                            UnknownKeyException.class,
                            MalformedCiphertextException.class)
                    .hasMessageStartingWith("table 'person', column 'birth_date': ");
        }
        assertThatThrownBy(() -> dates.convertToEntityAttribute(Arrays.copyOf(stored, stored.length - 1)))
                .isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> dates.convertToEntityAttribute(new byte[0]))
                .isInstanceOf(MalformedCiphertextException.class);
    }

    @Test
    void refusesACellThatBringsItsOwnRowKey() {
        TableKeys rows = TableKeys.of(ring, scope, "person");
        Column column = Column.binary("birth_date");
        var key = rows.newRowKey();
        byte[] cell = key.seal(
                column, new byte[0], ValueCodecs.forType(LocalDate.class).encode(DATE));
        byte[] planted = Arrays.copyOf(key.block(), key.block().length + cell.length);
        System.arraycopy(cell, 0, planted, key.block().length, cell.length);

        assertThat(rows.open(column, planted)).hasSize(8);
        assertThatThrownBy(() -> dates.convertToEntityAttribute(planted))
                .isInstanceOf(MalformedCiphertextException.class);
    }

    @Test
    void refusesPlainTextInATextColumn() {
        for (String plain : new String[] {"", "zoë", "RS1.abc"}) {
            assertThatThrownBy(() -> texts.convertToEntityAttribute(plain))
                    .isInstanceOf(PlaintextFoundException.class)
                    .hasMessageContaining("table 'person', column 'email'")
                    .hasMessageNotContaining("zoë");
        }
        String stored = texts.convertToDatabaseColumn("a");
        for (String altered :
                new String[] {"rs1.", "rs1.abc", stored + "=", stored + "ä", stored.replace("rs1.", "rs1. ")}) {
            assertThatThrownBy(() -> texts.convertToEntityAttribute(altered))
                    .isInstanceOfAny(MalformedCiphertextException.class, TamperedException.class);
        }
    }

    @Test
    void followsTheScopeAndTheRingOfTheSubclass() {
        byte[] ofDefault = dates.convertToDatabaseColumn(DATE);
        scope = "tenant-7";
        byte[] ofTenant = dates.convertToDatabaseColumn(DATE);

        assertThat(dates.convertToEntityAttribute(ofTenant)).isEqualTo(DATE);
        assertThatThrownBy(() -> dates.convertToEntityAttribute(ofDefault)).isInstanceOf(WrongContextException.class);
        scope = KeyRing.DEFAULT_SCOPE;
        assertThat(dates.convertToEntityAttribute(ofDefault)).isEqualTo(DATE);

        KeyRing first = ring;
        ring = newRing();
        assertThatThrownBy(() -> dates.convertToEntityAttribute(ofDefault))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageStartingWith("table 'person', column 'birth_date': ");
        first.close();
    }

    @Test
    void refusesValuesAndTypesWithoutEncodingAndBlankNames() {
        assertThatThrownBy(() -> texts.convertToDatabaseColumn("Zo\ud800"))
                .isInstanceOf(ValueEncodingException.class)
                .hasMessageStartingWith("table 'person', column 'email': ")
                .hasMessageNotContaining("Zo");
        assertThatThrownBy(() -> new DateConverter(" ", "birth_date")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TextConverter("person", "")).isInstanceOf(IllegalArgumentException.class);
        assertThat(dates).hasToString("EncryptedConverter[person.birth_date]");
        assertThat(texts).hasToString("EncryptedTextConverter[person.email]");
    }

    private final class DateConverter extends EncryptedConverter<LocalDate> {

        DateConverter(String table, String column) {
            super(LocalDate.class, table, column);
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }

        @Override
        protected String scope() {
            return scope;
        }
    }

    private final class TextConverter extends EncryptedTextConverter {

        TextConverter(String table, String column) {
            super(table, column);
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }
}
