package dev.wharf.execoci.config;

import dev.wharf.spi.exec.DeviceNode;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What config.json of the OCI runtime specification 1.0.2 says about a task. */
public final class BundleConfig {
    private final TaskSpec spec;
    private final ToIntFunction<TaskId> pids;

    /**
     * Translates a task.
     *
     * @param pids finds the first process of a task whose namespaces are joined
     */
    public BundleConfig(TaskSpec spec, ToIntFunction<TaskId> pids) {
        this.spec = spec;
        this.pids = pids;
    }

    /**
     * The whole file.
     *
     * @param process as {@link ProcessConfig} tells it
     * @param mounts with all sources on this host
     * @throws IllegalArgumentException for a value that cannot be translated
     */
    public Map<String, Object> json(Map<String, Object> process, List<TaskMount> mounts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ociVersion", "1.0.2");
        json.put("process", process);
        json.put("root", Map.of("path", "rootfs", "readonly", spec.rootReadOnly()));
        if (isNew(spec.namespaces().uts()) && !spec.hostname().isEmpty()) {
            json.put("hostname", spec.hostname());
        }
        json.put("mounts", mounts.stream().map(MountConfig::json).toList());
        json.put("linux", linux(mounts));
        return json;
    }

    private static boolean isNew(Namespace namespace) {
        return namespace instanceof Namespace.New;
    }

    private Map<String, Object> linux(List<TaskMount> mounts) {
        Map<String, Object> linux = new LinkedHashMap<>();
        linux.put("namespaces", namespaces());
        linux.put("cgroupsPath", spec.cgroup().parent() + "/" + spec.cgroup().name());
        linux.put("resources", new ResourceConfig(spec.cgroup()).json());
        linux.put("devices", spec.devices().stream().map(BundleConfig::device).toList());
        linux.put("maskedPaths", spec.maskedPaths());
        linux.put("readonlyPaths", spec.readonlyPaths());
        linux.put("sysctl", sysctls());
        spec.process().seccomp().ifPresent(policy -> linux.put("seccomp", SeccompConfig.json(policy)));
        if (mounts.stream().anyMatch(mount -> MountConfig.isShared(mount.mount()))) {
            linux.put("rootfsPropagation", "shared"); // runc would make all mounts slaves
        }
        return linux;
    }

    /** The specification knows a domain name since 1.1; until then Docker sets it by this name. */
    private Map<String, String> sysctls() {
        Map<String, String> sysctls = new LinkedHashMap<>(spec.sysctls());
        if (isNew(spec.namespaces().uts()) && !spec.domainname().isEmpty()) {
            sysctls.putIfAbsent("kernel.domainname", spec.domainname());
        }
        return sysctls;
    }

    private List<Map<String, Object>> namespaces() {
        Namespaces namespaces = spec.namespaces();
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(Map.of("type", "mount"));
        namespace("pid", "pid", namespaces.pid()).ifPresent(all::add);
        namespace("network", "net", namespaces.network()).ifPresent(all::add);
        namespace("ipc", "ipc", namespaces.ipc()).ifPresent(all::add);
        namespace("uts", "uts", namespaces.uts()).ifPresent(all::add);
        namespace("cgroup", "cgroup", namespaces.cgroup()).ifPresent(all::add);
        return all;
    }

    private Optional<Map<String, Object>> namespace(String type, String file, Namespace namespace) {
        if (namespace instanceof Namespace.Join join) {
            return Optional.of(Map.of("type", type, "path", "/proc/" + pids.applyAsInt(join.task()) + "/ns/" + file));
        }
        return isNew(namespace) ? Optional.of(Map.of("type", type)) : Optional.empty();
    }

    private static Map<String, Object> device(DeviceNode node) {
        return Map.of(
                "path", node.path(),
                "type", Character.toString(node.type()),
                "major", node.major(),
                "minor", node.minor(),
                "fileMode", node.mode(),
                "uid", 0,
                "gid", 0);
    }
}
