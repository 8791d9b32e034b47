package dev.wharf.execoci.config;

import dev.wharf.execoci.view.Identity;
import dev.wharf.linux.Kernel;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.ResourceLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The object {@code process} of config.json, which is also what {@code exec} is given. */
public final class ProcessConfig {
    private final Kernel kernel;
    private final ProcessSpec process;
    private final Identity identity;

    /**
     * Translates a process.
     *
     * @param identity who it becomes
     */
    public ProcessConfig(Kernel kernel, ProcessSpec process, Identity identity) {
        this.kernel = kernel;
        this.process = process;
        this.identity = identity;
    }

    /**
     * The object.
     *
     * @throws IllegalArgumentException for a name that is not known
     */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("terminal", process.terminal());
        json.put("user", user());
        json.put("args", process.arguments());
        json.put("env", environment());
        json.put("cwd", process.folder());
        json.put("capabilities", capabilities());
        json.put("rlimits", process.limits().stream().map(this::limit).toList());
        json.put("noNewPrivileges", process.noNewPrivileges());
        json.put("oomScoreAdj", process.oomScoreAdjust());
        if (!process.apparmorProfile().isEmpty()) {
            json.put("apparmorProfile", process.apparmorProfile());
        }
        return json;
    }

    /** The primary group is among the further ones, or it could be dropped to get around a rule against it (CVE-2022-36109). */
    private Map<String, Object> user() {
        List<Integer> groups = new ArrayList<>(List.of(identity.gid()));
        identity.groups().stream().filter(group -> group != identity.gid()).forEach(groups::add);
        return Map.of("uid", identity.uid(), "gid", identity.gid(), "additionalGids", groups);
    }

    private List<String> environment() {
        List<String> environment = new ArrayList<>(process.environment());
        if (environment.stream().noneMatch(variable -> variable.startsWith("HOME="))) {
            environment.add("HOME=" + identity.home());
        }
        return environment;
    }

    private Map<String, Object> capabilities() {
        List<String> wanted =
                Capabilities.held(process.capabilities(), kernel.processes().boundingCapabilities());
        List<String> inForce = identity.isRoot() ? wanted : List.of();
        return Map.of(
                "bounding", wanted,
                "effective", inForce,
                "permitted", inForce,
                "inheritable", List.of(),
                "ambient", List.of());
    }

    /** A hard limit is not raised above the daemon's own, which needs CAP_SYS_RESOURCE. */
    private Map<String, Object> limit(ResourceLimit limit) {
        long own = kernel.processes().limit(Limits.number(limit.name()))[1];
        long hard = least(limit.hard(), own);
        return Map.of(
                "type", "RLIMIT_" + limit.name().toUpperCase(Locale.ROOT),
                "hard", Unsigned.of(hard),
                "soft", Unsigned.of(least(limit.soft(), hard)));
    }

    private static long least(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }
}
