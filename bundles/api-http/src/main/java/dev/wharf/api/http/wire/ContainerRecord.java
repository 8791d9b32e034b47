package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.MountPoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The inner record of a container, which the inspection of an exec showed up to API 1.21; keys of Docker 1.9.1,
 * daemon/container.go and container_unix.go.
 */
record ContainerRecord(
        StateObject state,
        @JsonProperty("ID") String id,
        String created,
        String path,
        List<String> args,
        ConfigBody config,
        String image,
        NetworkSettings networkSettings,
        String resolvConfPath,
        String hostnamePath,
        String hostsPath,
        String logPath,
        String name,
        String driver,
        String execDriver,
        String mountLabel,
        String processLabel,
        int restartCount,
        boolean updateDns,
        Map<String, String> volumes,
        @JsonProperty("VolumesRW") Map<String, Boolean> volumesWritable,
        String appArmorProfile) {

    static ContainerRecord of(Container container) {
        List<String> command = container.command();
        Map<String, String> volumes = new TreeMap<>();
        Map<String, Boolean> writable = new TreeMap<>();
        for (MountPoint mount : container.mounts()) {
            volumes.put(mount.destination(), mount.source());
            writable.put(mount.destination(), mount.readWrite());
        }
        return new ContainerRecord(
                StateObject.of(container.status()),
                container.id(),
                Times.text(container.created()),
                command.isEmpty() ? "" : command.get(0),
                command.isEmpty() ? List.of() : command.subList(1, command.size()),
                ConfigBody.of(container.config()),
                Ids.plain(container.imageId()),
                NetworkSettings.of(container.network()),
                container.files().resolvConf(),
                container.files().hostname(),
                container.files().hosts(),
                container.files().log(),
                "/" + container.name(),
                container.graphDriver(),
                container.execDriver(),
                "",
                "",
                container.restartCount(),
                false,
                volumes,
                writable,
                "");
    }
}
