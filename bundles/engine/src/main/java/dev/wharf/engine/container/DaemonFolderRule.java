package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.spec.BindSpec;
import java.nio.file.Path;

/**
 * A bind of the daemon's own folder, or of one that it lies in, must hear of mounts that come and go there, or it would keep
 * the roots of other containers mounted for ever; Docker 20.10, daemon/volumes_linux.go.
 *
 * @param dataRoot of the daemon
 */
record DaemonFolderRule(Path dataRoot) {

    /**
     * The propagation of a bind.
     *
     * @throws EngineException InvalidArgument when the client asks for one that does not hear of them
     */
    String propagation(BindSpec bind) {
        if (!concerns(bind.source())) {
            return bind.propagation();
        }
        if (!bind.hasPropagation()) {
            return "rslave";
        }
        if (bind.propagation().equals("rslave") || bind.propagation().equals("rshared")) {
            return bind.propagation();
        }
        throw new EngineException.InvalidArgument("invalid mount config: must use either propagation mode \"rslave\" or"
                + " \"rshared\" when mount source is within the daemon root, daemon root: \"" + dataRoot
                + "\", bind mount source: \"" + bind.source() + "\", propagation: \"" + bind.propagation() + '"');
    }

    /** Whether a folder lies in the daemon's, or the other way round. */
    boolean concerns(String source) {
        Path path = Path.of(source);
        Path root = dataRoot.toAbsolutePath();
        return path.startsWith(root) || root.startsWith(path);
    }
}
