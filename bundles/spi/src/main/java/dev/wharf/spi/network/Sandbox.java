package dev.wharf.spi.network;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.Identifiers;
import java.nio.file.Path;

/**
 * The network namespace of a container. It dies with the container, and with it each interface in it.
 *
 * @param id of the container
 * @param namespace a file that setns(2) takes; valid during the call that it is handed to, and while the container lives
 */
public record Sandbox(String id, Path namespace) {
    /** Checks the grammar. */
    public Sandbox {
        Identifiers.checked("sandbox id", id);
        requireNonNull(namespace, "namespace");
    }
}
