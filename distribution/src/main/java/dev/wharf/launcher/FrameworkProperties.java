package dev.wharf.launcher;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the framework and, through it, the bundles are told. The names that begin with {@code wharf.} are those of {@code
 * dev.wharf.engine.api.DaemonSettings}, which the launcher does not have on its class path.
 */
final class FrameworkProperties {
    private static final String SLF4J_VERSION = "2.0.20";

    private FrameworkProperties() {}

    /** All properties. */
    static Map<String, String> of(Configuration configuration, Distribution distribution) {
        Map<String, String> properties = new HashMap<>();
        framework(properties, configuration);
        properties.put("wharf.data-root", configuration.dataRoot().toString());
        properties.put("wharf.exec-root", configuration.execRoot().toString());
        properties.put(
                "wharf.hosts",
                configuration.hosts().stream().map(HostAddress::text).collect(Collectors.joining("\n")));
        properties.put("wharf.group", configuration.lines(Setting.GROUP));
        properties.put("wharf.storage-driver", configuration.lines(Setting.STORAGE_DRIVER));
        properties.put("wharf.exec-driver", configuration.lines(Setting.EXEC_DRIVER));
        putIfSet(properties, "wharf.log-driver", configuration.lines(Setting.LOG_DRIVER));
        properties.put("wharf.log-options", configuration.lines(Setting.LOG_OPTIONS));
        properties.put("wharf.labels", configuration.lines(Setting.LABELS));
        properties.put("wharf.default-ulimits", configuration.lines(Setting.DEFAULT_ULIMITS));
        properties.put("wharf.cgroup-parent", configuration.lines(Setting.CGROUP_PARENT));
        properties.put("wharf.live-restore", Boolean.toString(configuration.liveRestore()));
        NetworkFlags.all()
                .forEach(setting -> putIfSet(properties, NetworkFlags.property(setting), configuration.lines(setting)));
        properties.put("wharf.debug", Boolean.toString(configuration.logLevel() == LogLevel.DEBUG));
        properties.put("wharf.deploy-dir", configuration.deployFolder().toString());
        properties.put("wharf.drivers-dir", distribution.driversFolder().toString());
        properties.put("wharf.version", Distribution.version());
        properties.put("wharf.builtin-image", distribution.builtinImage().toString());
        return properties;
    }

    private static void putIfSet(Map<String, String> properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.put(name, value);
        }
    }

    private static void framework(Map<String, String> properties, Configuration configuration) {
        properties.put(
                "org.osgi.framework.storage",
                configuration.execRoot().resolve("felix").toString());
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put(
                "org.osgi.framework.system.packages.extra",
                java.util.stream.Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                        .map(name -> name + ";version=\"" + SLF4J_VERSION + '"')
                        .collect(Collectors.joining(",")));
        properties.put("org.osgi.framework.bsnversion", "multiple"); // an upgrade runs beside what it takes over from
        properties.put("ds.loglevel", "warn");
    }
}
