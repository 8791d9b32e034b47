package dev.wharf.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sends the log of all bundles to standard error. */
final class Logging {
    /** Levels belong to logger objects, which would be collected without a reference. */
    private static final Set<Logger> KEPT = ConcurrentHashMap.newKeySet();

    private Logging() {}

    /**
     * Sets the levels: that of the user for Wharf, warnings for libraries unless details are wanted, and those of the
     * file, {@code logger=level} by line.
     *
     * @throws UsageException when the file cannot be read
     */
    static void start(LogLevel level, Path file) {
        LogManager.getLogManager().reset();
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(new OneLineFormatter());
        Logger.getLogger("").addHandler(handler);
        change(level);
        Properties levels = read(file);
        levels.stringPropertyNames().forEach(name -> set(name, LogLevel.parse(levels.getProperty(name))));
        LastingLogManager.last();
    }

    /** Changes the level of the user; those of the file stay. */
    static void change(LogLevel level) {
        Logger.getLogger("").setLevel(level == LogLevel.DEBUG ? Level.INFO : Level.WARNING);
        set("dev.wharf", level);
    }

    private static void set(String name, LogLevel level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level.level());
        KEPT.add(logger);
    }

    private static Properties read(Path file) {
        Properties levels = new Properties();
        if (!Files.exists(file)) {
            return levels;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            levels.load(reader);
            return levels;
        } catch (IOException e) {
            throw UsageException.of("cannot read " + file + ": " + e);
        }
    }
}
