package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import java.util.List;
import java.util.function.Predicate;

/** How it is written in a folder that lower layers' entries are deleted. */
interface Deletions {

    /** Writes that a name, which this layer did not bring, is deleted. */
    void delete(Fd folder, String name);

    /** Takes back that a name is deleted, since the layer brings it again; tells whether it was. */
    boolean takeBack(Fd folder, String name);

    /**
     * Writes that what lower layers hold in a folder is deleted.
     *
     * @param keeps tells which names the layer itself brought
     * @return the folders in it in which the same remains to be done
     */
    List<String> hideBelow(Fd folder, Predicate<String> keeps);

    /** The way of a kind of folder. */
    static Deletions of(Whiteouts whiteouts, FileCalls files) {
        return switch (whiteouts) {
            case OVERLAY -> new OverlayDeletions(files);
            case AUFS -> new AufsDeletions(files);
            case NONE -> new PlainDeletions(files);
        };
    }
}
