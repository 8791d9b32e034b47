package dev.wharf.engine.volume;

import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.volume.VolumeName;

/** Names of volumes as clients write them; texts of Docker 20.10, volume/local/local.go. */
final class VolumeNames {
    private VolumeNames() {}

    /**
     * Checks a name.
     *
     * @throws EngineException InvalidArgument
     */
    static VolumeName checked(String name) {
        if (name.length() == 1) {
            throw new EngineException.InvalidArgument("create " + name
                    + ": volume name is too short, names should be at least two alphanumeric characters");
        }
        try {
            return new VolumeName(name);
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidArgument(
                    "create " + name + ": \"" + name
                            + "\" includes invalid characters for a local volume name, only"
                            + " \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use"
                            + " absolute path",
                    e);
        }
    }

    /** Whether a text is a name that a volume can have. */
    static boolean isName(String name) {
        try {
            return new VolumeName(name).value().equals(name);
        } catch (IllegalArgumentException ignored) {
            return false; // which is what was asked
        }
    }
}
