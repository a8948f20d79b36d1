package io.rowseal.persistence;

import io.rowseal.keys.KeyRing;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * An entity as an application writes it that keeps its key ring in a field of its own. The converters name the interface again
 * for EclipseLink.
 */
@Entity
public class ConvertedPerson {

    public static KeyRing ring;

    @Id
    public Long id;

    @Version
    public int version;

    public String room;

    @Convert(converter = Notes.class)
    @Column(length = 1000)
    public String notes;

    @Convert(converter = BirthDate.class)
    @Column(length = 200)
    public LocalDate birthDate;

    @Convert(converter = Salary.class)
    @Column(length = 200)
    public BigDecimal salary;

    @Convert(converter = Photo.class)
    @Column(length = 200)
    public byte[] photo;

    @Convert(converter = Email.class)
    @Column(length = 500)
    public String email;

    @Converter
    public static class Notes extends EncryptedConverter<String> implements AttributeConverter<String, byte[]> {

        public Notes() {
            super(String.class, "ConvertedPerson", "notes");
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }

    @Converter
    public static class BirthDate extends EncryptedConverter<LocalDate>
            implements AttributeConverter<LocalDate, byte[]> {

        public BirthDate() {
            super(LocalDate.class, "ConvertedPerson", "birthDate");
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }

    @Converter
    public static class Salary extends EncryptedConverter<BigDecimal>
            implements AttributeConverter<BigDecimal, byte[]> {

        public Salary() {
            super(BigDecimal.class, "ConvertedPerson", "salary");
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }

    @Converter
    public static class Photo extends EncryptedConverter<byte[]> implements AttributeConverter<byte[], byte[]> {

        public Photo() {
            super(byte[].class, "ConvertedPerson", "photo");
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }

    @Converter
    public static class Email extends EncryptedTextConverter implements AttributeConverter<String, String> {

        public Email() {
            super("ConvertedPerson", "email");
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }
}
