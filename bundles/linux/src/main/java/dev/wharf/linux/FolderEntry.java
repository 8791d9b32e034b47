package dev.wharf.linux;

import static java.util.Objects.requireNonNull;

/**
 * What a folder says of one of its names.
 *
 * @param name in the folder
 * @param type one of the {@code S_IF} constants of {@link Flags}, or 0 where the file system does not keep it in the folder
 */
public record FolderEntry(String name, int type) {
    /** Checks that there is a name. */
    public FolderEntry {
        requireNonNull(name, "name");
    }

    /** Whether it is a folder, as far as is known. */
    public boolean isFolder() {
        return type == Flags.S_IFDIR;
    }
}
