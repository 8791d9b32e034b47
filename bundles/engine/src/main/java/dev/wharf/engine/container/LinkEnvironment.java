package dev.wharf.engine.container;

import java.util.List;

/** The variables that a container has of its links, for whoever starts a process in it. */
public final class LinkEnvironment {
    private LinkEnvironment() {}

    /** Those of the links whose sources run, each as {@code NAME=value}; Docker 20.10, daemon/exec.go. */
    public static List<String> of(ContainerTable table, ContainerRecord record) {
        if (record.hostConfig().network().links().isEmpty()) {
            return List.of();
        }
        return new BridgeLinks(table)
                .of(record).stream().flatMap(link -> link.variables().stream()).toList();
    }
}
