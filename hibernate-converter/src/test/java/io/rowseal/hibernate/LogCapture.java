package io.rowseal.hibernate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged while it is open, at the finest level, exceptions included. */
final class LogCapture extends Handler implements AutoCloseable {

    record Line(String logger, Level level, String text) {}

    private final Logger root = Logger.getLogger("");
    private final Level rootLevel = root.getLevel();
    private final List<Handler> handlers = List.of(root.getHandlers());
    private final Map<String, Level> levels = new LinkedHashMap<>();
    private final List<Logger> changed = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    /** @param exceptions loggers and the level they keep */
    LogCapture(Map<String, Level> exceptions) {
        setLevel(Level.ALL);
        handlers.forEach(root::removeHandler);
        root.addHandler(this);
        root.setLevel(Level.ALL);
        LogManager.getLogManager()
                .getLoggerNames()
                .asIterator()
                .forEachRemaining(name -> change(Logger.getLogger(name), null));
        exceptions.forEach((name, level) -> change(Logger.getLogger(name), level));
    }

    private void change(Logger logger, Level level) {
        if (logger != root && logger.getLevel() != level) {
            levels.putIfAbsent(logger.getName(), logger.getLevel());
            changed.add(logger);
            logger.setLevel(level);
        }
    }

    @Override
    public synchronized void publish(LogRecord record) {
        // The JDK's own loggers, of the class loader for one, are not the application's.
        if (record.getLoggerName() == null || !record.getLoggerName().startsWith("jdk.")) {
            lines.add(new Line(record.getLoggerName(), record.getLevel(), formatter.format(record)));
        }
    }

    synchronized List<Line> take() {
        List<Line> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        handlers.forEach(root::addHandler);
        root.setLevel(rootLevel);
        changed.forEach(logger -> logger.setLevel(levels.get(logger.getName())));
    }
}
