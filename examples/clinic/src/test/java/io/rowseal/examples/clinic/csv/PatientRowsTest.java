package io.rowseal.examples.clinic.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.examples.clinic.BadInputException;
import io.rowseal.examples.clinic.patient.BloodGroup;
import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatientRowsTest {

    @Test
    void valuesGetTheTypesOfTheirFields() {
        Patient patient = read("name,age,birthDate,bloodGroup,insured\n 名前 ,0.420, 1987-04-12 ,a_positive,Yes\n")
                .get(0);

        assertThat(value(patient, "name")).isEqualTo(" 名前 ");
        assertThat(value(patient, "age")).isEqualTo(new BigDecimal("0.420"));
        assertThat(value(patient, "birthDate")).isEqualTo(LocalDate.of(1987, 4, 12));
        assertThat(value(patient, "bloodGroup")).isEqualTo(BloodGroup.A_POSITIVE);
        assertThat(value(patient, "insured")).isEqualTo(true);
    }

    @Test
    void emptyValuesAndFieldsWithoutColumnStayNull() {
        Patient patient = read("name,age\nx,\n").get(0);

        assertThat(value(patient, "age")).isNull();
        assertThat(value(patient, "email")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "age, thirty, is not a decimal number such as 28.5",
        "fee, 1e999999999, is not a decimal number such as 28.5",
        "birthDate, 12.04.1987, is not a date such as 1987-04-12",
        "insured, maybe, 'is not yes, no, true or false'",
        "bloodGroup, Z_POSITIVE, is not one of [O_NEGATIVE"
    })
    void unreadableValueIsNamedByPlaceAndNotShown(String field, String value, String expected) {
        assertThatThrownBy(() -> read("name," + field + "\nx,\ny," + value + "\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 2 (line 3), column '" + field + "' (field " + field + ") " + expected)
                .hasMessageNotContaining(value);
    }

    @Test
    void textThatItsColumnCanNotHoldIsRefused() {
        String longest = "雪".repeat(255);

        assertThat(value(read("name\n" + longest + "\n").get(0), "name")).isEqualTo(longest);
        assertThatThrownBy(() -> read("name\n" + longest + "音\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 1 (line 2), column 'name' (field name) is longer than 255 characters");
    }

    @Test
    void fileWithoutAnyValueToEncryptIsRefused() {
        assertThatThrownBy(() -> read("sex,name\nfemale,\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no value for an encrypted field");
    }

    private static List<Patient> read(String csv) {
        CsvTable table = CsvTableTest.table(csv);
        return PatientRows.read(table, FieldMapping.of(null, table));
    }

    private static Object value(Patient patient, String name) {
        PatientField field = FieldMappingTest.field(name);
        return field.get(patient);
    }
}
