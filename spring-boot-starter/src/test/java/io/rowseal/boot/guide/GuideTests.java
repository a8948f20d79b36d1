package io.rowseal.boot.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.rowseal.Context;
import io.rowseal.boot.refused.RefusedApplication;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.Dialect;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.message.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs what the guide says. */
@ExtendWith(OutputCaptureExtension.class)
class GuideTests {

    private static final Path SOURCES = Path.of("src/test/java/io/rowseal/boot/guide");

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @TempDir
    Path directory;

    static List<Guide.Block> snippets() throws IOException {
        return Guide.blocks("snippet");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void aSnippetIsTheTextOfACompiledFile(Guide.Block block) throws IOException {
        assertThat(block.text()).isEqualTo(Guide.snippet(SOURCES.resolve(block.name())));
    }

    @Test
    void noBlockIsWithoutATestOfItsText() throws IOException {
        assertThat(Guide.text().lines().filter(line -> line.strip().startsWith("```")))
                .hasSize(2 * Guide.blocks().size());
        assertThat(Guide.blocks("run"))
                .extracting(Guide.Block::name)
                .containsExactlyInAnyOrder(
                        "start", "in-memory", "migrations", "own-database", "secrets", "no-creation");
    }

    @Test
    void ddlIsThatOfTheStore() throws IOException {
        assertThat(Guide.blocks("ddl"))
                .isNotEmpty()
                .allSatisfy(
                        block -> assertThat(block.text()).isEqualTo(JdbcKekStore.ddl(Dialect.valueOf(block.name()))));
    }

    @Test
    void theTwoPropertiesStartAnApplication() throws IOException {
        try (ConfigurableApplicationContext context = start(run("start"))) {
            assertThat(context.getBean(KeyRing.class).describe())
                    .singleElement()
                    .asString()
                    .contains("master-keys.p12");
        }
        assertThat(directory.resolve("master-keys.p12")).exists();
    }

    @Test
    void inMemoryNeedsNothingElse() throws IOException {
        try (ConfigurableApplicationContext context = start(run("in-memory"))) {
            assertThat(context.getBean(KeyRing.class).describe())
                    .singleElement()
                    .asString()
                    .startsWith("in memory");
        }
    }

    @Test
    void migrationsCreateTheTable() throws IOException {
        Path script = Files.writeString(directory.resolve("schema.sql"), JdbcKekStore.ddl(Dialect.H2));
        Properties properties = run("start", "migrations");
        properties.setProperty(
                "spring.sql.init.schema-locations", script.toUri().toString());
        properties.setProperty("rowseal.schema-check", "skip");
        try (ConfigurableApplicationContext context = start(properties)) {
            seal(context.getBean(KeyRing.class));
        }
    }

    @Test
    void keysCanHaveADatabaseOfTheirOwn() throws IOException {
        Properties properties = run("start", "own-database");
        assertThat(properties.getProperty("rowseal.kek-store.jdbc.url")).startsWith("jdbc:postgresql:");
        properties.setProperty("rowseal.kek-store.jdbc.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (ConfigurableApplicationContext context = start(properties)) {
            seal(context.getBean(KeyRing.class));
        }
    }

    @Test
    void thePasswordCanComeFromAMountedSecret() throws IOException {
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("rowseal.master-key-store.pkcs12.password"), "from a mounted secret\n");
        Properties properties = run("secrets");
        properties.setProperty("spring.config.import", "configtree:" + secrets + "/");
        start(properties).close();
        Pkcs12MasterKeyStore opened = Pkcs12MasterKeyStore.builder()
                .file(directory.resolve("master-keys.p12"))
                .password("from a mounted secret"::toCharArray)
                .build();
        opened.start(StoreStart.keysMustExist());
        assertThat(opened.activeKeyRef()).isEqualTo("master-1");
    }

    @Test
    void creationCanBeForbiddenOnceTheFileExists() throws IOException {
        Properties properties = run("start", "no-creation");
        assertThatException().isThrownBy(() -> start(properties));
        start(run("start")).close();
        start(properties).close();
    }

    @Test
    void theMasterKeyIsRotated() throws IOException {
        try (ConfigurableApplicationContext context = start(run("start"))) {
            KeyRing ring = context.getBean(KeyRing.class);
            Pkcs12MasterKeyStore masterKeys = context.getBean(Pkcs12MasterKeyStore.class);
            seal(ring);
            new MasterKeyRotation().rotate(masterKeys, ring);
            assertThat(context.getBean(JdbcKekStore.class).all())
                    .isNotEmpty()
                    .allSatisfy(
                            kek -> assertThat(kek.recipients().get(0).keyRef()).isEqualTo("master-2"));
        }
    }

    @Test
    void f24_seedsAreWrittenOnceAndEncrypted() throws IOException {
        Properties properties = run("start");
        properties.setProperty("spring.jpa.hibernate.ddl-auto", "update");
        for (int start = 0; start < 2; start++) {
            try (ConfigurableApplicationContext context = start(properties, SeedConfiguration.class)) {
                CustomerRepository customers = context.getBean(CustomerRepository.class);
                assertThat(customers.count()).isEqualTo(1);
                assertThat(customers.findByEmail("ada@example.org")).isPresent();
            }
        }
    }

    @Test
    void beansOfTheApplicationReplaceProperties() {
        MasterKeyStore own = new StoreConfiguration().masterKeys("password");
        assertThat(own.describe())
                .contains("/var/lib/clinic/keys/head-office.p12")
                .contains("'head-office'");
        KeyRing.Builder builder =
                KeyRing.builder().masterKeyStore(new InMemoryMasterKeyStore()).kekStore(new InMemoryKekStore());
        new StoreConfiguration().shortMemory().customize(builder);
        try (KeyRing ring = builder.build()) {
            assertThat(ring.policy().cacheEntries()).isEqualTo(100);
        }
    }

    @Test
    void aRefusedDerivedQueryPrintsThis(CapturedOutput output) throws IOException {
        assertThatException()
                .isThrownBy(() -> SpringApplication.run(
                        RefusedApplication.class, "--rowseal.in-memory=true", "--spring.datasource.url=" + database));
        assertThat(output)
                .contains(Guide.block("output", "refused")
                        .text()
                        .replace("com.example", RefusedApplication.class.getPackageName()));
    }

    @Test
    @SuppressWarnings("unchecked")
    void theTableListsEveryPropertyAndItsDefault() throws IOException {
        Map<String, Object> metadata;
        try (InputStream json =
                Files.newInputStream(Path.of("target/classes/META-INF/spring-configuration-metadata.json"))) {
            metadata =
                    JsonParserFactory.getJsonParser().parseMap(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
        List<Map<String, Object>> properties = (List<Map<String, Object>>) metadata.get("properties");
        assertThat(Pattern.compile("(?m)^\\| `(rowseal\\.[a-z0-9.-]+)` \\| ([^|]*)\\|")
                        .matcher(Guide.text().replaceFirst("(?s).*## All properties", ""))
                        .results()
                        .map(row -> row.group(1) + " "
                                + row.group(2).replace("`", "").strip()))
                .hasSameSizeAs(properties)
                .allSatisfy(row -> assertThat(properties).anySatisfy(property -> {
                    assertThat(row).startsWith(property.get("name") + " ");
                    if (property.containsKey("defaultValue")) {
                        assertThat(row).isEqualTo(property.get("name") + " " + property.get("defaultValue"));
                    }
                }));
    }

    @Test
    void everyLinkLeadsToAFileOrAHeading() throws IOException {
        List<String> targets = Pattern.compile("\\]\\(([^)]+)\\)")
                .matcher(Guide.text())
                .results()
                .map(link -> link.group(1))
                .toList();
        List<String> headings = Guide.text()
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> "#" + line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();
        assertThat(targets).isNotEmpty().allSatisfy(target -> {
            if (target.startsWith("#")) {
                assertThat(headings).contains(target);
            } else {
                assertThat(Guide.FILE.resolveSibling(target.replaceFirst("#.*", "")))
                        .exists();
            }
        });
    }

    /** The properties of blocks of the guide, with its directory replaced by one of this test. */
    private Properties run(String... names) throws IOException {
        Properties properties = new Properties();
        for (String name : names) {
            Guide.block("run", name)
                    .properties()
                    .forEach((key, value) -> properties.put(
                            key, value.toString().replace("/var/lib/clinic/keys", directory.toString())));
        }
        return properties;
    }

    private ConfigurableApplicationContext start(Properties properties, Class<?>... more) {
        Stream<String> arguments =
                properties.entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue());
        Stream<String> environment = Stream.of(
                "--MASTER_KEY_PASSWORD=master-password",
                "--KEYS_DB_PASSWORD=keys",
                "--spring.datasource.url=" + database);
        return new SpringApplicationBuilder(GuideApplication.class)
                .sources(more)
                .run(Stream.concat(arguments, environment).toArray(String[]::new));
    }

    private static void seal(KeyRing ring) {
        byte[] sealed = Envelope.of(ring).seal(new byte[] {1}, Context.of("a", "b"));
        assertThat(Envelope.of(ring).open(sealed, Context.of("a", "b"))).containsExactly(1);
    }
}
