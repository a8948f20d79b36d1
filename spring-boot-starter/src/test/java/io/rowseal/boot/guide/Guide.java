package io.rowseal.boot.guide;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guide and its code blocks, those of its page on seeds too. */
final class Guide {

    static final Path FILE = Path.of("..", "docs", "spring-boot.md");
    private static final Path SEEDS = Path.of("..", "docs", "seeds.md");

    private static final Pattern BLOCK =
            Pattern.compile("(?m)^( *)<!-- (\\w+): (\\S+) -->\\R\\1```(\\w*)\\R((?s:.*?))^\\1```$");

    private Guide() {}

    /** A code block: what is done with it, its name, its language, its text without indentation. */
    record Block(String use, String name, String language, String text) {
        @Override
        public String toString() {
            return use + " " + name;
        }

        Properties properties() throws IOException {
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            return properties;
        }
    }

    static String text() throws IOException {
        return Files.readString(FILE) + Files.readString(SEEDS);
    }

    static List<Block> blocks() throws IOException {
        Matcher matcher = BLOCK.matcher(text());
        return matcher.results()
                .map(found -> new Block(
                        found.group(2),
                        found.group(3),
                        found.group(4),
                        found.group(5).replaceAll("(?m)^" + found.group(1), "")))
                .toList();
    }

    static List<Block> blocks(String use) throws IOException {
        return blocks().stream().filter(block -> block.use().equals(use)).toList();
    }

    static Block block(String use, String name) throws IOException {
        return blocks(use).stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What stands between the marks of a source file, without its indentation. */
    static String snippet(Path source) throws IOException {
        String marked = Files.readString(source).replaceFirst("(?s).*?\\R *// snippet\\R", "");
        return marked.replaceFirst("(?s)\\s*// end of snippet.*", "").stripIndent() + "\n";
    }
}
