package dev.wharf.engine.spec;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.spi.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container that is to be started.
 *
 * @param id 64 hex digits
 * @param command path and arguments, at least one
 * @param config with the image's defaults merged in, and the host name that it starts with
 * @param hostConfig how it is tied to the host
 * @param mounts binds and volumes, whose sources exist
 * @param root what the graph driver says to mount
 * @param files what is bound into /etc
 * @param joins the containers whose namespaces it shares
 * @param init the program on the host that is the first process; empty when that is the command itself
 */
public record Launch(
        String id,
        List<String> command,
        ContainerConfig config,
        HostConfig hostConfig,
        List<MountPoint> mounts,
        List<Mount> root,
        Container.Files files,
        Joins joins,
        Optional<Path> init) {
    /** Where the init program is in the container, as with Docker. */
    static final String INIT_PATH = "/sbin/docker-init";

    /** Checks and copies. */
    public Launch {
        requireNonNull(id, "id");
        command = List.copyOf(command);
        requireNonNull(config, "config");
        requireNonNull(hostConfig, "hostConfig");
        mounts = List.copyOf(mounts);
        root = List.copyOf(root);
        requireNonNull(files, "files");
        requireNonNull(joins, "joins");
        requireNonNull(init, "init");
    }

    /** The path and arguments of the first process. */
    List<String> firstProcess() {
        List<String> process = new ArrayList<>();
        init.ifPresent(program -> process.addAll(List.of(INIT_PATH, "--")));
        process.addAll(command);
        return process;
    }
}
