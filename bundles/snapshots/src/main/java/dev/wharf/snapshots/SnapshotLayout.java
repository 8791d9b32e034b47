package dev.wharf.snapshots;

import java.util.List;

/**
 * What lies in the state folder beside names and changes.
 *
 * @param workFolders names of folders in which each snapshot that can be written has a folder of its own, empty at first
 * @param hasEmptyLayer whether {@link SnapshotPlace#EMPTY} has a folder, for mounts that cannot do without a layer
 */
public record SnapshotLayout(List<String> workFolders, boolean hasEmptyLayer) {

    /** Copies the names. */
    public SnapshotLayout {
        workFolders = List.copyOf(workFolders);
    }

    /** The work folders of a place. */
    List<String> work(SnapshotPlace place) {
        return workFolders.stream().map(place::in).toList();
    }
}
