package dev.wharf.engine.spec;

import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.TaskMount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The mounts of a container beside its root: the fixed ones, the three files of /etc, the init program, tmpfs, binds and volumes. */
final class MountTable {
    private static final long DEFAULT_SHM_BYTES = 64L << 20;
    private static final String HOST = "host";
    private static final List<String> HARDENED = List.of("nosuid", "noexec", "nodev");

    private final Launch launch;
    private final HostConfig config;
    private final boolean privileged;

    MountTable(Launch launch) {
        this.launch = launch;
        config = launch.hostConfig();
        privileged = config.security().privileged();
    }

    /** All mounts, in the order in which they are made; a mount of the user's replaces a fixed one of its target. */
    List<TaskMount> mounts() {
        List<TaskMount> own = new ArrayList<>(users());
        List<TaskMount> all = new ArrayList<>();
        fixed().stream().filter(mount -> !isReplaced(mount, own)).forEach(all::add);
        files().stream().filter(mount -> !isReplaced(mount, own)).forEach(own::add);
        own.sort(Comparator.comparingInt(mount -> Paths.depth(mount.target())));
        all.addAll(own);
        return all;
    }

    /** A user's /dev replaces all of /dev; any other mount only what has the very same target. */
    private static boolean isReplaced(TaskMount mount, List<TaskMount> users) {
        return users.stream()
                .anyMatch(user -> user.target().equals(mount.target())
                        || (user.target().equals("/dev") && Paths.isWithin(mount.target(), "/dev")));
    }

    private List<TaskMount> fixed() {
        List<TaskMount> mounts = new ArrayList<>();
        mounts.add(mount("proc", "/proc", HARDENED));
        mounts.add(mount("tmpfs", "/dev", List.of("nosuid", "strictatime", "mode=755", "size=65536k")));
        mounts.add(mount(
                "devpts",
                "/dev/pts",
                List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")));
        mounts.addAll(ipc());
        mounts.add(mount("sysfs", "/sys", access(HARDENED)));
        mounts.add(mount("cgroup", "/sys/fs/cgroup", access(HARDENED)));
        return mounts;
    }

    private List<TaskMount> ipc() {
        if (config.security().ipcMode().equals(HOST)) {
            return List.of(bind("/dev/shm", "/dev/shm"), bind("/dev/mqueue", "/dev/mqueue"));
        }
        long bytes = config.shmSize() > 0 ? config.shmSize() : DEFAULT_SHM_BYTES;
        List<String> shm = new ArrayList<>(HARDENED);
        shm.add("mode=1777");
        shm.add("size=" + bytes);
        TaskMount queues = mount("mqueue", "/dev/mqueue", HARDENED);
        boolean isNone = config.security().ipcMode().equals("none");
        return isNone ? List.of(queues) : List.of(mount("tmpfs", "shm", "/dev/shm", shm), queues);
    }

    private List<TaskMount> files() {
        List<TaskMount> mounts = new ArrayList<>();
        Map<String, String> files = Map.of(
                "/etc/resolv.conf", launch.files().resolvConf(),
                "/etc/hostname", launch.files().hostname(),
                "/etc/hosts", launch.files().hosts());
        files.forEach((target, source) -> {
            if (!source.isEmpty()) {
                mounts.add(bind(source, target));
            }
        });
        launch.init()
                .ifPresent(program -> mounts.add(new TaskMount(
                        Mount.of("bind", program.toString(), List.of("bind", "ro", "rprivate")), Launch.INIT_PATH)));
        mounts.sort(Comparator.comparing(TaskMount::target));
        return mounts;
    }

    private List<TaskMount> users() {
        List<TaskMount> mounts = new ArrayList<>();
        launch.mounts().forEach(point -> mounts.add(userMount(point)));
        config.tmpfs().forEach((target, options) -> mounts.add(tmpfs(target, options)));
        return mounts;
    }

    private static TaskMount userMount(MountPoint point) {
        String propagation = point.propagation().isEmpty() ? "rprivate" : point.propagation();
        String access = point.readWrite() ? "rw" : "ro";
        return new TaskMount(
                Mount.of("bind", point.source(), List.of("rbind", access, propagation)), point.destination());
    }

    /** The options of Docker 20.10, pkg/mount: hardened, unless the user says the opposite. */
    private static TaskMount tmpfs(String target, String options) {
        List<String> given = options.isEmpty() ? List.of() : Arrays.asList(options.split(","));
        List<String> all = new ArrayList<>();
        HARDENED.stream()
                .filter(option -> !given.contains(option.substring("no".length())))
                .forEach(all::add);
        given.stream().filter(option -> !option.isEmpty()).forEach(all::add);
        return mount("tmpfs", Paths.clean(target), all);
    }

    private List<String> access(List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add(privileged ? "rw" : "ro");
        return all;
    }

    private static TaskMount bind(String source, String target) {
        return new TaskMount(Mount.of("bind", source, List.of("rbind", "rw", "rprivate")), target);
    }

    private static TaskMount mount(String type, String target, List<String> options) {
        return mount(type, type, target, options);
    }

    private static TaskMount mount(String type, String source, String target, List<String> options) {
        return new TaskMount(Mount.of(type, source, options), target);
    }
}
