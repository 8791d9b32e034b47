package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.DiskUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A container in full; keys and order of Docker 1.9.1, api/types/types.go (ContainerJSON).
 *
 * @param id {@code Id}; the others are named likewise
 */
public record InspectContainer(
        String id,
        String created,
        String path,
        List<String> args,
        StateObject state,
        String image,
        String resolvConfPath,
        String hostnamePath,
        String hostsPath,
        String logPath,
        String name,
        int restartCount,
        String driver,
        String execDriver,
        String mountLabel,
        String processLabel,
        String appArmorProfile,
        @JsonProperty("ExecIDs") Optional<List<String>> execIds,
        HostConfigBody hostConfig,
        GraphDriverObject graphDriver,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong sizeRw,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong sizeRootFs,
        List<MountObject> mounts,
        ConfigBody config,
        NetworkSettings networkSettings) {

    /** The document of a container without its sizes. */
    public static InspectContainer of(Container container) {
        return of(container, OptionalLong.empty(), OptionalLong.empty());
    }

    /** The document of a container with its sizes. */
    public static InspectContainer of(Container container, DiskUsage usage) {
        return of(container, OptionalLong.of(usage.writable()), OptionalLong.of(usage.root()));
    }

    private static InspectContainer of(Container container, OptionalLong writable, OptionalLong root) {
        List<String> command = container.command();
        Container.Files files = container.files();
        return new InspectContainer(
                container.id(),
                Times.text(container.created()),
                command.isEmpty() ? "" : command.get(0),
                command.isEmpty() ? List.of() : command.subList(1, command.size()),
                StateObject.of(container.status()),
                Ids.plain(container.imageId()),
                files.resolvConf(),
                files.hostname(),
                files.hosts(),
                files.log(),
                "/" + container.name(),
                container.restartCount(),
                container.graphDriver(),
                container.execDriver(),
                "",
                "",
                "",
                Optional.of(container.execIds()).filter(ids -> !ids.isEmpty()),
                HostConfigBody.of(container.hostConfig(), container.name()),
                GraphDriverObject.of(container.graphDriver(), container.graphDetails()),
                writable,
                root,
                container.mounts().stream().map(MountObject::of).toList(),
                ConfigBody.of(container.config()),
                NetworkSettings.of(container.network()));
    }
}
