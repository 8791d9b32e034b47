package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import java.io.IOException;

/** Learns what changed in a tree, a folder before what it holds. Paths have no leading slash. */
interface ChangeVisitor {

    /** A folder was added or modified, perhaps only by what it holds. */
    void folder(String path, TreeChange.Kind kind) throws IOException;

    /** Something else was added or modified; it lies in a folder that is open during the visit. */
    void leaf(Fd folder, String path, TreeChange.Kind kind) throws IOException;

    /** A path was deleted, without anything in its place. */
    void deleted(String path) throws IOException;

    /** What was below in this folder is hidden; paths of it that did not come back follow as {@link #hidden}. */
    void opaque(String path) throws IOException;

    /** A path was deleted together with its folder, which came back. */
    void hidden(String path) throws IOException;
}
