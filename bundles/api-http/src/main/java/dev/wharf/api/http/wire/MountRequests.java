package dev.wharf.api.http.wire;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.MountRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code HostConfig.Mounts} of API 1.25, which today's client sends for {@code --mount} whatever version the server
 * speaks. Those of memory are told in the words of {@code Tmpfs}. The texts are those of Docker 20.10, volume/mounts.
 *
 * @param mounts binds and volumes
 * @param tmpfs options by target
 */
record MountRequests(List<MountRequest> mounts, Map<String, String> tmpfs) {

    static MountRequests of(Fields host) {
        MountRequests requests = new MountRequests(new ArrayList<>(), new LinkedHashMap<>());
        host.list("Mounts").forEach(requests::add);
        return requests;
    }

    private void add(Fields mount) {
        String type = mount.text("Type");
        switch (type) {
            case "bind" -> mounts.add(bind(mount));
            case "volume" -> mounts.add(volume(mount));
            case "tmpfs" -> addTmpfs(mount);
            default -> throw invalid(type, "mount type unknown");
        }
    }

    private static MountRequest bind(Fields mount) {
        refuse(mount, "bind", "VolumeOptions");
        return new MountRequest.Bind(
                needed(mount, "bind", "Source"),
                needed(mount, "bind", "Target"),
                mount.flag("ReadOnly"),
                mount.fields("BindOptions").text("Propagation"));
    }

    private static MountRequest volume(Fields mount) {
        refuse(mount, "volume", "BindOptions");
        Fields options = mount.fields("VolumeOptions");
        Fields driver = options.fields("DriverConfig");
        return new MountRequest.Volume(
                mount.text("Source"),
                needed(mount, "volume", "Target"),
                mount.flag("ReadOnly"),
                options.flag("NoCopy"),
                driver.text("Name"),
                driver.map("Options"),
                options.map("Labels"));
    }

    private void addTmpfs(Fields mount) {
        refuse(mount, "tmpfs", "BindOptions");
        if (!mount.text("Source").isEmpty()) {
            throw extra("tmpfs", "Source");
        }
        tmpfs.put(needed(mount, "tmpfs", "Target"), tmpfsOptions(mount));
    }

    private static String needed(Fields mount, String type, String field) {
        String text = mount.text(field);
        if (text.isEmpty()) {
            throw invalid(type, "field " + field + " must not be empty");
        }
        return text;
    }

    private static void refuse(Fields mount, String type, String field) {
        if (mount.has(field)) {
            throw extra(type, field);
        }
    }

    private static InvalidArgument extra(String type, String field) {
        return invalid(type, "field " + field + " must not be specified");
    }

    private static InvalidArgument invalid(String type, String reason) {
        return new InvalidArgument("invalid mount config for type \"" + type + "\": " + reason);
    }

    private static String tmpfsOptions(Fields mount) {
        Fields asked = mount.fields("TmpfsOptions");
        List<String> options = new ArrayList<>();
        if (mount.flag("ReadOnly")) {
            options.add("ro");
        }
        if (asked.isSet("SizeBytes")) {
            options.add("size=" + asked.number("SizeBytes"));
        }
        if (asked.isSet("Mode")) {
            options.add("mode=" + Long.toOctalString(asked.number("Mode")));
        }
        return String.join(",", options);
    }
}
