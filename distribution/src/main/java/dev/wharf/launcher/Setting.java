package dev.wharf.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be set, with the flags and the key of dockerd's {@code daemon.json} (Docker 20.10, {@code
 * daemon/config/config.go}).
 */
enum Setting {
    HOSTS(
            Kind.LIST,
            "hosts",
            "ADDRESS",
            "Listen here: unix:///path or tcp://host:port. Repeatable. Default: unix:///var/run/docker.sock",
            "-H",
            "--host"),
    DATA_ROOT(
            Kind.TEXT,
            "data-root",
            "FOLDER",
            "Keep images, containers and volumes here. Default: /var/lib/wharf",
            "-g",
            "--data-root",
            "--graph"),
    EXEC_ROOT(
            Kind.TEXT,
            "exec-root",
            "FOLDER",
            "Keep what is worthless after a restart of the host here. Default: /run/wharf",
            "--exec-root"),
    PID_FILE(
            Kind.TEXT,
            "pidfile",
            "FILE",
            "Write the process id here. Default: wharfd.pid below the exec root",
            "-p",
            "--pidfile"),
    STORAGE_DRIVER(
            Kind.TEXT,
            "storage-driver",
            "NAME",
            "Graph driver of new images and containers. Default: the best that this host supports",
            "-s",
            "--storage-driver"),
    EXEC_DRIVER(
            Kind.TEXT,
            "exec-driver",
            "NAME",
            "Execution driver of new containers. Default: the best that this host supports",
            "-e",
            "--exec-driver"),
    DEPLOY_FOLDER(
            Kind.TEXT,
            "deploy-dir",
            "FOLDER",
            "Serve driver bundles that are dropped here. Default: deploy in the distribution",
            "--deploy-dir"),
    GROUP(
            Kind.TEXT,
            "group",
            "NAME",
            "Group of the unix sockets. Default: docker, where that group exists",
            "-G",
            "--group"),
    DEBUG(Kind.SWITCH, "debug", "", "Log details, as --log-level debug does", "-D", "--debug"),
    LOG_LEVEL(
            Kind.TEXT,
            "log-level",
            "LEVEL",
            "Log this and worse: debug, info, warn, error or fatal. Default: info",
            "-l",
            "--log-level"),
    LABELS(Kind.LIST, "labels", "KEY=VALUE", "Label of the daemon. Repeatable", "--label"),
    LOG_DRIVER(Kind.TEXT, "log-driver", "NAME", "Log driver of new containers. Default: json-file", "--log-driver"),
    LOG_OPTIONS(
            Kind.MAP, "log-opts", "KEY=VALUE", "Option of the log driver of new containers. Repeatable", "--log-opt"),
    DEFAULT_ULIMITS(
            Kind.ULIMITS,
            "default-ulimits",
            "NAME=SOFT[:HARD]",
            "Limit of containers that name none of their own, such as nofile=1024:4096. Repeatable",
            "--default-ulimit"),
    CGROUP_PARENT(
            Kind.TEXT,
            "cgroup-parent",
            "PATH",
            "Cgroup above containers that name none of their own. Default: /wharf",
            "--cgroup-parent"),
    LIVE_RESTORE(
            Kind.SWITCH,
            "live-restore",
            "",
            "Containers run on while no daemon runs. Default: true; with --live-restore=false they are stopped",
            "--live-restore");

    /** The shape of a value. */
    enum Kind {
        /** One string. */
        TEXT,
        /** On or off. */
        SWITCH,
        /** Several strings. */
        LIST,
        /** Several {@code key=value}. */
        MAP,
        /** Several {@code name=soft[:hard]}; objects with Name, Soft and Hard in the file. */
        ULIMITS
    }

    private final Kind kind;
    private final String key;
    private final String label;
    private final String meaning;
    private final String flags;

    Setting(Kind kind, String key, String label, String meaning, String... flags) {
        this.kind = kind;
        this.key = key;
        this.label = label;
        this.meaning = meaning;
        this.flags = String.join(" ", flags);
    }

    /** The setting of a key of {@code daemon.json}; {@code graph} is the old name of {@code data-root}. */
    static Optional<Setting> ofKey(String key) {
        String current = key.equals("graph") ? "data-root" : key;
        return Arrays.stream(values()).filter(one -> one.key.equals(current)).findFirst();
    }

    Kind kind() {
        return kind;
    }

    String key() {
        return key;
    }

    /** What stands for the value in the help. */
    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }

    /** At least one. */
    List<String> flags() {
        return List.of(flags.split(" "));
    }

    boolean isRepeatable() {
        return kind != Kind.TEXT && kind != Kind.SWITCH;
    }
}
