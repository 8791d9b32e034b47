package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.Mount;
import java.util.List;
import java.util.Map;

/**
 * Everything about a container that the kernel must be told.
 *
 * @param id of the task
 * @param process the first process
 * @param root what to mount as the root, in order; the last one lies on top
 * @param rootReadOnly whether the root is made read-only after all mount points exist
 * @param mounts further mounts, in the order in which they are made
 * @param devices nodes to make in the container's /dev
 * @param namespaces which namespaces are new
 * @param cgroup where its processes are accounted, and their limits
 * @param hostname host name in a new UTS namespace; empty leaves it
 * @param domainname NIS domain name in a new UTS namespace; empty leaves it
 * @param maskedPaths paths that are hidden; absent ones are passed over
 * @param readonlyPaths paths that are made read-only; absent ones are passed over
 * @param sysctls values for /proc/sys by dotted name
 */
public record TaskSpec(
        TaskId id,
        ProcessSpec process,
        List<Mount> root,
        boolean rootReadOnly,
        List<TaskMount> mounts,
        List<DeviceNode> devices,
        Namespaces namespaces,
        CgroupSpec cgroup,
        String hostname,
        String domainname,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        Map<String, String> sysctls) {
    /** Checks and copies. */
    public TaskSpec {
        requireNonNull(id, "id");
        requireNonNull(process, "process");
        root = List.copyOf(root);
        mounts = List.copyOf(mounts);
        devices = List.copyOf(devices);
        requireNonNull(namespaces, "namespaces");
        requireNonNull(cgroup, "cgroup");
        requireNonNull(hostname, "hostname");
        requireNonNull(domainname, "domainname");
        maskedPaths = List.copyOf(maskedPaths);
        readonlyPaths = List.copyOf(readonlyPaths);
        sysctls = Map.copyOf(sysctls);
    }
}
