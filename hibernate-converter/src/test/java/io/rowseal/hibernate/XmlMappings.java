package io.rowseal.hibernate;

import io.rowseal.keys.KeyRing;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Sessions over mappings in XML. */
final class XmlMappings {

    private XmlMappings() {}

    /** An orm.xml of Hibernate's, whose schema has all that the one of Jakarta Persistence has. */
    static String orm(String body) {
        return "<entity-mappings xmlns=\"http://www.hibernate.org/xsd/orm/mapping\" version=\"7.0\">" + body
                + "</entity-mappings>";
    }

    /** An orm.xml that changes an annotated entity. */
    static String changed(Class<?> entity, String attributes) {
        return orm("<entity class='" + entity.getName() + "' metadata-complete='false'><attributes>" + attributes
                + "</attributes></entity>");
    }

    static TestSessions start(TestDatabase database, KeyRing ring, String xml, Class<?>... annotated) {
        return start(database, ring, Map.of(), xml, annotated);
    }

    static TestSessions start(
            TestDatabase database, KeyRing ring, Map<String, Object> settings, String xml, Class<?>... annotated) {
        return new TestSessions(database.newDatabase(), database.user(), ring, settings, configuration -> {
            List.of(annotated).forEach(configuration::addAnnotatedClass);
            configuration.addInputStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        });
    }
}
