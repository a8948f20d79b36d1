package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet of the README and of the pages on JCA, streams, databases, migration, tenants and keys is the text of a file that the tests here compile and run. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path JCA_PAGE = Path.of("..", "docs", "jca.md");
    private static final Path STREAMS_PAGE = Path.of("..", "docs", "streams.md");
    private static final Path MIGRATION_PAGE = Path.of("..", "docs", "migration.md");
    private static final Path DATABASES_PAGE = Path.of("..", "docs", "databases.md");
    private static final Path TENANTS_PAGE = Path.of("..", "docs", "tenants.md");
    private static final Path KEYS_PAGE = Path.of("..", "docs", "keys.md");
    private static final Pattern CODE = Pattern.compile("(?m)(.*)\\R```(\\w+)\\R((?s:.*?))^```$");
    private static final Pattern NAMED = Pattern.compile("<!-- snippet: ([\\w.]+)(?:#([\\w-]+))? -->");

    record Snippet(String file, String part, String text) {
        @Override
        public String toString() {
            return file + " " + part;
        }
    }

    static Stream<Snippet> snippets() throws IOException {
        List<MatchResult> blocks = new ArrayList<>(codeBlocks(README));
        blocks.addAll(codeBlocks(JCA_PAGE));
        blocks.addAll(codeBlocks(STREAMS_PAGE));
        blocks.addAll(codeBlocks(MIGRATION_PAGE));
        blocks.addAll(codeBlocks(DATABASES_PAGE));
        blocks.addAll(codeBlocks(TENANTS_PAGE));
        blocks.addAll(codeBlocks(KEYS_PAGE));
        return blocks.stream()
                .map(block -> {
                    Matcher name = NAMED.matcher(block.group(1));
                    return name.matches()
                            ? new Snippet(name.group(1), name.group(2) == null ? "" : name.group(2), block.group(3))
                            : null;
                })
                .filter(snippet -> snippet != null);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void aSnippetIsTheTextOfACompiledFile(Snippet snippet) throws IOException {
        Path file = snippet.file().endsWith(".java")
                ? source(snippet.file())
                : Path.of("src/test/resources/readme", snippet.file());
        assertThat(part(Files.readAllLines(file), snippet.part())).isEqualTo(snippet.text());
    }

    private static Path source(String name) {
        Path ofReadme = Path.of("src/test/java/io/rowseal/readme", name);
        return Files.exists(ofReadme) ? ofReadme : Path.of("src/test/java/io/rowseal/migration", name);
    }

    @Test
    void noJavaOrPropertiesBlockIsWithoutASourceFile() throws IOException {
        assertNamed(codeBlocks(README), 8);
        assertNamed(codeBlocks(JCA_PAGE), 8);
        assertNamed(codeBlocks(STREAMS_PAGE), 4);
        assertNamed(codeBlocks(MIGRATION_PAGE), 8);
        assertNamed(codeBlocks(DATABASES_PAGE), 1);
        assertNamed(codeBlocks(TENANTS_PAGE), 1);
        assertNamed(codeBlocks(KEYS_PAGE), 4);
    }

    @Test
    void theDependencyIsThisModule() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String parentVersion = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
        assertThat(Files.readString(README))
                .contains("<artifactId>rowseal-spring-boot-starter</artifactId>\n  <version>" + parentVersion
                        + "</version>");
        assertThat(pom).contains("<artifactId>rowseal-spring-boot-starter</artifactId>");
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> targets = Pattern.compile("\\]\\(([^)#]+)\\)")
                .matcher(Files.readString(README))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target -> assertThat(README.resolveSibling(target)).exists());
    }

    private static void assertNamed(List<MatchResult> blocks, int count) {
        assertThat(blocks)
                .filteredOn(block -> List.of("java", "properties").contains(block.group(2)))
                .hasSize(count)
                .allMatch(block -> NAMED.matcher(block.group(1)).matches());
    }

    private static List<MatchResult> codeBlocks(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).results().toList();
    }

    private static String part(List<String> lines, String name) {
        StringBuilder text = new StringBuilder();
        int indent = -1;
        boolean inside = false;
        for (String line : lines) {
            String mark = line.strip().replaceFirst("^(//|#) ?", "");
            if (mark.equals("snippet") && name.isEmpty() || mark.equals("snippet " + name) && !name.isEmpty()) {
                inside = true;
            } else if (mark.equals("snippet continues") && name.isEmpty()) {
                inside = true;
                text.append('\n');
            } else if (mark.equals("end of snippet") || mark.equals("pause of snippet")) {
                inside = false;
            } else if (inside) {
                indent = indent < 0 ? line.length() - line.stripLeading().length() : indent;
                text.append(line.isBlank() ? "" : line.substring(indent)).append('\n');
            }
        }
        return text.toString();
    }
}
