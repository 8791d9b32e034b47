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
            "--live-restore"),
    BRIDGE(
            Kind.TEXT,
            "bridge",
            "NAME",
            "Bridge of the default network; none for no such network. Default: docker0, which is made",
            "-b",
            "--bridge"),
    BIP(
            Kind.TEXT,
            "bip",
            "CIDR",
            "Address of the bridge of the default network. Default: the first of a free subnet, from 172.17.0.0/16 on",
            "--bip"),
    FIXED_CIDR(
            Kind.TEXT,
            "fixed-cidr",
            "CIDR",
            "Containers of the default network get IPv4 addresses of this part of its subnet. Default: all of it",
            "--fixed-cidr"),
    FIXED_CIDR_V6(
            Kind.TEXT,
            "fixed-cidr-v6",
            "CIDR",
            "Containers of the default network get IPv6 addresses of this subnet",
            "--fixed-cidr-v6"),
    IPV6(Kind.SWITCH, "ipv6", "", "Containers of the default network get IPv6 addresses. Default: false", "--ipv6"),
    DEFAULT_GATEWAY(
            Kind.TEXT,
            "default-gateway",
            "ADDRESS",
            "IPv4 router of the default network. Default: its bridge",
            "--default-gateway"),
    DEFAULT_GATEWAY_V6(
            Kind.TEXT,
            "default-gateway-v6",
            "ADDRESS",
            "IPv6 router of the default network. Default: its bridge",
            "--default-gateway-v6"),
    ICC(
            Kind.SWITCH,
            "icc",
            "",
            "Containers of the default network reach one another. Default: true; with --icc=false only by links",
            "--icc"),
    IP(
            Kind.TEXT,
            "ip",
            "ADDRESS",
            "Publish ports here that name no address of the host. Default: 0.0.0.0, which is all of them",
            "--ip"),
    IP_FORWARD(
            Kind.SWITCH,
            "ip-forward",
            "",
            "Let the host forward packets (net.ipv4.ip_forward). Default: true",
            "--ip-forward"),
    IP_MASQ(Kind.SWITCH, "ip-masq", "", "Containers go out with the address of the host. Default: true", "--ip-masq"),
    IPTABLES(
            Kind.SWITCH,
            "iptables",
            "",
            "Touch the packet filter of the kernel (nftables). Default: true; without it no port is published",
            "--iptables"),
    MTU(Kind.NUMBER, "mtu", "BYTES", "Largest packet of the default network. Default: that of the kernel", "--mtu"),
    USERLAND_PROXY(
            Kind.SWITCH,
            "userland-proxy",
            "",
            "The [::1] of the host reaches published ports through the daemon. Default: true",
            "--userland-proxy"),
    DNS(Kind.LIST, "dns", "ADDRESS", "Name server of containers that name none. Repeatable", "--dns"),
    DNS_OPTIONS(
            Kind.LIST,
            "dns-opts",
            "OPTION",
            "Option of resolv.conf of containers that name none. Repeatable",
            "--dns-opt"),
    DNS_SEARCH(
            Kind.LIST,
            "dns-search",
            "DOMAIN",
            "Domain that containers search that name none. Repeatable",
            "--dns-search");

    /** The shape of a value. */
    enum Kind {
        /** One string. */
        TEXT,
        /** On or off. */
        SWITCH,
        /** A whole number. */
        NUMBER,
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
        return kind == Kind.LIST || kind == Kind.MAP || kind == Kind.ULIMITS;
    }
}
