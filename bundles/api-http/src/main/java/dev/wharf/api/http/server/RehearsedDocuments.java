package dev.wharf.api.http.server;

import dev.wharf.api.http.wire.CreatedContainer;
import dev.wharf.api.http.wire.CreatedExec;
import dev.wharf.api.http.wire.ExecObject;
import dev.wharf.api.http.wire.InspectContainer;
import dev.wharf.api.http.wire.Json;
import dev.wharf.api.http.wire.ListedContainer;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.api.container.Created;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.api.exec.Exec;
import dev.wharf.engine.api.exec.ExecConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Documents of a container and an exec that are not there, written again and again: the calls of a rehearsal find nothing, so
 * that their answers are short.
 */
final class RehearsedDocuments {
    /** After so many the code that writes them is compiled. */
    private static final int ROUNDS = 220;

    private static final String ID = "0".repeat(64);
    private static final List<String> COMMAND = List.of("sh", "-c", "true");

    private RehearsedDocuments() {}

    /** Writes them; ends early when the thread is interrupted. Returns how much was written, in bytes. */
    static long write() {
        Container container = container();
        Exec exec = new Exec(ID, container, exec(), false, OptionalInt.of(0), 0);
        long bytes = 0;
        for (int i = 0; i < ROUNDS && !Thread.currentThread().isInterrupted(); i++) {
            for (Object document : List.of(
                    InspectContainer.of(container),
                    ExecObject.of(exec, ExecObject.container(container)),
                    List.of(ListedContainer.of(container, Optional.empty(), Instant.EPOCH)),
                    CreatedContainer.of(new Created(ID, List.of()), List.of()),
                    CreatedExec.of(ID))) {
                bytes += Json.write(document).length;
            }
        }
        return bytes;
    }

    private static Container container() {
        return new Container(
                ID,
                "rehearsal",
                Instant.EPOCH,
                COMMAND,
                ContainerConfig.builder()
                        .image("rehearsal")
                        .cmd(COMMAND)
                        .env(List.of("PATH=/bin"))
                        .build(),
                HostConfig.empty(),
                "sha256:" + ID,
                "rehearsal",
                new ContainerStatus(
                        ContainerStatus.Phase.RUNNING, 1, 0, "", false, Optional.of(Instant.EPOCH), Optional.empty()),
                "overlay",
                Optional.empty(),
                "native",
                new Container.Files("/", "/", "/", "/"),
                List.of(),
                new NetworkStatus(ID, "/", Map.of(), Map.of("bridge", NetworkStatus.Endpoint.unaddressed(ID, ID))),
                0,
                List.of(ID),
                List.of());
    }

    private static ExecConfig exec() {
        return new ExecConfig(COMMAND, false, false, true, true, "", false, List.of(), "", "");
    }
}
