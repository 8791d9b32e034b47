package dev.wharf.spi.testkit.exec;

import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.DeviceNode;
import dev.wharf.spi.exec.DeviceRule;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.Resources;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Builds the specification of a task: new namespaces, the usual mounts, no limits. For one thread. */
final class Box {
    private static final Namespace NEW = new Namespace.New();

    private final Command command;
    private String id = "box";
    private boolean rootReadOnly;
    private final List<TaskMount> mounts = new ArrayList<>(usualMounts());
    private final List<DeviceNode> devices = new ArrayList<>(List.of(
            new DeviceNode("/dev/null", 'c', 1, 3, 0666),
            new DeviceNode("/dev/zero", 'c', 1, 5, 0666),
            new DeviceNode("/dev/urandom", 'c', 1, 9, 0666)));
    private final List<DeviceRule> rules = new ArrayList<>(
            List.of(rule('c', 1, 3), rule('c', 1, 5), rule('c', 1, 9), rule('c', 136, -1), rule('c', 5, -1)));
    private Namespace network = NEW;
    private Namespace pid = NEW;
    private Namespace ipc = NEW;
    private Namespace uts = NEW;
    private Namespace cgroup = new Namespace.Host();
    private Resources resources = Resources.unlimited();
    private String hostname = "box";
    private String domainname = "";
    private List<String> masked = List.of();
    private List<String> readonly = List.of();
    private Map<String, String> sysctls = Map.of();

    private Box(Command command) {
        this.command = command;
    }

    static Box of(Command command) {
        return new Box(command);
    }

    private static List<TaskMount> usualMounts() {
        return List.of(
                mount("proc", "/proc", "nosuid", "noexec", "nodev"),
                mount("tmpfs", "/dev", "nosuid", "strictatime", "mode=755", "size=65536k"),
                mount("devpts", "/dev/pts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"),
                mount("tmpfs", "/dev/shm", "nosuid", "noexec", "nodev", "mode=1777", "size=1048576"),
                mount("mqueue", "/dev/mqueue", "nosuid", "noexec", "nodev"),
                mount("sysfs", "/sys", "nosuid", "noexec", "nodev", "ro"),
                mount("cgroup", "/sys/fs/cgroup", "nosuid", "noexec", "nodev", "ro"));
    }

    private static TaskMount mount(String type, String target, String... options) {
        return new TaskMount(Mount.of(type, type, List.of(options)), target);
    }

    /** Allows everything on a device; a negative minor number stands for all. */
    private static DeviceRule rule(char type, int major, int minor) {
        OptionalInt number = minor < 0 ? OptionalInt.empty() : OptionalInt.of(minor);
        return new DeviceRule(type, OptionalInt.of(major), number, "rwm");
    }

    Box id(String name) {
        id = name;
        return this;
    }

    Box readOnly() {
        rootReadOnly = true;
        return this;
    }

    Box with(String type, String source, String target, String... options) {
        mounts.add(new TaskMount(Mount.of(type, source, List.of(options)), target));
        return this;
    }

    Box bind(Path source, String target, String... options) {
        return with("bind", source.toString(), target, options);
    }

    Box device(String path, int major, int minor) {
        devices.add(new DeviceNode(path, 'c', major, minor, 0666));
        return this;
    }

    Box allow(int major, int minor) {
        rules.add(rule('c', major, minor));
        return this;
    }

    Box network(Namespace namespace) {
        network = namespace;
        return this;
    }

    Box pid(Namespace namespace) {
        pid = namespace;
        return this;
    }

    Box ipc(Namespace namespace) {
        ipc = namespace;
        return this;
    }

    /** With the host's or another's there is no name to set. */
    Box uts(Namespace namespace) {
        uts = namespace;
        hostname = "";
        return this;
    }

    Box cgroup(Namespace namespace) {
        cgroup = namespace;
        return this;
    }

    Box resources(Resources limits) {
        resources = limits;
        return this;
    }

    Box names(String host, String domain) {
        hostname = host;
        domainname = domain;
        return this;
    }

    Box masked(String... paths) {
        masked = List.of(paths);
        return this;
    }

    Box readonly(String... paths) {
        readonly = List.of(paths);
        return this;
    }

    Box sysctl(String name, String value) {
        sysctls = Map.of(name, value);
        return this;
    }

    String id() {
        return id;
    }

    Command command() {
        return command;
    }

    /**
     * The specification.
     *
     * @param root folder with the content of the root
     * @param parent of the cgroup
     */
    TaskSpec spec(Path root, String parent) {
        return new TaskSpec(
                new TaskId(id),
                command.spec(),
                List.of(Mount.bind(root)),
                rootReadOnly,
                mounts,
                devices,
                new Namespaces(network, pid, ipc, uts, cgroup),
                new CgroupSpec(parent, id, resources, rules),
                hostname,
                domainname,
                masked,
                readonly,
                sysctls);
    }
}
