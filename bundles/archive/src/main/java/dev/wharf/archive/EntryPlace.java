package dev.wharf.archive;

import dev.wharf.linux.Fd;

/**
 * Where an entry goes.
 *
 * @param folder that it lies in; open until another one is asked for
 * @param base its name there
 * @param returns whether the same layer has deleted the name before
 * @param isTaken whether the same layer may have brought something under the name before
 */
record EntryPlace(OpenFolder folder, String base, boolean returns, boolean isTaken) {
    Fd fd() {
        return folder.fd();
    }

    /** The path of the entry, free of symbolic links. */
    String realName() {
        return folder.realNameOf(base);
    }
}
