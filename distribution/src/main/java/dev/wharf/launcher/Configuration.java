package dev.wharf.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the daemon is started with, complete and checked.
 *
 * @param dataRoot absolute
 * @param execRoot absolute
 * @param hosts at least one
 * @param pidFile absolute
 * @param deployFolder absolute
 * @param logLevel what is logged
 * @param drivers names and options that go to the engine as they are
 */
record Configuration(
        Path dataRoot,
        Path execRoot,
        List<HostAddress> hosts,
        Path pidFile,
        Path deployFolder,
        LogLevel logLevel,
        Map<Setting, List<String>> drivers) {

    Configuration {
        hosts = List.copyOf(hosts);
        drivers = Map.copyOf(drivers);
    }

    /**
     * Fills in the defaults.
     *
     * @param values what was set
     * @param distribution whose deploy folder is the default
     * @throws UsageException when a value makes no sense
     */
    static Configuration of(Map<Setting, List<String>> values, Distribution distribution) {
        Path dataRoot = path(values, Setting.DATA_ROOT, Path.of("/var/lib/wharf"));
        Path execRoot = path(values, Setting.EXEC_ROOT, Path.of("/run/wharf"));
        refuseNested(dataRoot, execRoot);
        checkPairs(values, Setting.LABELS);
        checkPairs(values, Setting.LOG_OPTIONS);
        Ulimits.check(values.getOrDefault(Setting.DEFAULT_ULIMITS, List.of()));
        NetworkFlags.check(values);
        return new Configuration(
                dataRoot,
                execRoot,
                hosts(values),
                path(values, Setting.PID_FILE, execRoot.resolve("wharfd.pid")),
                path(values, Setting.DEPLOY_FOLDER, distribution.deployFolder()),
                level(values),
                values);
    }

    /** The values of a setting, one per line; empty when it was not set. */
    String lines(Setting setting) {
        return String.join("\n", drivers.getOrDefault(setting, List.of()));
    }

    /** Whether containers run on while no daemon runs. */
    boolean liveRestore() {
        return Boolean.parseBoolean(last(drivers, Setting.LIVE_RESTORE, "true"));
    }

    private static List<HostAddress> hosts(Map<Setting, List<String>> values) {
        List<String> given = values.getOrDefault(Setting.HOSTS, List.of());
        return (given.isEmpty() ? List.of(HostAddress.STANDARD) : given)
                .stream().map(HostAddress::parse).distinct().toList();
    }

    private static LogLevel level(Map<Setting, List<String>> values) {
        LogLevel level = LogLevel.parse(last(values, Setting.LOG_LEVEL, "info"));
        return Boolean.parseBoolean(last(values, Setting.DEBUG, "false")) ? LogLevel.DEBUG : level;
    }

    private static Path path(Map<Setting, List<String>> values, Setting setting, Path fallback) {
        String text = last(values, setting, fallback.toString());
        if (text.isEmpty()) {
            throw UsageException.of(setting.flags().get(0) + " must not be empty");
        }
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static String last(Map<Setting, List<String>> values, Setting setting, String fallback) {
        List<String> given = values.getOrDefault(setting, List.of());
        return given.isEmpty() ? fallback : given.get(given.size() - 1);
    }

    private static void checkPairs(Map<Setting, List<String>> values, Setting setting) {
        for (String pair : values.getOrDefault(setting, List.of())) {
            if (pair.indexOf('=') < 1 || pair.indexOf('\n') >= 0) {
                throw UsageException.of(
                        "bad attribute format: " + pair + ": " + setting.flags().get(0) + " takes key=value");
            }
        }
    }

    private static void refuseNested(Path dataRoot, Path execRoot) {
        if (dataRoot.equals(execRoot)) {
            throw UsageException.of("the data root and the exec root are the same folder: " + dataRoot);
        }
    }
}
