package io.rowseal.migration;

import io.rowseal.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What a unit of META-INF/persistence.xml says of its mapping: the classes, and the settings but those of connections, as there is
 * no database.
 */
record PersistenceUnit(List<Class<?>> classes, Map<String, String> settings) {

    private static final String FILE = "META-INF/persistence.xml";
    private static final List<String> CONNECTION = List.of(
            "jakarta.persistence.jdbc.",
            "jakarta.persistence.schema-generation.",
            "hibernate.connection.",
            "hibernate.hbm2ddl.",
            "hibernate.hikari.",
            "hibernate.agroal.",
            "hibernate.c3p0.");

    /**
     * Reads it.
     *
     * @throws ConfigurationException if it is not there, more than one has the name, or it maps by XML or in other jar files
     */
    static PersistenceUnit named(String name, ClassLoader loader) {
        List<PersistenceUnit> found = new ArrayList<>();
        try {
            for (URL file : Collections.list(loader.getResources(FILE))) {
                for (Element unit : elements(root(file), "persistence-unit")) {
                    if (unit.getAttribute("name").equals(name)) {
                        found.add(read(unit, file, loader));
                    }
                }
            }
        } catch (IOException
                | URISyntaxException
                | ClassNotFoundException
                | LinkageError
                | ParserConfigurationException
                | SAXException e) {
            throw new ConfigurationException("the persistence unit '" + name + "' cannot be read: " + e, e);
        }
        if (found.isEmpty()) {
            throw new ConfigurationException("no " + FILE + " of the class path has a persistence unit '" + name
                    + "': put the application on the class path");
        }
        if (found.size() > 1) {
            throw new ConfigurationException("the class path has more than one persistence unit '" + name
                    + "': leave the others out, or name the classes with --entities");
        }
        return found.get(0);
    }

    private static PersistenceUnit read(Element unit, URL file, ClassLoader loader)
            throws IOException, URISyntaxException, ClassNotFoundException {
        for (String unread : List.of("mapping-file", "jar-file")) {
            if (!texts(unit, unread).isEmpty()) {
                throw new ConfigurationException("persistence unit '" + unit.getAttribute("name") + "' has a <" + unread
                        + ">, which is not read: name its classes with --entities if they have annotations");
            }
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String type : texts(unit, "class")) {
            classes.add(PackageClasses.named(type, loader));
        }
        List<String> excluded = texts(unit, "exclude-unlisted-classes");
        // The element without a text means true.
        if (excluded.isEmpty() || excluded.get(0).equals("false")) {
            String place = file.toURI().toString();
            classes.addAll(
                    PackageClasses.mapped(URI.create(place.substring(0, place.length() - FILE.length())), "", loader));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (Element property : elements(unit, "property")) {
            String key = property.getAttribute("name");
            if (CONNECTION.stream().noneMatch(key::startsWith)) {
                settings.put(key, property.getAttribute("value"));
            }
        }
        return new PersistenceUnit(List.copyOf(classes), Collections.unmodifiableMap(settings));
    }

    private static Element root(URL file) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        try (InputStream text = file.openStream()) {
            return factory.newDocumentBuilder().parse(text).getDocumentElement();
        }
    }

    private static List<Element> elements(Element parent, String name) {
        var nodes = parent.getElementsByTagNameNS("*", name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<String> texts(Element parent, String name) {
        return elements(parent, name).stream()
                .map(element -> element.getTextContent().strip())
                .toList();
    }
}
