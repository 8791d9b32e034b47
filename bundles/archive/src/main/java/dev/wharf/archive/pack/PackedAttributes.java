package dev.wharf.archive.pack;

import dev.wharf.archive.ArchiveException;
import dev.wharf.linux.AttributeCalls;
import dev.wharf.linux.Fd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the extended attributes that belong to a file wherever it is. */
final class PackedAttributes {
    /** What the overlay driver of the kernel writes down for itself. */
    static final String OVERLAY = "trusted.overlay.";

    /** What the security modules of this host make up, as tar(1) leaves it out unless asked. */
    private static final List<String> OF_THE_HOST =
            List.of(OVERLAY, "security.selinux", "security.ima", "security.evm");

    /** On a file whose content is in another layer. */
    private static final String METACOPY = OVERLAY + "metacopy";

    private final AttributeCalls calls;

    PackedAttributes(AttributeCalls calls) {
        this.calls = calls;
    }

    /**
     * Value by name; an empty name means the descriptor itself.
     *
     * @throws ArchiveException UNSUPPORTED for a file of overlayfs without its content
     */
    Map<String, byte[]> of(Fd folder, String name) {
        List<String> listed = calls.listXattr(folder, name);
        if (listed.isEmpty()) {
            return Map.of();
        }
        if (listed.contains(METACOPY)) {
            throw new ArchiveException(
                    ArchiveException.Kind.UNSUPPORTED,
                    "cannot pack: overlayfs has left the content of \"" + name
                            + "\" below (mount it with metacopy=off)");
        }
        Map<String, byte[]> values = new HashMap<>();
        for (String attribute : listed) {
            if (isKept(attribute)) {
                calls.getXattr(folder, name, attribute).ifPresent(value -> values.put(attribute, value));
            }
        }
        return values;
    }

    /** A pax key cannot hold an equals sign. */
    private static boolean isKept(String attribute) {
        return attribute.indexOf('=') < 0 && OF_THE_HOST.stream().noneMatch(attribute::startsWith);
    }
}
