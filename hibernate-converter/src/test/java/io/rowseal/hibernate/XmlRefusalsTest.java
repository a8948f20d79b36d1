package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.type.descriptor.java.StringJavaType;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mappings in XML that would leave an {@code @Encrypted} member in plaintext, or undo what encryption does. */
@OnHibernate72
class XmlRefusalsTest {

    private static final String NOT_MAPPED = "not mapped as an encrypted attribute";
    private static final String COMPLETE = "orm.xml that is not metadata-complete";
    private static final String CONVERTER = " converter='" + MappingRefusalsTest.Reverse.class.getName() + "'";

    private static final KeyRing RING = TestKeyRing.create();

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    @Entity
    static class Annotated {
        @Id
        Long id;

        @Encrypted
        String secret;

        String plain;

        @Embedded
        Inside inside;

        @ElementCollection
        List<Inside> parts;

        @ElementCollection
        @Encrypted
        @Column(name = "note")
        List<String> notes;
    }

    @Embeddable
    static class Inside {
        @Encrypted
        String hidden;
    }

    @Entity
    static class Simple {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    /** Mapped by XML alone. */
    static class Bare {
        Long id;

        @Encrypted
        String secret;

        Long getId() {
            return id;
        }

        void setId(Long id) {
            this.id = id;
        }

        String getSecret() {
            return secret;
        }

        void setSecret(String secret) {
            this.secret = secret;
        }
    }

    static class BareBase {
        @Encrypted
        String secret;
    }

    static class BareChild extends BareBase {
        Long id;
    }

    static class BareHolder {
        Long id;
        BareInside inside;
    }

    static class BareInside {
        @Encrypted
        String secret;
    }

    static Stream<Arguments> ownMapping() {
        return Stream.of(
                Arguments.of("@Convert", "replaces it", "<convert" + CONVERTER + "/>"),
                Arguments.of(
                        "@JavaType", "replaces it", "<java-type>" + StringJavaType.class.getName() + "</java-type>"),
                Arguments.of(
                        "@JdbcType", "replaces it", "<jdbc-type>" + VarcharJdbcType.class.getName() + "</jdbc-type>"),
                Arguments.of("@JdbcTypeCode", "replaces it", "<jdbc-type-code>12</jdbc-type-code>"),
                Arguments.of("@Generated", "in Java", "<generated>ALWAYS</generated>"),
                Arguments.of("formulas", "column of their own", "<formula>plain</formula>"),
                Arguments.of("@Lob", "@Column(length = ...)", "<lob/>"),
                Arguments.of("columnDefinition", "remove it", "<column name='s' column-definition='varchar(100)'/>"),
                Arguments.of("unique", "@BlindIndex", "<column name='s' unique='true'/>"),
                Arguments.of(
                        "check constraint",
                        "in Java",
                        "<column name='s'><check-constraint name='c' constraint='length(s) > 1'/></column>"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("ownMapping")
    void whatAnnotationsMayNotSayXmlMayNotSayEither(String feature, String wayOut, String basic) {
        assertRefused(
                List.of("secret", feature, wayOut),
                XmlMappings.changed(Annotated.class, "<basic name='secret'>" + basic + "</basic>"),
                Annotated.class);
    }

    static Stream<Arguments> otherMappings() {
        return Stream.of(
                Arguments.of(List.of("secret", NOT_MAPPED, "@Transient"), "<transient name='secret'/>"),
                Arguments.of(List.of("secret", "version"), "<version name='secret'/>"),
                Arguments.of(List.of("secret", "embeddable"), "<embedded name='secret'/>"),
                Arguments.of(
                        List.of("secret", "associations"),
                        "<many-to-one name='secret' target-entity='" + Annotated.class.getName() + "'/>"),
                Arguments.of(
                        List.of("secret", "natural id", "@BlindIndex"),
                        "<natural-id><basic name='secret'/></natural-id>"),
                Arguments.of(
                        List.of("parts.hidden", "@Convert on 'parts'", "replaces it"),
                        "<element-collection name='parts'><convert attribute-name='element.hidden'" + CONVERTER
                                + "/></element-collection>"),
                Arguments.of(
                        List.of("notes", "@Convert", "replaces it"),
                        "<element-collection name='notes'><convert" + CONVERTER + "/></element-collection>"),
                Arguments.of(
                        List.of("notes", "@JdbcTypeCode", "replaces it"),
                        "<element-collection name='notes'><jdbc-type-code>12</jdbc-type-code></element-collection>"),
                Arguments.of(
                        List.of("notes", "ciphertext", "in Java"),
                        "<element-collection name='notes'><column name='note'>"
                                + "<check-constraint name='c' constraint='length(note) > 1'/></column></element-collection>"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("otherMappings")
    void anAttributeThatXmlMapsAsSomethingElseIsRefused(List<String> reasons, String attributes) {
        assertRefused(reasons, XmlMappings.changed(Annotated.class, attributes), Annotated.class);
    }

    @Test
    void aConverterOnTheEntityIsRefused() {
        assertRefused(
                List.of("secret", "@Convert on class", "replaces it"),
                XmlMappings.orm("<entity class='" + Annotated.class.getName()
                        + "' metadata-complete='false'><convert attribute-name='secret'" + CONVERTER + "/></entity>"),
                Annotated.class);
        assertRefused(
                List.of("inside.hidden", "@Convert on class", "replaces it"),
                XmlMappings.orm("<entity class='" + Annotated.class.getName()
                        + "' metadata-complete='false'><convert attribute-name='inside.hidden'" + CONVERTER
                        + "/></entity>"),
                Annotated.class);
    }

    @Test
    void xmlThatReplacesAllAnnotationsIsRefused() {
        String attributes = "<attributes><id name='id'/><basic name='secret'/></attributes></entity>";
        assertRefused(
                List.of("Bare.secret", NOT_MAPPED, COMPLETE),
                XmlMappings.orm("<entity class='" + Bare.class.getName() + "' metadata-complete='true' access='FIELD'>"
                        + attributes));
        assertRefused(
                List.of("Bare.secret", NOT_MAPPED, COMPLETE),
                XmlMappings.orm(
                        "<persistence-unit-metadata><xml-mapping-metadata-complete/></persistence-unit-metadata>"
                                + "<entity class='" + Bare.class.getName() + "' access='FIELD'>" + attributes));
        assertRefused(
                List.of("Simple.secret", NOT_MAPPED, COMPLETE),
                XmlMappings.orm("<entity class='" + Simple.class.getName()
                        + "' metadata-complete='true' access='FIELD'>" + attributes),
                Simple.class);
    }

    @Test
    void anEmbeddableOrSuperclassWhoseAnnotationsXmlReplacesIsRefused() {
        assertRefused(
                List.of("Inside.hidden", NOT_MAPPED, COMPLETE),
                XmlMappings.orm(
                        "<embeddable class='" + Inside.class.getName()
                                + "' metadata-complete='true' access='FIELD'><attributes><basic name='hidden'/></attributes></embeddable>"),
                Annotated.class);
        assertRefused(
                List.of("BareInside.secret", NOT_MAPPED, COMPLETE),
                XmlMappings.orm(
                        "<entity class='" + BareHolder.class.getName()
                                + "' metadata-complete='false' access='FIELD'><attributes><id name='id'/><embedded name='inside'/>"
                                + "</attributes></entity><embeddable class='" + BareInside.class.getName()
                                + "' metadata-complete='true' access='FIELD'><attributes><basic name='secret'/></attributes></embeddable>"));
        assertRefused(
                List.of("BareBase.secret", NOT_MAPPED, COMPLETE),
                XmlMappings.orm(
                        "<mapped-superclass class='" + BareBase.class.getName()
                                + "' metadata-complete='true' access='FIELD'><attributes><basic name='secret'/></attributes>"
                                + "</mapped-superclass><entity class='" + BareChild.class.getName()
                                + "' metadata-complete='false' access='FIELD'><attributes><id name='id'/></attributes></entity>"));
    }

    @Test
    void aMemberThatIsLeftOutOfTheXmlIsRefused() {
        assertRefused(
                List.of("Bare.secret", NOT_MAPPED),
                XmlMappings.orm(
                        "<entity class='" + Bare.class.getName()
                                + "' metadata-complete='true' access='FIELD'><attributes><id name='id'/></attributes></entity>"));
    }

    @Test
    void accessThatXmlChangesIsRefused() {
        assertRefused(
                List.of("Bare.secret", NOT_MAPPED, "field or getter"),
                XmlMappings.orm("<entity class='" + Bare.class.getName()
                        + "' metadata-complete='false' access='PROPERTY'><attributes><id name='id'/>"
                        + "<basic name='secret'/></attributes></entity>"));
    }

    @Test
    void anIdentifierThatXmlMakesIsRefused() {
        assertRefused(
                List.of("Bare.secret", "identifier"),
                XmlMappings.orm(
                        "<entity class='" + Bare.class.getName()
                                + "' metadata-complete='false' access='FIELD'><attributes><id name='secret'/></attributes></entity>"));
    }

    private static String hbm(String properties) {
        return "<hibernate-mapping>" + properties + "</hibernate-mapping>";
    }

    static Stream<Map<String, Object>> hbmReaders() {
        // Envers cannot stand a metadata that is built twice, as it is for the transformation.
        return Stream.of(
                Map.of(),
                Map.of("hibernate.transform_hbm_xml.enabled", "true", "hibernate.integration.envers.enabled", "false"));
    }

    @ParameterizedTest
    @MethodSource("hbmReaders")
    void hbmXmlOfAnEncryptedClassIsRefused(Map<String, Object> settings) {
        assertRefused(
                settings,
                List.of("Bare.secret", NOT_MAPPED, COMPLETE),
                hbm("<class name='" + Bare.class.getName() + "'><id name='id'/><property name='secret'/></class>"));
    }

    @Test
    void hbmXmlOfAnEncryptedComponentIsRefused() {
        assertRefused(
                List.of("BareInside.secret", NOT_MAPPED, COMPLETE),
                hbm("<class name='" + BareHolder.class.getName()
                        + "'><id name='id' access='field'/><component name='inside' access='field'>"
                        + "<property name='secret' access='field'/></component></class>"));
    }

    @Test
    void anEncryptedComponentOfAnEntityWithoutAClassIsRefused() {
        assertRefused(
                List.of("BareInside.secret", NOT_MAPPED, COMPLETE),
                hbm("<class entity-name='Dynamic'><id name='id' type='long'/><component name='inside' class='"
                        + BareInside.class.getName()
                        + "'><property name='secret' access='field'/></component></class>"));
        assertRefused(
                List.of("BareInside.secret", NOT_MAPPED, COMPLETE),
                hbm("<class entity-name='Dynamic'><id name='id' type='long'/><bag name='parts' table='parts'>"
                        + "<key column='owner'/><composite-element class='" + BareInside.class.getName()
                        + "'><property name='secret' access='field'/></composite-element></bag></class>"));
    }

    private static void assertRefused(List<String> reasons, String xml, Class<?>... annotated) {
        assertRefused(Map.of(), reasons, xml, annotated);
    }

    private static void assertRefused(
            Map<String, Object> settings, List<String> reasons, String xml, Class<?>... annotated) {
        assertThatThrownBy(() -> XmlMappings.start(TestDatabase.H2, RING, settings, xml, annotated)
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(reasons.toArray(String[]::new));
    }
}
