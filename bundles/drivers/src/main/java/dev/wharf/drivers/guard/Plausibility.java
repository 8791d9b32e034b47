package dev.wharf.drivers.guard;

import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskSpec;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.graph.WritableFolder;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.volume.MountedVolume;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether an answer can be right: it must be about what was asked. */
interface Plausibility {

    /** Finds what is wrong with an answer of the right type, or with a list of such. */
    Optional<String> fault(Object[] arguments, Object value);

    /** That of a method which answers values of a type. */
    static Plausibility of(Method method, Class<?> element) {
        if (method.getReturnType() == List.class) {
            return element == Mount.class ? Plausibility::noMount : (arguments, value) -> Optional.empty();
        }
        return Known.RULES.getOrDefault(element, (arguments, value) -> Optional.empty());
    }

    private static Optional<String> noMount(Object[] arguments, Object value) {
        return value instanceof List<?> mounts && mounts.isEmpty()
                ? Optional.of("it returned no mount")
                : Optional.empty();
    }

    /** The rules by the type of the answer. */
    final class Known {
        private static final Map<Class<?>, Plausibility> RULES = Map.of(
                Task.class, (arguments, value) -> other(taskIn(arguments), ((TaskProcess) value).id()),
                TaskProcess.class, (arguments, value) -> other(taskIn(arguments), ((TaskProcess) value).id()),
                SnapshotInfo.class,
                        (arguments, value) -> other(in(arguments, SnapshotRef.class), ((SnapshotInfo) value).ref()),
                VolumeInfo.class,
                        (arguments, value) -> other(in(arguments, VolumeName.class), ((VolumeInfo) value).name()),
                EndpointSpec.class,
                        (arguments, value) -> other(
                                in(arguments, EndpointSpec.class).map(EndpointSpec::id), ((EndpointSpec) value).id()),
                WritableFolder.class, (arguments, value) -> relative(((WritableFolder) value).path()),
                MountedVolume.class, (arguments, value) -> relative(((MountedVolume) value).folder()));

        private Known() {}

        private static Optional<TaskId> taskIn(Object[] arguments) {
            Function<Object, Stream<TaskId>> id = argument -> argument instanceof TaskSpec spec
                    ? Stream.of(spec.id())
                    : argument instanceof TaskId given ? Stream.of(given) : Stream.empty();
            return Arrays.stream(arguments).flatMap(id).findFirst();
        }

        private static <T> Optional<T> in(Object[] arguments, Class<T> type) {
            return Arrays.stream(arguments)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst();
        }

        private static Optional<String> other(Optional<?> asked, Object told) {
            return asked.filter(wanted -> !wanted.equals(told))
                    .map(wanted -> "it was asked for " + wanted + " and returned " + told);
        }

        private static Optional<String> relative(Path path) {
            return path.isAbsolute() ? Optional.empty() : Optional.of("it returned the relative path " + path);
        }
    }
}
