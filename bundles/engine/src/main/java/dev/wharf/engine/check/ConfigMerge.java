package dev.wharf.engine.check;

import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerConfigBuilder;
import dev.wharf.engine.spec.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Merges the run defaults of an image into what a client asks for; Docker 1.9.1, runconfig/merge.go. */
public final class ConfigMerge {
    private ConfigMerge() {}

    /** The request with the image's defaults where it says nothing. */
    public static ContainerConfig merged(ContainerConfig request, ContainerConfig image) {
        ContainerConfigBuilder merged = request.toBuilder()
                .user(first(request.user(), image.user()))
                .workingDir(first(request.workingDir(), image.workingDir()))
                .stopSignal(first(request.stopSignal(), image.stopSignal()))
                .exposedPorts(union(request.exposedPorts(), image.exposedPorts()))
                .volumes(union(request.volumes(), image.volumes()))
                .env(env(request.env(), image.env()))
                .labels(labels(request.labels(), image.labels()))
                .onBuild(List.of());
        command(merged, request, image);
        return merged.build();
    }

    /** The path and the arguments of the first process; empty when there is no command. */
    public static List<String> command(ContainerConfig config) {
        List<String> command = new ArrayList<>(config.entrypoint().orElse(List.of()));
        command.addAll(config.cmd().orElse(List.of()));
        return command;
    }

    /**
     * An entrypoint in the request drops the command of the image. An empty one in the request drops the entrypoint of
     * the image and keeps its command.
     */
    private static void command(ContainerConfigBuilder merged, ContainerConfig request, ContainerConfig image) {
        boolean noCommand = request.cmd().orElse(List.of()).isEmpty();
        boolean noEntrypoint = request.entrypoint().orElse(List.of()).isEmpty();
        if (!noEntrypoint) {
            return;
        }
        if (noCommand) {
            image.cmd().ifPresent(merged::cmd);
        }
        if (request.entrypoint().isEmpty()) {
            image.entrypoint().ifPresent(merged::entrypoint);
        }
    }

    private static String first(String text, String fallback) {
        return text.isEmpty() ? fallback : text;
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }

    private static List<String> env(List<String> request, List<String> image) {
        Set<String> named = new LinkedHashSet<>();
        request.forEach(entry -> named.add(Environment.name(entry)));
        List<String> all = new ArrayList<>(request);
        image.stream().filter(entry -> !named.contains(Environment.name(entry))).forEach(all::add);
        return all;
    }

    private static Map<String, String> labels(Map<String, String> request, Map<String, String> image) {
        Map<String, String> all = new LinkedHashMap<>(image);
        all.putAll(request);
        return all;
    }
}
