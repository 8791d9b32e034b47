package dev.wharf.engine.container;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.container.LogConfig;
import dev.wharf.engine.log.OutputSpec;
import dev.wharf.engine.spec.Environment;
import dev.wharf.spi.log.LogTarget;

/** Describes the streams of a container. */
final class Outputs {
    private Outputs() {}

    /** What must be known of a container to carry its streams. */
    static OutputSpec of(ContainerRecord record, DaemonSettings settings) {
        LogConfig log = record.hostConfig().log();
        return new OutputSpec(
                new LogTarget(
                        record.id(),
                        record.name(),
                        record.config().image(),
                        record.imageId(),
                        record.config().labels(),
                        Environment.byName(record.config().env()),
                        ContainerFolders.of(settings, record.id())),
                record.config().tty(),
                record.config().openStdin(),
                record.config().stdinOnce(),
                log.type(),
                log.options());
    }
}
