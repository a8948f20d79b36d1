package io.rowseal.redeploy;

import io.rowseal.jca.RowsealProvider;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Deploys an application again and again, on threads that live as long as the container. */
final class Container {

    private static final int THREADS = 4;

    private static int uses;

    private Container() {}

    /** @param arguments how often, then how the application uses the provider at its first deployment, then at the others */
    public static void main(String[] arguments) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        int deployments = Integer.parseInt(arguments[0]);
        String last = "works";
        for (int i = 0; i < deployments; i++) {
            last = deploy(threads, i == 0 ? arguments[1] : arguments[2]);
            if (!last.equals("works")) {
                break;
            }
        }
        threads.shutdown();
        System.out.println(last);
    }

    private static String deploy(ExecutorService threads, String how) throws Exception {
        URL[] jars = {location(RowsealProvider.class), location(DeployedApplication.class)};
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            List<Future<?>> running = new ArrayList<>();
            boolean registers = !how.equals("object");
            for (int i = 0; i < (registers ? 1 : THREADS); i++) {
                @SuppressWarnings("unchecked")
                BiConsumer<String, Boolean> application =
                        (BiConsumer<String, Boolean>) loader.loadClass(DeployedApplication.class.getName())
                                .getConstructor()
                                .newInstance();
                boolean closes = uses++ % 2 == 0;
                running.add(threads.submit(() -> application.accept(how, closes)));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return "works";
        } catch (java.util.concurrent.ExecutionException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.toString();
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
