package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.MountPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mounts that a container is to have. Volumes are named, but need not be there yet.
 *
 * @param mounts in the order in which they were asked for
 */
record MountPlan(List<Planned> mounts) {
    /** Copies. */
    MountPlan {
        mounts = List.copyOf(mounts);
    }

    /**
     * A mount with what becomes of it.
     *
     * @param point the source of a volume is empty
     * @param isAnonymous whether it is a volume without a name of the client's
     * @param isFilled whether the content of the image is copied into it when it is empty
     * @param options for the driver of a volume that is made
     * @param labels of a volume that is made
     */
    record Planned(
            MountPoint point,
            boolean isAnonymous,
            boolean isFilled,
            Map<String, String> options,
            Map<String, String> labels) {
        /** Checks and copies. */
        Planned {
            requireNonNull(point, "point");
            options = Map.copyOf(options);
            labels = Map.copyOf(labels);
        }

        /** A mount without wishes for its volume. */
        Planned(MountPoint point, boolean isAnonymous, boolean isFilled) {
            this(point, isAnonymous, isFilled, Map.of(), Map.of());
        }

        /** Whether it is a volume. */
        boolean isVolume() {
            return point.kind() == MountPoint.Kind.VOLUME;
        }

        /** The same mount of something else. */
        Planned of(MountPoint other) {
            return new Planned(other, isAnonymous, isFilled, options, labels);
        }
    }

    /** The mounts alone. */
    List<MountPoint> points() {
        return mounts.stream().map(Planned::point).toList();
    }

    /** The same plan with the anonymous volumes that a container has already. */
    MountPlan keeping(List<MountPoint> earlier) {
        Map<String, MountPoint> byTarget = new LinkedHashMap<>();
        earlier.stream()
                .filter(point ->
                        point.kind() == MountPoint.Kind.VOLUME && point.mode().isEmpty())
                .forEach(point -> byTarget.put(point.destination(), point));
        return new MountPlan(mounts.stream()
                .map(planned -> planned.isAnonymous()
                        ? planned.of(byTarget.getOrDefault(planned.point().destination(), planned.point()))
                        : planned)
                .toList());
    }
}
