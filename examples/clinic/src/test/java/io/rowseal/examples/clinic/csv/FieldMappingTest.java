package io.rowseal.examples.clinic.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.examples.clinic.BadInputException;
import io.rowseal.examples.clinic.patient.PatientField;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldMappingTest {

    private final CsvTable table = CsvTableTest.table("Id,Name,Fare,\"Cabin, if any\",a=b\n1,2,3,4,5\n");

    @Test
    void namesFieldAndColumn() {
        assertThat(FieldMapping.of("name=Name,fee=Fare", table).columns())
                .isEqualTo(Map.of(field("name"), 1, field("fee"), 2));
    }

    @Test
    void columnsWithCommasAreQuotedAndMayHoldEqualsSigns() {
        assertThat(FieldMapping.of("\"room=Cabin, if any\",ticket=a=b", table).columns())
                .isEqualTo(Map.of(field("room"), 3, field("ticket"), 4));
    }

    @Test
    void withoutATextTakesColumnsNamedLikeFields() {
        CsvTable named = CsvTableTest.table("id,NAME,birthdate\n1,2,3\n");

        FieldMapping mapping = FieldMapping.of(null, named);

        assertThat(mapping.columns()).isEqualTo(Map.of(field("name"), 1, field("birthDate"), 2));
        assertThat(mapping.describe(named)).isEqualTo("name=NAME, birthDate=birthdate");
    }

    @Test
    void unknownFieldIsRefusedWithAllThatExist() {
        refuses("nmae=Name", "there is no field 'nmae'", PatientField.names(), "Id, Name, Fare, Cabin, if any, a=b");
    }

    @Test
    void unknownColumnIsRefusedWithAllThatExist() {
        refuses("name=name", "there is no column 'name'", PatientField.names(), "Id, Name, Fare");
    }

    @Test
    void fieldGivenTwiceIsRefused() {
        refuses("name=Name,NAME=Fare", "two columns are given for the field 'name'");
    }

    @Test
    void pairWithoutEqualsSignAndOpenQuoteAreRefused() {
        refuses("name", "'name' is not FIELD=COLUMN");
        refuses("=Name", "'=Name' is not FIELD=COLUMN");
        refuses("\"name=Name", "a quote is not closed");
    }

    @Test
    void columnThatTheFileHasTwiceIsRefused() {
        CsvTable twice = CsvTableTest.table("Name,Name\n1,2\n");

        assertThatThrownBy(() -> FieldMapping.of("name=Name", twice))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("two columns 'Name'");
        assertThatThrownBy(() -> FieldMapping.of(null, twice))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("two columns are given for the field 'name'");
    }

    @Test
    void fileWithoutAnyFieldNeedsAMapping() {
        CsvTable foreign = CsvTableTest.table("x,y\n1,2\n");

        assertThatThrownBy(() -> FieldMapping.of(null, foreign))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("--map=name=Name", PatientField.names(), "x, y");
    }

    private void refuses(String map, String... parts) {
        assertThatThrownBy(() -> FieldMapping.of(map, table))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(parts);
    }

    static PatientField field(String name) {
        PatientField field = PatientField.named(name);
        assertThat(field).as(name).isNotNull();
        return field;
    }
}
