package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileStatus;
import java.io.IOException;

/** Learns what changed in a tree, a folder before what it holds. Paths have no leading slash. */
interface ChangeVisitor {

    /** A folder was added or modified, perhaps only by what it holds. */
    void folder(String path, TreeChange.Kind kind) throws IOException;

    /** Something else was added or modified. */
    void leaf(Leaf leaf, TreeChange.Kind kind) throws IOException;

    /** A path was deleted, without anything in its place. */
    void deleted(String path) throws IOException;

    /** What was below in this folder is hidden; paths of it that did not come back follow as {@link #hidden}. */
    void opaque(String path) throws IOException;

    /** A path was deleted together with its folder, which came back. */
    void hidden(String path) throws IOException;

    /**
     * Something that is not a folder.
     *
     * @param path from the root of the tree
     * @param folder that it lies in; open during the visit
     * @param name in the folder
     * @param status what is known about it
     */
    record Leaf(String path, Fd folder, String name, FileStatus status) {}
}
