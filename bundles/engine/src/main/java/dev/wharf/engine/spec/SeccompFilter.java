package dev.wharf.engine.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When an entry of a seccomp profile counts, or does not.
 *
 * @param caps capabilities, with {@code CAP_}
 * @param arches such as {@code amd64}
 * @param minKernel such as {@code 4.8}
 */
record SeccompFilter(List<String> caps, List<String> arches, Optional<String> minKernel) {

    /** Whether all that is asked for is there. */
    boolean includes(Set<String> capabilities) {
        return (arches.isEmpty() || arches.contains(architecture()))
                && caps.stream().allMatch(name -> holds(capabilities, name))
                && minKernel.map(SeccompFilter::runs).orElse(true);
    }

    /** Whether any of it is there. */
    boolean excludes(Set<String> capabilities) {
        return arches.contains(architecture())
                || caps.stream().anyMatch(name -> holds(capabilities, name))
                || minKernel.map(SeccompFilter::runs).orElse(false);
    }

    /**
     * Checks the release.
     *
     * @throws dev.wharf.engine.api.EngineException InvalidArgument
     */
    void check() {
        minKernel.ifPresent(SeccompFilter::number);
    }

    private static boolean holds(Set<String> capabilities, String name) {
        return name.startsWith("CAP_") && capabilities.contains(name.substring("CAP_".length()));
    }

    private static boolean runs(String release) {
        return number(System.getProperty("os.version")).isAtLeast(number(release));
    }

    private static KernelRelease number(String release) {
        return KernelRelease.parse(release)
                .orElseThrow(() -> SeccompProfile.refused("unknown kernel release \"" + release + "\""));
    }

    /** The name that Go has for the processor. */
    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }
}
