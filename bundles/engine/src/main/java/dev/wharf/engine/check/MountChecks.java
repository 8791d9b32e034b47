package dev.wharf.engine.check;

import static dev.wharf.engine.check.Refusal.invalidIf;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.MountRequest;
import dev.wharf.engine.spec.BindSpec;
import dev.wharf.engine.spec.Paths;
import java.nio.file.Files;
import java.util.Set;

/** Checks a mount that is described by its parts; the texts are those of Docker 20.10, volume/mounts. */
public final class MountChecks {
    private static final String BIND = "bind";

    private MountChecks() {}

    /**
     * Checks a mount.
     *
     * @param targets of other mounts; its own is added
     * @throws EngineException InvalidArgument
     */
    static void check(MountRequest mount, Set<String> targets) {
        String type = mount instanceof MountRequest.Bind ? BIND : "volume";
        absolute(type, mount.target());
        String target = Paths.clean(mount.target());
        refuseIf(target.equals("/"), type, "invalid specification: destination can't be '/'");
        if (mount instanceof MountRequest.Bind bind) {
            check(bind);
        } else if (mount instanceof MountRequest.Volume volume) {
            check(volume);
        }
        invalidIf(!targets.add(target), "Duplicate mount point: " + target);
    }

    private static void check(MountRequest.Bind bind) {
        refuseIf(
                !bind.propagation().isEmpty() && !BindSpec.isPropagation(bind.propagation()),
                BIND,
                "invalid propagation mode: " + bind.propagation());
        absolute(BIND, bind.source());
        requireSource(bind.source());
    }

    private static void check(MountRequest.Volume volume) {
        refuseIf(
                volume.name().isEmpty() && volume.isReadOnly(),
                "volume",
                "must not set ReadOnly mode when using anonymous volumes");
    }

    /**
     * Checks that the source of a bind is there. Nothing is made in its place.
     *
     * @throws EngineException InvalidArgument
     */
    public static void requireSource(String source) {
        refuseIf(!Files.exists(Paths.of(source)), BIND, "bind source path does not exist: " + source);
    }

    private static void absolute(String type, String path) {
        refuseIf(!path.startsWith("/"), type, "invalid mount path: '" + path + "' mount path must be absolute");
    }

    private static void refuseIf(boolean isWrong, String type, String reason) {
        invalidIf(isWrong, "invalid mount config for type \"" + type + "\": " + reason);
    }
}
