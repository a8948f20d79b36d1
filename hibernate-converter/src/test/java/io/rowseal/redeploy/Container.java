package io.rowseal.redeploy;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Deploys an application again and again, on threads that live as long as the container, as a servlet container does. The application,
 * Hibernate and Rowseal are loaded by a class loader of their own; the JDBC driver is the container's.
 */
final class Container {

    private static final int THREADS = 4;
    private static final int COLLECTIONS = 200;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Container::thread);
    private final String application;

    private final String classPath;

    private Container(String application, String classPath) {
        this.application = application;
        this.classPath = classPath;
    }

    /**
     * Prints "works" if the class loader of each deployment is collected.
     *
     * @param arguments how often, the simple name of the application, its class path
     */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        // Drivers are looked for once, with the class loader of the thread that is first.
        DriverManager.getConnection("jdbc:h2:mem:container", "sa", "").close();
        Container container = new Container(Container.class.getPackageName() + "." + arguments[1], arguments[2]);
        int deployments = Integer.parseInt(arguments[0]);
        WeakReference<ClassLoader> former = new WeakReference<>(null);
        for (int i = 1; i <= deployments; i++) {
            WeakReference<ClassLoader> latest = container.deploy(i);
            // Method handles of JDK 17 keep the type that they were last used for, and so the latest application.
            if (!isCollected(former) || (Runtime.version().feature() > 17 && !isCollected(latest))) {
                System.out.println("a class loader is still there after deployment " + i);
                return;
            }
            former = latest;
        }
        System.out.println("works");
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private WeakReference<ClassLoader> deploy(int number) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(jars(), new Shared(Container.class.getClassLoader()))) {
            @SuppressWarnings("unchecked")
            BiConsumer<String, Integer> deployed = (BiConsumer<String, Integer>)
                    loader.loadClass(application).getConstructor().newInstance();
            run(loader, 1, () -> deployed.accept("start", number));
            run(loader, 2 * THREADS, () -> deployed.accept("serve", number));
            run(loader, 1, () -> deployed.accept("stop", number));
            return new WeakReference<>(loader);
        }
    }

    private void run(ClassLoader loader, int times, Runnable request) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            running.add(threads.submit(() -> {
                ClassLoader before = Thread.currentThread().getContextClassLoader();
                Thread.currentThread().setContextClassLoader(loader);
                try {
                    request.run();
                } finally {
                    Thread.currentThread().setContextClassLoader(before);
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    private static boolean isCollected(WeakReference<ClassLoader> loader) throws InterruptedException {
        for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        return loader.get() == null;
    }

    private URL[] jars() {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(Container::url)
                .toArray(URL[]::new);
    }

    private static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What an application shares with its container: the JDK and the driver. */
    private static final class Shared extends ClassLoader {

        private final ClassLoader container;

        Shared(ClassLoader container) {
            super(ClassLoader.getPlatformClassLoader());
            this.container = container;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.h2.")) {
                return container.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
