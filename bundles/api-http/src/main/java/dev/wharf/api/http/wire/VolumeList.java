package dev.wharf.api.http.wire;

import dev.wharf.engine.api.volume.Volume;
import java.util.List;
import java.util.Optional;

/**
 * Volumes; Docker 1.9.1, api/types/types.go (VolumesListResponse), and the newer warnings.
 *
 * @param volumes {@code Volumes}: null for none
 * @param warnings {@code Warnings}: null for none
 */
public record VolumeList(Optional<List<VolumeObject>> volumes, Optional<List<String>> warnings) {

    /** The document of volumes. */
    public static VolumeList of(List<Volume> volumes) {
        return new VolumeList(
                Optional.of(volumes.stream().map(VolumeObject::of).toList()).filter(rows -> !rows.isEmpty()),
                Optional.empty());
    }
}
