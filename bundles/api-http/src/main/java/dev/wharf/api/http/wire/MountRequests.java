package dev.wharf.api.http.wire;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code HostConfig.Mounts} of API 1.25 in the words of older keys: binds, tmpfs and anonymous volumes. Today's client
 * sends it for {@code --mount}, whatever version the server speaks.
 *
 * @param binds {@code source:target[:mode]}
 * @param tmpfs options by target
 * @param volumes targets of anonymous volumes
 */
record MountRequests(List<String> binds, Map<String, String> tmpfs, Set<String> volumes) {

    static MountRequests of(Fields host) {
        MountRequests requests = new MountRequests(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
        host.list("Mounts").forEach(requests::add);
        return requests;
    }

    private void add(Fields mount) {
        String target = mount.text("Target");
        String source = mount.text("Source");
        if (target.isEmpty() || target.contains(":") || source.contains(":")) {
            throw new InvalidArgument("invalid mount config: source \"" + source + "\", target \"" + target + "\"");
        }
        switch (mount.text("Type")) {
            case "bind" -> binds.add(bind(mount, source, target));
            case "volume" -> addVolume(mount, source, target);
            case "tmpfs" -> tmpfs.put(target, tmpfsOptions(mount));
            default -> throw new InvalidArgument("mount type unknown: \"" + mount.text("Type") + "\"");
        }
    }

    private void addVolume(Fields mount, String source, String target) {
        if (source.isEmpty()) {
            volumes.add(target);
        } else {
            binds.add(bind(mount, source, target));
        }
    }

    private static String bind(Fields mount, String source, String target) {
        if (source.isEmpty()) {
            throw new InvalidArgument("invalid mount config for type \"bind\": field Source must not be empty");
        }
        List<String> mode = new ArrayList<>();
        if (mount.flag("ReadOnly")) {
            mode.add("ro");
        }
        String propagation = mount.fields("BindOptions").text("Propagation");
        if (!propagation.isEmpty()) {
            mode.add(propagation);
        }
        if (mount.fields("VolumeOptions").flag("NoCopy")) {
            mode.add("nocopy");
        }
        return source + ":" + target + (mode.isEmpty() ? "" : ":" + String.join(",", mode));
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
