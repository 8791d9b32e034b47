package dev.wharf.engine.api;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon was started with. The launcher hands it to the bundles as framework properties; lists are separated
 * by line feeds.
 *
 * @param dataRoot what must survive a restart of the host
 * @param execRoot what is worthless after a restart of the host
 * @param hosts where to listen: {@code unix:///path} or {@code tcp://host:port}
 * @param group owner of the unix sockets; empty for {@code docker}, where that group exists
 * @param storageDriver default graph driver; empty for the best supported one
 * @param execDriver default execution driver; empty for the best supported one
 * @param logDriver default log driver
 * @param logOptions default options of the log driver
 * @param labels of the daemon, {@code key=value}
 * @param defaultUlimits limits of containers that name none, as {@code name=soft[:hard]}
 * @param cgroupParent of containers that name none; empty for {@code /wharf}
 * @param liveRestore whether containers run on while no daemon runs
 * @param network how containers are connected
 * @param debug whether details are logged
 * @param deployFolder where driver bundles are dropped
 * @param version of the distribution
 */
public record DaemonSettings(
        Path dataRoot,
        Path execRoot,
        List<String> hosts,
        String group,
        String storageDriver,
        String execDriver,
        String logDriver,
        Map<String, String> logOptions,
        List<String> labels,
        List<String> defaultUlimits,
        String cgroupParent,
        boolean liveRestore,
        NetworkSettings network,
        boolean debug,
        Path deployFolder,
        String version) {

    /** Framework property of {@link #dataRoot()}; the others are named likewise. */
    public static final String DATA_ROOT = "wharf.data-root";

    /** Framework property of {@link #execRoot()}. */
    public static final String EXEC_ROOT = "wharf.exec-root";

    /** Framework property of {@link #hosts()}. */
    public static final String HOSTS = "wharf.hosts";

    /** Framework property of {@link #group()}. */
    public static final String GROUP = "wharf.group";

    /** Framework property of {@link #storageDriver()}. */
    public static final String STORAGE_DRIVER = "wharf.storage-driver";

    /** Framework property of {@link #execDriver()}. */
    public static final String EXEC_DRIVER = "wharf.exec-driver";

    /** Framework property of {@link #logDriver()}. */
    public static final String LOG_DRIVER = "wharf.log-driver";

    /** Framework property of {@link #logOptions()}. */
    public static final String LOG_OPTIONS = "wharf.log-options";

    /** Framework property of {@link #labels()}. */
    public static final String LABELS = "wharf.labels";

    /** Framework property of {@link #defaultUlimits()}. */
    public static final String DEFAULT_ULIMITS = "wharf.default-ulimits";

    /** Framework property of {@link #cgroupParent()}. */
    public static final String CGROUP_PARENT = "wharf.cgroup-parent";

    /** Framework property of {@link #liveRestore()}. */
    public static final String LIVE_RESTORE = "wharf.live-restore";

    /** Framework property of {@link #debug()}. */
    public static final String DEBUG = "wharf.debug";

    /** Framework property of {@link #deployFolder()}. */
    public static final String DEPLOY_FOLDER = "wharf.deploy-dir";

    /** Framework property of {@link #version()}. */
    public static final String VERSION = "wharf.version";

    /**
     * Service property, {@code true}, of the {@link java.util.function.Supplier} of a map from these property names to values
     * with which the launcher tells the settings that hold now. It changes the properties of its service when the
     * configuration was read again. What can change while the daemon runs: labels, debug, live restore, log driver and its
     * options, storage and execution driver, default ulimits.
     */
    public static final String CURRENT = "wharf.settings.current";

    /**
     * Service property, {@code true}, of a {@link Function} of such a map that tells what makes no sense in it, one sentence
     * each. The launcher asks all of them before settings change.
     */
    public static final String CHECK = "wharf.settings.check";

    private static final String REHEARSAL = "wharf.rehearsal";

    /** Copies the collections. */
    public DaemonSettings {
        hosts = List.copyOf(hosts);
        logOptions = Map.copyOf(logOptions);
        labels = List.copyOf(labels);
        defaultUlimits = List.copyOf(defaultUlimits);
        requireNonNull(network, "network");
    }

    /** Settings with the defaults for what was added in version 1.2 of this package. */
    public DaemonSettings(
            Path dataRoot,
            Path execRoot,
            List<String> hosts,
            String group,
            String storageDriver,
            String execDriver,
            String logDriver,
            Map<String, String> logOptions,
            List<String> labels,
            List<String> defaultUlimits,
            String cgroupParent,
            boolean liveRestore,
            boolean debug,
            Path deployFolder,
            String version) {
        this(
                dataRoot,
                execRoot,
                hosts,
                group,
                storageDriver,
                execDriver,
                logDriver,
                logOptions,
                labels,
                defaultUlimits,
                cgroupParent,
                liveRestore,
                NetworkSettings.defaults(),
                debug,
                deployFolder,
                version);
    }

    /** Settings with the defaults for what was added in version 1.1 of this package. */
    public DaemonSettings(
            Path dataRoot,
            Path execRoot,
            List<String> hosts,
            String group,
            String storageDriver,
            String execDriver,
            String logDriver,
            Map<String, String> logOptions,
            List<String> labels,
            boolean debug,
            Path deployFolder,
            String version) {
        this(
                dataRoot,
                execRoot,
                hosts,
                group,
                storageDriver,
                execDriver,
                logDriver,
                logOptions,
                labels,
                List.of(),
                "",
                true,
                NetworkSettings.defaults(),
                debug,
                deployFolder,
                version);
    }

    /**
     * Whether the daemon practises some time after its start: unless the framework or system property {@code
     * wharf.rehearsal} is {@code false}.
     *
     * @param property looks up a property, such as {@code BundleContext::getProperty}
     */
    public static boolean rehearses(Function<String, @Nullable String> property) {
        return Boolean.parseBoolean(value(property, REHEARSAL, "true"));
    }

    /**
     * Reads the settings.
     *
     * @param property looks up a framework property, such as {@code BundleContext::getProperty}
     */
    public static DaemonSettings from(Function<String, @Nullable String> property) {
        return new DaemonSettings(
                Path.of(value(property, DATA_ROOT, "/var/lib/wharf")),
                Path.of(value(property, EXEC_ROOT, "/run/wharf")),
                lines(value(property, HOSTS, "unix:///var/run/docker.sock")),
                value(property, GROUP, ""),
                value(property, STORAGE_DRIVER, ""),
                value(property, EXEC_DRIVER, ""),
                value(property, LOG_DRIVER, "json-file"),
                options(lines(value(property, LOG_OPTIONS, ""))),
                lines(value(property, LABELS, "")),
                lines(value(property, DEFAULT_ULIMITS, "")),
                value(property, CGROUP_PARENT, ""),
                Boolean.parseBoolean(value(property, LIVE_RESTORE, "true")),
                NetworkSettings.from(property),
                Boolean.parseBoolean(value(property, DEBUG, "false")),
                Path.of(value(property, DEPLOY_FOLDER, "/var/lib/wharf/deploy")),
                value(property, VERSION, "0.0.0"));
    }

    private static String value(Function<String, @Nullable String> property, String name, String fallback) {
        return Optional.ofNullable(property.apply(name)).orElse(fallback);
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static Map<String, String> options(List<String> lines) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            options.put(equals < 0 ? line : line.substring(0, equals), equals < 0 ? "" : line.substring(equals + 1));
        }
        return options;
    }
}
