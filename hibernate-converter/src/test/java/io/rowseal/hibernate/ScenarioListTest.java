package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests that scenarios.md names are there, so that it stays true. */
class ScenarioListTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyNamedTestIsThereAndRun() throws IOException, ClassNotFoundException {
        int named = 0;
        Matcher tests = TEST.matcher(list());
        while (tests.find()) {
            named++;
            Class<?> type = Class.forName(getClass().getPackageName() + "." + tests.group(1));
            assertThat(type.getDeclaredMethods())
                    .as(tests.group())
                    .anyMatch(method -> method.getName().equals(tests.group(2))
                            && (method.isAnnotationPresent(Test.class)
                                    || method.isAnnotationPresent(ParameterizedTest.class)));
        }
        assertThat(named).isGreaterThan(60);
    }

    @Test
    void everyScenarioNamesATest() throws IOException {
        assertThat(Arrays.stream(list().split("\n"))
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| scenario"))
                        .filter(line -> !TEST.matcher(line).find()))
                .isEmpty();
    }

    private static String list() throws IOException {
        try (InputStream file = ScenarioListTest.class.getResourceAsStream("/scenarios.md")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
