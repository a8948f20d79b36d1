package io.rowseal.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Code blocks of a page of the documentation that tests run or compare. */
final class Documentation {

    private Documentation() {}

    /** The blocks that stand under a mark. */
    static List<String> blocks(String page, String mark) throws IOException {
        List<String> blocks = Pattern.compile(Pattern.quote(mark) + "\\R```\\w*\\R((?s:.*?))^```$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("..", "docs", page)))
                .results()
                .map(block -> block.group(1))
                .toList();
        if (blocks.isEmpty()) {
            throw new AssertionError(page + " has no block under " + mark);
        }
        return blocks;
    }
}
