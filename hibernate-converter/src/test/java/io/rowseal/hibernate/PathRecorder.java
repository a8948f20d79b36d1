package io.rowseal.hibernate;

import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * A Java agent that records which methods and constructors of Rowseal's main code run, how often, and which of them Hibernate
 * calls. Initializers of classes are not recorded.
 */
public final class PathRecorder {

    private static final StackWalker STACK = StackWalker.getInstance();

    /** How often each method ran, in the order in which they did first. */
    private static final Map<String, Integer> METHODS = new LinkedHashMap<>();

    private static final List<String> CALLS = new ArrayList<>();
    private static volatile boolean recording;

    private PathRecorder() {}

    /** Called by the JVM. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .type((type, loader, module, loaded, domain) ->
                        type.getName().startsWith("io.rowseal.") && isMainCode(domain))
                .transform((builder, type, loader, module, domain) -> builder.visit(Advice.to(Entered.class)
                        .on(ElementMatchers.isMethod()
                                .or(ElementMatchers.isConstructor())
                                .and(ElementMatchers.not(ElementMatchers.isAbstract())))))
                .installOn(instrumentation);
    }

    private static boolean isMainCode(ProtectionDomain domain) {
        return !domain.getCodeSource().getLocation().getPath().endsWith("test-classes/");
    }

    /** Put at the beginning of every method. */
    static final class Entered {

        private Entered() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Origin("#t") String type, @Advice.Origin("#m") String method) {
            entered(type, method);
        }
    }

    /** Called by every method. */
    public static void entered(String type, String method) {
        if (!recording) {
            return;
        }
        recording = false;
        METHODS.merge(type + "." + method, 1, Integer::sum);
        String caller = STACK.walk(frames -> frames.skip(1)
                // Also what the compiler makes for generic types.
                .dropWhile(frame -> frame.getClassName().equals(type)
                        && frame.getMethodName().equals(method))
                .findFirst()
                .orElseThrow()
                .getClassName());
        if (caller.startsWith("org.hibernate.")) {
            CALLS.add(type.substring(type.lastIndexOf('.') + 1) + "." + method);
        }
        recording = true;
    }

    /** Runs and prints what was recorded: lines {@code <name> method <times> <method>} and {@code <name> call <method>}. */
    static void record(String name, PrintStream out, Runnable operation) {
        METHODS.clear();
        CALLS.clear();
        recording = true;
        operation.run();
        recording = false;
        METHODS.forEach((method, times) -> out.println(name + " method " + times + " " + method));
        CALLS.forEach(call -> out.println(name + " call " + call));
    }
}
